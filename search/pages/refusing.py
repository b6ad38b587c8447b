"""How a search is refused: for programs, and in which words."""

from __future__ import annotations

from http import HTTPStatus
from typing import TypeVar

from django.http import HttpResponse, JsonResponse
from django.utils.translation import gettext as _

# Seconds after which a search may be ready again.
RETRY_AFTER = 10
Response = TypeVar("Response", bound=HttpResponse)


def later(response: Response) -> Response:
    """The response; where the search is not ready, with when to ask again."""
    if response.status_code == HTTPStatus.SERVICE_UNAVAILABLE:
        response["Retry-After"] = str(RETRY_AFTER)
    return response


def json_answer(body: dict[str, object], status: int = HTTPStatus.OK) -> JsonResponse:
    """The body, with Japanese readable."""
    return later(JsonResponse(body, status=status, json_dumps_params={"ensure_ascii": False}))


def refused_for_programs(reason: str, status: int) -> JsonResponse:
    """Why there is no answer."""
    return json_answer({"error": reason}, status)


def no_index() -> str:
    return _("There is no search index yet; `manage.py prepare` builds it.")
