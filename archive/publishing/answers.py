"""What readers are told of an interview that was withdrawn: 410, and why."""

from __future__ import annotations

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from archive.formats.responses import json_response
from archive.models import Interview

# Who had it, asks again, and so does who keeps this: it may be published anew.
_KEEP = "no-cache"


def withdrawn(request: HttpRequest, interview: Interview) -> HttpResponse:
    """The reason, in the form that the address promises: JSON, a file's one sentence, or a page."""
    if request.path.endswith(".json"):
        response: HttpResponse = json_response(_record(interview), HTTPStatus.GONE)
    elif not request.path.endswith("/"):
        response = HttpResponse(
            _reason(interview) + "\n",
            content_type="text/plain; charset=utf-8",
            status=HTTPStatus.GONE,
        )
    else:
        context = {"reason": _reason(interview)}
        response = render(request, "archive/withdrawn.html", context, status=HTTPStatus.GONE)
    response["Cache-Control"] = _KEEP
    return response


def _reason(interview: Interview) -> str:
    return interview.reason_in(get_language() or "")


def _record(interview: Interview) -> dict[str, object]:
    """What programs are told; `reasons` by language, where the editors gave it in others too."""
    given = {
        language: texts["withdrawal"]
        for language, texts in interview.translations.items()
        if texts.get("withdrawal")
    }
    return {"withdrawn": True, "reason": interview.withdrawal, "reasons": given}
