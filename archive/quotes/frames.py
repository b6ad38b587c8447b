"""The policy of pages that other sites may show in a frame."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.clickjacking import xframe_options_exempt

from archive.site.headers import for_other_sites

View = Callable[..., HttpResponseBase]

# Nothing but our styles and our icon, in anybody's frame.
POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors *"
)


def framed(view: View) -> View:
    """Let other sites show what `view` answers in a frame."""

    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        # A kept page keeps its headers, so it is set here and not told to the middleware.
        response.headers["Content-Security-Policy"] = POLICY
        return response

    return xframe_options_exempt(for_other_sites(answered))
