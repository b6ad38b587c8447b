"""The answer for an anchor whose words left the interview."""

from __future__ import annotations

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from archive.models import Anchor
from archive.quotations.links import quotation_of


def gone(request: HttpRequest, anchor: Anchor) -> HttpResponse:
    """A 410 with the last words of an anchor whose words left the interview."""
    context = {
        "anchor": anchor,
        "interview": anchor.interview,
        "quotation": quotation_of(request),
    }
    return render(request, "archive/gone.html", context, status=HTTPStatus.GONE)
