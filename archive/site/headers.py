"""What every answer tells browsers, whoever made it: a page, a file, an error.

The Content-Security-Policy is django-csp's, and Django's own middleware sets the other headers.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase

View = Callable[..., HttpResponseBase]

RESOURCE_POLICY = "Cross-Origin-Resource-Policy"
# What a page may ask of a reader's machine; sharing is allowed as it is.
ALLOWED = ("clipboard-read", "clipboard-write")
DENIED = (
    *("accelerometer", "autoplay", "browsing-topics", "camera"),
    *("display-capture", "geolocation", "gyroscope", "hid", "idle-detection", "local-fonts"),
    *("magnetometer", "microphone", "midi", "payment", "publickey-credentials-get"),
    *("screen-wake-lock", "serial", "usb", "xr-spatial-tracking"),
)
PERMISSIONS = ", ".join(
    [
        *(f"{name}=()" for name in DENIED),
        *(f"{name}=(self)" for name in ALLOWED),
    ]
)


class Headers:
    """Middleware, the outermost: static files and refused hosts pass here too."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer with the policies."""
        response = self._get_response(request)
        response.headers["Permissions-Policy"] = PERMISSIONS
        is_everybodys = response.headers.get("Access-Control-Allow-Origin") == "*"
        policy = "cross-origin" if is_everybodys else "same-origin"
        response.headers.setdefault(RESOURCE_POLICY, policy)
        return response


def for_other_sites(view: View) -> View:
    """Let pages of other sites show what `view` answers, such as a picture."""

    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        response.headers[RESOURCE_POLICY] = "cross-origin"
        return response

    return answered
