"""The page that tells a reader why a request is refused: a status, a heading, a sentence.

It needs nothing of the database, so it can be shown whatever is the matter.
"""

from __future__ import annotations

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def refused(
    request: HttpRequest,
    status: HTTPStatus,
    heading: str,
    message: str,
    retry_after: int | None = None,
) -> HttpResponse:
    """The page, which nobody keeps; `retry_after`: seconds until another try may succeed."""
    context = {"status": status.value, "heading": heading, "message": message}
    response = render(request, "refused.html", context, status=status)
    response.headers["Cache-Control"] = "no-store"
    if retry_after is not None:
        response.headers["Retry-After"] = str(retry_after)
    return response
