"""What a reader sees where a request meets an obstacle: 503, a sentence, and when to come again.

The page needs nothing of the database, so it can be shown whatever is the matter.
"""

from __future__ import annotations

import sys
from http import HTTPStatus

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views import defaults

from archive.site.obstacles import Obstacle, obstacle_of
from archive.site.refusals import refused

SAFE = {"GET", "HEAD", "OPTIONS"}
# Seconds after which another try may succeed: a lock passes by itself, a disk is for somebody to
# look after.
SOON, LATER = 10, 300


def server_error(request: HttpRequest) -> HttpResponse:
    """Django's handler for errors: 503 for an obstacle, 500 for every other one."""
    obstacle = obstacle_of(sys.exc_info()[1])
    if obstacle is None:
        return defaults.server_error(request)
    language = translation.get_language_from_path(request.path_info) or settings.LANGUAGE_CODE
    with translation.override(language):
        return _page(request, obstacle)


def _page(request: HttpRequest, obstacle: Obstacle) -> HttpResponse:
    message, status = sentence(obstacle, request.method or ""), HTTPStatus.SERVICE_UNAVAILABLE
    response: HttpResponse
    if request.path.endswith(".json"):
        parameters = {"ensure_ascii": False}
        response = JsonResponse({"error": message}, status=status, json_dumps_params=parameters)
    else:
        response = refused(request, status, _("Not now"), message)
    return come_again(response, obstacle)


def come_again(response: HttpResponse, obstacle: Obstacle) -> HttpResponse:
    """The response, with when another try may succeed."""
    seconds = SOON if obstacle is Obstacle.LOCKED else LATER
    response.headers["Retry-After"] = str(seconds)
    response.headers["Cache-Control"] = "no-store"
    return response


def sentence(obstacle: Obstacle, method: str) -> str:
    """What is the matter, for whoever sent a request with this method."""
    if method in SAFE:
        return _("This page can't be shown just now. Please try again later.")
    if obstacle is Obstacle.LOCKED:
        return _(
            "Somebody else is saving something large just now. Nothing of yours was saved; please "
            "try again in a moment."
        )
    return _(
        "Nothing can be saved just now, and nothing of yours was. The archive can still be read; "
        "please try again later."
    )
