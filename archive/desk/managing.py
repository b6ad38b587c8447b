"""The desk's pages of an interview as a whole: people, replacing, history, publication."""

from __future__ import annotations

from http import HTTPStatus

from django.contrib.admin.models import CHANGE, LogEntry
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from archive.desk.access import PUBLICATION, for_editors, user_of
from archive.desk.answers import edited, not_done
from archive.desk.forms import PublicationForm
from archive.desk.operations import OF_INTERVIEW
from archive.desk.places import address_of
from archive.desk.sent import search_of
from archive.desk.views import interview_of, last_edits
from archive.editing import find
from archive.models import Edit, Participant, Person

EDITS_A_PAGE, MOST_FOUND = 50, 500


@for_editors()
@require_POST
def act(request: HttpRequest, interview: str) -> HttpResponse:
    """Do what a form asks for that concerns more than one turn."""
    found = interview_of(interview)
    name = request.POST.get("action", "")
    if name not in OF_INTERVIEW:
        return not_done(request, found, _("The form asks for nothing that is known here."))
    pages = {"person": "desk-people", "name": "desk-people", "merge": "desk-people"}
    pages["replace"] = "desk-replace"

    def address(edit: Edit | None) -> str:
        if name in pages:
            return reverse(pages[name], args=[interview])
        place = address_of(edit.place) if edit and edit.place else None
        return place or reverse("desk-interview", args=[interview])

    return edited(
        request, found, lambda editor: OF_INTERVIEW[name](editor, found, request.POST), address
    )


@for_editors()
@require_safe
def people(request: HttpRequest, interview: str) -> HttpResponse:
    """Who takes part, each with a form; voices without a name first."""
    found = interview_of(interview)
    parts = found.participants.select_related("person").annotate(
        turn_count=Count(
            "person__segments", filter=Q(person__segments__topic__interview=found), distinct=True
        )
    )
    context = {
        "interview": found,
        "parts": parts.order_by("person__identified", "order"),
        "roles": Participant.Role.choices,
        "known": Person.objects.filter(identified=True).order_by("name")[:2000],
    }
    return render(request, "desk/people.html", context)


@for_editors()
@require_safe
def replace(request: HttpRequest, interview: str) -> HttpResponse:
    """Search and replace: what is found, and what would stand there."""
    found = interview_of(interview)
    search = search_of(request.GET)
    matches = list(find(found, search))
    context = {
        "interview": found,
        "sought": search,
        "matches": matches[:MOST_FOUND],
        "count": sum(each.count for each in matches),
        "is_cut": len(matches) > MOST_FOUND,
    }
    return render(request, "desk/replace.html", context)


@for_editors()
@require_safe
def history(request: HttpRequest, interview: str) -> HttpResponse:
    """Every edit of an interview, the newest first, with what it made of the words."""
    found = interview_of(interview)
    edits = Edit.objects.filter(interview=found).defer("rows").order_by("-pk")
    edits = edits.select_related("of").defer("rows", "of__rows").prefetch_related("corrections")
    page = Paginator(edits, EDITS_A_PAGE).get_page(request.GET.get("page"))
    context = {"interview": found, "page": page, **last_edits(request, found)}
    return render(request, "desk/history.html", context)


@for_editors(PUBLICATION)
@require_http_methods(["GET", "HEAD", "POST"])
def publication(request: HttpRequest, interview: str) -> HttpResponse:
    """Whether readers see an interview, and from when on."""
    found = interview_of(interview)
    if request.method != "POST":
        context = {"interview": found, "form": PublicationForm(instance=found)}
        return render(request, "desk/publication.html", context)
    with transaction.atomic():
        form = PublicationForm(request.POST, instance=interview_of(interview))
        if form.is_valid():
            _save(request, form)
            return redirect("desk-interview", interview)
    context = {"interview": found, "form": form}
    return render(request, "desk/publication.html", context, status=HTTPStatus.BAD_REQUEST)


def _save(request: HttpRequest, form: PublicationForm) -> None:
    """Save what was decided, and who decided it, where the admin's history shows it."""
    saved = form.save()
    if form.changed_data:
        LogEntry.objects.log_actions(
            user_of(request).pk,
            [saved],
            CHANGE,
            change_message=[{"changed": {"fields": form.changed_data}}],
            single_object=True,
        )
