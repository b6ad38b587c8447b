"""The editors' side of the search: the glossary's terms, with suggestions from the interviews."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _

from archive.admin import TermAdmin
from archive.models import Interview, Term
from search.glossary.proposals import suggest

# How many suggestions a page has.
SHOWN = 50

admin.site.unregister(Term)


@admin.register(Term)
class SuggestingTermAdmin(TermAdmin):
    """The terms, with a page of suggestions for those who may add some."""

    change_list_template = "glossary/admin_terms.html"

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.suggestions)
        return [
            path("suggestions/", view, name="archive_term_suggestions"),
            *super().get_urls(),
        ]

    def suggestions(self, request: HttpRequest) -> HttpResponse:
        """The suggestions of the interview that `?interview=` names by its slug."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        slug = request.GET.get("interview", "")
        interview = get_object_or_404(Interview, slug=slug) if slug else None
        context: dict[str, Any] = {
            **self.admin_site.each_context(request),
            "title": _("Suggested terms"),
            "opts": self.opts,
            "interviews": Interview.objects.order_by("slug"),
            "interview": interview,
            "suggestions": suggest(interview, SHOWN) if interview else [],
        }
        return TemplateResponse(request, "glossary/admin_suggestions.html", context)
