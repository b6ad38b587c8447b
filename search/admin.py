"""The editors' side of the search: the glossary's terms, with suggestions from the interviews."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _

from archive.admin import TermAdmin
from archive.models import DeclinedTerm, Interview, Term
from search.glossary.proposals import decline, kept_suggestions

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
        if request.method == "POST" and interview:
            return self._declined(request, interview)
        context: dict[str, Any] = {
            **self.admin_site.each_context(request),
            "title": _("Suggested terms"),
            "opts": self.opts,
            "interviews": Interview.objects.order_by("slug"),
            "interview": interview,
            "suggestions": kept_suggestions(interview, SHOWN) if interview else [],
        }
        return TemplateResponse(request, "glossary/admin_suggestions.html", context)

    @staticmethod
    def _declined(request: HttpRequest, interview: Interview) -> HttpResponse:
        """Propose the posted label no more, and show the others."""
        if label := request.POST.get("decline", "").strip():
            decline(interview, label)
            messages.success(
                request, _("“%(label)s” will not be suggested again.") % {"label": label}
            )
        return redirect(request.get_full_path())


@admin.register(DeclinedTerm)
class DeclinedTermAdmin(admin.ModelAdmin):
    """Proposals that were declined; deleting one lets it be proposed again."""

    list_display = ["label", "interview"]
    list_filter = ["interview"]
    search_fields = ["label"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        """They are declined on the page of suggestions."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: object = None) -> bool:
        """There is nothing to change."""
        return False

    def has_view_permission(self, request: HttpRequest, obj: object = None) -> bool:
        """Whoever may accept a proposal."""
        return request.user.has_perm("archive.add_term")

    has_delete_permission = has_view_permission
