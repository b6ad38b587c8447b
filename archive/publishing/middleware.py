"""Who sees an interview that isn't published.

Views find what is published and nothing else, so they are the same for everybody and their pages
can be kept.  Only where one finds nothing does this look at who asks; who may see more gets what
the view makes of the interview all the same, as an answer that nobody keeps and no search engine
lists.
"""

from __future__ import annotations

from collections.abc import Callable

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils.cache import patch_vary_headers

from archive.models import Interview
from archive.publishing.answers import withdrawn
from archive.publishing.links import has_link
from archive.site.headers import RESOURCE_POLICY
from archive.transcript import Unpublished, showing

# Where a request keeps that it was shown something that isn't for all.
SHOWN = "_shown_unpublished"
# What a view tells of a page that is for all: where it may be shown, and by what it may be kept.
# Without these, the outer middlewares say the strictest.
LEFT_OUT = (
    *("Access-Control-Allow-Origin", "Content-Security-Policy", RESOURCE_POLICY),
    *("ETag", "Last-Modified"),
)


class Publishing:
    """Middleware, after all that tells who the visitor is."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer; what may be withdrawn tomorrow is asked for again whenever it is used."""
        response = self._get_response(request)
        if getattr(request, SHOWN, False):
            return _private(response)
        response.headers.setdefault("Cache-Control", "no-cache")
        return response

    def process_exception(
        self, request: HttpRequest, exception: Exception
    ) -> HttpResponseBase | None:
        """Answer where a view found nothing; None: with a 404."""
        if not isinstance(exception, Http404):
            return None
        # Asked in any case, so that what is hidden takes as long as what isn't there, and the
        # headers are the same.
        sees_all = _is_editor(request)
        if not isinstance(exception, Unpublished):
            return None
        interview = exception.interview
        if (sees_all or has_link(request, interview)) and not interview.is_removed:
            return _shown(request, interview)
        if interview.state == Interview.State.WITHDRAWN:
            return withdrawn(request, interview)
        return None


def _is_editor(request: HttpRequest) -> bool:
    user = request.user
    return bool(user.is_active and user.is_staff and user.has_perm("archive.change_interview"))


def _shown(request: HttpRequest, interview: Interview) -> HttpResponseBase | None:
    """What the view answers that may find the interview."""
    setattr(request, SHOWN, True)
    match = request.resolver_match
    if match is None:
        return None
    with showing(interview):
        response: HttpResponseBase = match.func(request, *match.args, **match.kwargs)
    return response


def _private(response: HttpResponseBase) -> HttpResponseBase:
    """The answer, for this visitor alone."""
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    for name in LEFT_OUT:
        response.headers.pop(name, None)
    # What the view may have asked for its pages that are for all.
    response.xframe_options_exempt = False  # type: ignore[attr-defined]
    # By which the cache of pages knows that it isn't everybody's, too.
    patch_vary_headers(response, ["Cookie"])
    return response
