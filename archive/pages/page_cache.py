"""Pages kept as they were rendered, for as long as the content is the same.

A page differs by content, by the interface's language (in its path), by the site's address in its
links (`BASE_URL`, or the host it is asked at), by the day (its citation tells when it was asked
for) and by the parameters that its view knows; nothing in it differs by visitor, or by any header
but the host.  So it is answered before sessions, languages and forms are looked at.  It is kept
compressed, with an ETag and the state that it was rendered from; a page of another state is
rendered anew.
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
from urllib.parse import urlencode

import brotli
from django.core.cache import caches
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import get_conditional_response, has_vary_header, patch_vary_headers
from django.utils.http import http_date
from werkzeug.datastructures import Accept
from werkzeug.http import parse_accept_header

from archive.changes import content_state
from archive.site.addresses import base_url
from archive.site.headers import RESOURCE_POLICY

View = Callable[..., HttpResponse]

METHODS = {"GET", "HEAD"}
GZIP_LEVEL, BROTLI_QUALITY = 6, 5
# Content codings, the smallest first, and what HTTP calls a page without one.
ENCODINGS, IDENTITY = ("br", "gzip"), "identity"
# What a page takes besides its body and headers: its key, its state, the objects themselves.
OVERHEAD = 2048
# What each answer has its own of.
OWN_HEADERS = {"content-length", "etag", "last-modified", "cache-control"}
# What a 304 has too: browsers put its headers in place of the kept page's, and without these the
# outer middlewares would give it those of pages that say nothing of their own.
POLICIES = ("Content-Security-Policy", RESOURCE_POLICY)


# What pages depend on besides the archive's own content; each gives its present version.
_sources: list[Callable[[], object]] = []


def depends_on(source: Callable[[], object]) -> None:
    """Let cached pages be rendered anew when what `source` returns changes."""
    if source not in _sources:
        _sources.append(source)


@dataclass(frozen=True)
class State:
    """What a page is rendered from; pages of equal states are the same."""

    versions: tuple[object, ...]
    modified: float | None


def _state() -> State:
    number, changed = content_state()
    day = timezone.localdate()
    modified = max(changed.timestamp(), _beginning(day)) if changed else None
    return State((number, day, *(source() for source in _sources)), modified)


@lru_cache(maxsize=2)
def _beginning(day: date) -> float:
    """When a day began, as a timestamp: no page of that day is older."""
    return timezone.make_aware(datetime.combine(day, time.min)).timestamp()


@dataclass(frozen=True)
class CachedPage:
    """A rendered page in each encoding, and the name of its view."""

    state: State
    headers: dict[str, str]
    bodies: dict[str, bytes]
    etag: str
    view: str

    @property
    def size(self) -> int:
        """How many bytes of memory it takes."""
        headers = sum(len(name) + len(value) for name, value in self.headers.items())
        return sum(map(len, self.bodies.values())) + headers + OVERHEAD

    def response(self, request: HttpRequest) -> HttpResponse:
        """The page as this request accepts it; 304 where the reader has it already."""
        encoding = accepted_encoding(request.headers.get("Accept-Encoding", ""))
        body = self.bodies[encoding]
        headers = self.headers | {
            "Content-Length": str(len(body)),
            "ETag": f'"{self.etag}-{encoding or "plain"}"',
            # To be asked for each time; the answer is mostly 304.
            "Cache-Control": "public, no-cache",
        }
        modified = self.state.modified
        if modified:
            headers["Last-Modified"] = http_date(modified)
        if encoding:
            headers["Content-Encoding"] = encoding
        response = HttpResponse(body, headers=headers)
        last_modified = int(modified) if modified else None
        answer = get_conditional_response(request, headers["ETag"], last_modified, response)
        return response if answer is None else _with_policies(answer, self.headers)


def _with_policies(answer: HttpResponse, headers: dict[str, str]) -> HttpResponse:
    """An answer without the page, under the policies of the page."""
    for name in POLICIES:
        if name in headers:
            answer.headers[name] = headers[name]
    return answer


# Browsers send a dozen different ones; asked for with every request.
@lru_cache(maxsize=256)
def accepted_encoding(header: str) -> str:
    """The encoding that an `Accept-Encoding` asks for most; empty: none, or the page as it is.

    Of those asked for alike, the first of `ENCODINGS`.  An encoding must be named: `*` alone is
    answered without one, as WhiteNoise answers it for files.
    """
    accept = parse_accept_header(header, Accept)
    named = {name.lower() for name in accept.values()}
    offered = [encoding for encoding in ENCODINGS if encoding in named]
    best = accept.best_match([*offered, IDENTITY], IDENTITY)
    return "" if best == IDENTITY else str(best)


def cached(*parameters: str) -> Callable[[View], View]:
    """Let `PageCache` keep what a view renders at addresses with these parameters, or with none.

    Such a view says with `shows` what it made of them.  Only an address that says exactly that is
    kept, in the order of `parameters`, so that there are as many kept pages as different ones.
    """

    def decorated(view: View) -> View:
        @wraps(view)
        def rendered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            # Before rendering: what changes meanwhile must not count as seen.
            state = _state()
            response = view(request, *args, **kwargs)
            if request.META.get("QUERY_STRING", "") == _canonical(request, parameters):
                response.cached_state = state  # type: ignore[attr-defined]
            return response

        return rendered

    return decorated


def shows(request: HttpRequest, **values: object) -> None:
    """Say what a page shows, by parameter: of a number beyond the last page, the last one."""
    request.shown = values  # type: ignore[attr-defined]


def _canonical(request: HttpRequest, parameters: tuple[str, ...]) -> str:
    """The query that asks for what the page shows with those of the parameters that it has."""
    shown = getattr(request, "shown", {})
    asked = [name for name in parameters if name in request.GET and name in shown]
    return urlencode([(name, shown[name]) for name in asked])


class PageCache:
    """Middleware that answers with a cached page, or keeps what a `cached` view renders."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, rendering nothing where nothing changed."""
        if request.method not in METHODS:
            return self._get_response(request)
        key, outcome = _key(request), "hit"
        page: CachedPage | None = caches["pages"].get(key)
        if page is None or page.state != _state():
            response = self._get_response(request)
            if not _may_be_cached(response):
                return response
            page, outcome = _page(request, response), "miss"
            caches["pages"].set(key, page, None)
        answer = page.response(request)
        # For whoever counts: no address was resolved for a page that was kept.
        answer.kept_page, answer.view_name = outcome, page.view  # type: ignore[attr-defined]
        return answer


def _key(request: HttpRequest) -> str:
    # A host that isn't the site's is refused here, also where links don't tell it.
    request.get_host()
    parts = (base_url(request), request.get_full_path())
    return blake2b("\n".join(parts).encode(), digest_size=16).hexdigest()


def _may_be_cached(response: HttpResponse) -> bool:
    """Whether a view marked it, it is no error, and nothing in it is one visitor's."""
    return (
        hasattr(response, "cached_state")
        and response.status_code == HTTPStatus.OK
        and not response.streaming
        and not response.cookies
        and not has_vary_header(response, "Cookie")
    )


def _page(request: HttpRequest, response: HttpResponse) -> CachedPage:
    body = response.content
    patch_vary_headers(response, ["Accept-Encoding"])
    bodies = {
        "": body,
        "gzip": gzip.compress(body, GZIP_LEVEL, mtime=0),
        "br": brotli.compress(body, quality=BROTLI_QUALITY),
    }
    headers = {name: value for name, value in response.items() if name.lower() not in OWN_HEADERS}
    etag = blake2b(body, digest_size=12).hexdigest()
    view = request.resolver_match.view_name if request.resolver_match else ""
    state: State = response.cached_state  # type: ignore[attr-defined]
    return CachedPage(state, headers, bodies, etag, view)
