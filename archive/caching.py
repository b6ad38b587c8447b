"""Pages kept as they were rendered, for as long as the content is the same.

A page differs by content, by the interface's language (in its path), by the host it is asked at
and by the day (its citation tells when it was asked for); nothing in it differs by visitor.  It is
kept compressed, with an ETag, under a key that holds the content's version: any change of content
leaves all kept pages behind.
"""

from __future__ import annotations

import gzip
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import lru_cache, wraps
from hashlib import blake2b
from http import HTTPStatus
from typing import Any

import brotli
from django.core.cache import caches
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.http import http_date

from archive.versions import content_state

View = Callable[..., HttpResponse]

# Parameters that a kept page may have; an address with others is rendered as it comes.
PARAMETERS = {"page", "order"}
GZIP_LEVEL, BROTLI_QUALITY = 6, 5


# What pages are made of besides the archive's own content; each gives its present version.
_sources: list[Callable[[], object]] = []


def made_of(source: Callable[[], object]) -> None:
    """Let kept pages be left behind when what `source` returns changes."""
    if source not in _sources:
        _sources.append(source)


@dataclass(frozen=True)
class KeptPage:
    """A rendered page in each encoding."""

    content_type: str
    bodies: dict[str, bytes]
    etag: str

    def response(self, request: HttpRequest, modified: float | None) -> HttpResponse:
        """The page as this request accepts it; 304 where the reader has it already."""
        encoding = _accepted(request.headers.get("Accept-Encoding", ""))
        response = HttpResponse(self.bodies[encoding], content_type=self.content_type)
        response["ETag"] = f'"{self.etag}-{encoding or "plain"}"'
        if modified:
            response["Last-Modified"] = http_date(modified)
        # To be asked for each time; the answer is mostly 304.
        response["Cache-Control"] = "public, no-cache"
        if encoding:
            response["Content-Encoding"] = encoding
        patch_vary_headers(response, ["Accept-Encoding"])
        last_modified = int(modified) if modified else None
        return (
            get_conditional_response(request, response["ETag"], last_modified, response) or response
        )


def _accepted(header: str) -> str:
    parts = (each.replace(" ", "").partition(";") for each in header.split(","))
    accepted = {name for name, _, quality in parts if quality not in {"q=0", "q=0.0"}}
    return next((each for each in ("br", "gzip") if each in accepted), "")


def kept(view: View) -> View:
    """Keep what `view` renders."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not PARAMETERS.issuperset(request.GET):
            return view(request, *args, **kwargs)
        number, changed = content_state()
        day = timezone.localdate()
        modified = max(changed.timestamp(), _beginning(day)) if changed else None
        key = _key(request, number, day)
        page: KeptPage | None = caches["pages"].get(key)
        if page is None:
            response = view(request, *args, **kwargs)
            if response.status_code != HTTPStatus.OK or response.streaming:
                return response
            page = _keep(response)
            caches["pages"].set(key, page, None)
        return page.response(request, modified)

    return answer


@lru_cache(maxsize=2)
def _beginning(day: date) -> float:
    """When a day began, as a timestamp: no page of that day is older."""
    return timezone.make_aware(datetime.combine(day, time.min)).timestamp()


def _key(request: HttpRequest, number: int, day: date) -> str:
    versions = (number, day, *(source() for source in _sources))
    parts = (*versions, request.scheme, request.get_host())
    whole = "\n".join(map(str, (*parts, request.get_full_path())))
    return blake2b(whole.encode(), digest_size=16).hexdigest()


def _keep(response: HttpResponse) -> KeptPage:
    body = response.content
    bodies = {
        "": body,
        "gzip": gzip.compress(body, GZIP_LEVEL, mtime=0),
        "br": brotli.compress(body, quality=BROTLI_QUALITY),
    }
    etag = blake2b(body, digest_size=12).hexdigest()
    return KeptPage(response["Content-Type"], bodies, etag)
