"""Django's WSGI handler for requests whose encoding nobody can read: 400, not an error of ours.

Django takes a request's character encoding from its Content-Type, before any middleware, and fails
on one that Python doesn't know as an encoding of text.  All browsers send UTF-8, as all pages ask.
"""

from __future__ import annotations

import codecs
from collections.abc import Callable, Iterable
from http import HTTPStatus
from typing import Any

from django.core.exceptions import BadRequest
from django.core.handlers.wsgi import WSGIHandler, WSGIRequest
from django.utils.functional import cached_property
from django.utils.http import parse_header_parameters

from archive.site.headers import PERMISSIONS, RESOURCE_POLICY

UNREADABLE = b"Send text as UTF-8: the Content-Type of this request names another encoding.\n"


class Request(WSGIRequest):
    """A request in UTF-8, whose parts may name other encodings."""

    def _set_content_type_params(self, meta: dict[str, Any]) -> None:
        super()._set_content_type_params(meta)  # type: ignore[misc]
        if self.encoding:
            # Django knows it by this name alone; Python has others, such as `utf8`.
            self.encoding = "utf-8"

    def _load_post_and_files(self) -> None:
        try:
            super()._load_post_and_files()
        except (LookupError, UnicodeError) as error:
            raise BadRequest("A part of the form is in an unknown encoding.") from error

    @cached_property
    def COOKIES(self) -> dict[str, str]:  # type: ignore[override]  # noqa: N802
        """Those without the character NUL, which PostgreSQL refuses to look up."""
        sent = super().COOKIES
        return {name: value for name, value in sent.items() if "\0" not in value}


class Handler(WSGIHandler):
    """Answers requests in UTF-8, and refuses others."""

    request_class = Request

    def __call__(  # type: ignore[override]
        self, variables: dict[str, Any], start_response: Callable[..., Any]
    ) -> Iterable[bytes]:
        """WSGI's call."""
        if is_utf_8(variables.get("CONTENT_TYPE", "")):
            return super().__call__(variables, start_response)
        headers = [
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Content-Length", str(len(UNREADABLE))),
            ("X-Content-Type-Options", "nosniff"),
            ("Permissions-Policy", PERMISSIONS),
            (RESOURCE_POLICY, "same-origin"),
        ]
        status = HTTPStatus.BAD_REQUEST
        start_response(f"{status.value} {status.phrase}", headers)
        return [UNREADABLE]


def is_utf_8(content_type: str) -> bool:
    """Whether a Content-Type names UTF-8 or no encoding, as Django reads it."""
    try:
        charset = parse_header_parameters(content_type)[1].get("charset", "utf-8")
        return codecs.lookup(charset).name == "utf-8"
    except (LookupError, ValueError):
        return False
