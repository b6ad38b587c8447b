"""Answers a first request before there are readers, so that none waits for what it loads."""

from __future__ import annotations

from collections.abc import Callable
from wsgiref.util import setup_testing_defaults

from django.conf import settings

from archive.site.addresses import own_host
from archive.wsgi import application


def answer(address: str) -> None:
    """Ask this process's own application for `address` (path and query) and drop the answer."""
    path, _, query = address.partition("?")
    environ: dict[str, object] = {"PATH_INFO": path, "QUERY_STRING": query}
    environ["HTTP_HOST"] = own_host()
    environ["wsgi.url_scheme"] = "https" if settings.SECURE_SSL_REDIRECT else "http"
    setup_testing_defaults(environ)
    for _part in application(environ, _start):
        pass


def _start(*_args: object, **_options: object) -> Callable[[bytes], object]:
    """WSGI's `start_response`, for an answer that nobody reads."""
    return lambda _data: None
