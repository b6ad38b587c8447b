"""Frames of other sites: the element that makes one, and the policy of what is shown in it."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.html import format_html
from django.views.decorators.clickjacking import xframe_options_exempt

from archive.site.headers import for_other_sites

View = Callable[..., HttpResponseBase]

WIDTH, LEAST_HEIGHT, MOST_HEIGHT = 600, 220, 520
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


def frame_html(
    source: str, title: str, words: str, most: tuple[int, int] = (WIDTH, MOST_HEIGHT)
) -> str:
    """The element that shows the page at `source`, of which `words` are read.

    Not larger than `most` pixels, width and height.
    """
    return format_html(
        '<iframe src="{}" title="{}" width="{}" height="{}" loading="lazy"></iframe>',
        *(source, title, *size_for(words, most)),
    )


def size_for(words: str, most: tuple[int, int] = (WIDTH, MOST_HEIGHT)) -> tuple[int, int]:
    """Width and height in pixels, about as much as the words need: what is longer scrolls."""
    height = min(LEAST_HEIGHT + 28 * (len(words) // 40), MOST_HEIGHT)
    return min(WIDTH, most[0]), min(height, most[1])
