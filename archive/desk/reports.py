"""Readers' reports beside the words that they are about: from the report to the answer."""

from __future__ import annotations

from http import HTTPStatus

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from archive.desk.access import REPORTS, for_editors, user_of
from archive.desk.forms import AnswerForm
from archive.desk.places import DeskTurn, turn_for
from archive.desk.views import choices
from archive.models import Anchor, Report

REPORTS_A_PAGE = 20


@for_editors(REPORTS)
@require_safe
def reports(request: HttpRequest) -> HttpResponse:
    """The queue: what is new, the oldest first; `?all` has those answered too."""
    found = Report.objects.all()
    if "all" not in request.GET:
        found = found.filter(status=Report.Status.NEW).order_by("created", "pk")
    page = Paginator(found, REPORTS_A_PAGE).get_page(request.GET.get("page"))
    rows = [(each, _turn_of(request, each)) for each in page]
    context = {"page": page, "rows": rows, "has_all": "all" in request.GET}
    return render(request, "desk/reports.html", context)


def _turn_of(request: HttpRequest, report: Report) -> DeskTurn | None:
    """The turn that a report is about, if it has one that is still there."""
    if not Anchor.objects.filter(code=report.anchor).exists():
        return None
    return turn_for(report.anchor, user_of(request).pk)


@for_editors(REPORTS)
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, report: int) -> HttpResponse:
    """A report with its words, to be corrected, and the form of the answer."""
    found = get_object_or_404(Report, pk=report)
    status = HTTPStatus.OK
    form = AnswerForm(instance=found)
    if request.method == "POST":
        form = AnswerForm(request.POST, instance=found)
        if form.is_valid():
            form.save()
            messages.success(request, _("The report is answered."))
            return redirect("desk-reports")
        status = HTTPStatus.BAD_REQUEST
    turn = _turn_of(request, found)
    context: dict[str, object] = {"report": found, "turn": turn, "form": form}
    if turn is not None:
        context |= {"interview": turn.interview, **choices(turn)}
    return render(request, "desk/report.html", context, status=status)
