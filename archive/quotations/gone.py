"""The answer for an anchor whose words left the interview."""

from __future__ import annotations

from http import HTTPStatus

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from archive.models import WITHDRAWALS, Anchor, Edit
from archive.quotations.links import quotation_of


def gone(request: HttpRequest, anchor: Anchor, template: str = "archive/gone.html") -> HttpResponse:
    """A 410 with the last words of an anchor whose words left the interview."""
    context = {
        "anchor": anchor,
        "interview": anchor.interview,
        "quotation": quotation_of(request),
        "edit": _withdrawal(anchor),
    }
    return render(request, template, context, status=HTTPStatus.GONE)


def _withdrawal(anchor: Anchor) -> Edit | None:
    """The edit by which its words were taken out on purpose, with the reason, if one did."""
    mine = Q(corrections__anchor=anchor.code) | Q(corrections__turn=anchor.code)
    edits = Edit.objects.filter(WITHDRAWALS, mine, corrections__after="")
    return edits.defer("rows").last()
