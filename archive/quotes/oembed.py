"""oEmbed: how other sites show a quote or a turn whose address they were given."""

from __future__ import annotations

from http import HTTPStatus
from urllib.parse import SplitResult, urlsplit
from xml.etree import ElementTree as ET

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import Resolver404, ResolverMatch, resolve, reverse
from django.utils.translation import get_language_from_path, override

from archive.quotations.places import find_quote, place_of
from archive.quotes.frames import MOST_HEIGHT, WIDTH, frame_html, size_for
from archive.site.addresses import base_url
from archive.site.naming import site_name
from archive.transcript import Transcript, best_title, find_anchor, segment_of

CARD = (1200, 630)
FRAMES = {"quote": "embed-quote", "segment": "embed-turn"}
# By which schemes pages are asked for, and where, unless an address says otherwise.
PORTS = {"http": 80, "https": 443}
Description = dict[str, str | int]


class RefusedError(Exception):
    """Why there is no description."""

    def __init__(self, reason: str, status: HTTPStatus) -> None:
        super().__init__(reason)
        self.status = status


def description(request: HttpRequest) -> HttpResponse:
    """The answer to a consumer's request.  Raises `RefusedError`."""
    form = request.GET.get("format", "json")
    if form not in {"json", "xml"}:
        reason = "This site describes pages as json or xml."
        raise RefusedError(reason, HTTPStatus.NOT_IMPLEMENTED)
    address = request.GET.get("url", "")
    if not address:
        raise RefusedError("Say with url= which page is meant.", HTTPStatus.BAD_REQUEST)
    sizes = _most(request, "maxwidth"), _most(request, "maxheight")
    record = _described(request, address, *sizes)
    return JsonResponse(record) if form == "json" else _xml(record)


def _most(request: HttpRequest, name: str) -> int | None:
    given = request.GET.get(name)
    if given is None:
        return None
    if not (given.isascii() and given.isdigit() and len(given) < 7 and int(given)):
        raise RefusedError(f"{name} must be a number of pixels.", HTTPStatus.BAD_REQUEST)
    return int(given)


def _described(
    request: HttpRequest, address: str, maxwidth: int | None, maxheight: int | None
) -> Description:
    match = _match(request, address)
    with override(get_language_from_path(urlsplit(address).path) or settings.LANGUAGE_CODE):
        try:
            title, who, words, code = (
                _of_quote(match) if "quote" in match.kwargs else _of_turn(match)
            )
        except Http404 as error:
            raise _nothing() from error
        most = (maxwidth or WIDTH, maxheight or MOST_HEIGHT)
        width, height = size_for(words, most)
        base = base_url(request)
        source = base + reverse(FRAMES[str(match.url_name)], args=[code])
        record: Description = {
            "version": "1.0",
            "type": "rich",
            "provider_name": site_name(),
            "provider_url": f"{base}/",
            "title": title,
            "author_name": who,
            "html": frame_html(source, title, words, most),
            "width": width,
            "height": height,
        }
    if (maxwidth or CARD[0]) >= CARD[0] and (maxheight or CARD[1]) >= CARD[1]:
        folder = "q" if "quote" in match.kwargs else "t"
        record["thumbnail_url"] = f"{base}/{folder}/{code}/card.png"
        record["thumbnail_width"], record["thumbnail_height"] = CARD
    return record


def _nothing() -> RefusedError:
    reason = "There is no quote or turn of this site at that address."
    return RefusedError(reason, HTTPStatus.NOT_FOUND)


def _match(request: HttpRequest, address: str) -> ResolverMatch:
    """The page of ours that the address names.  Raises `RefusedError`."""
    try:
        parts = urlsplit(address)
        language = get_language_from_path(parts.path) or settings.LANGUAGE_CODE
        with override(language):
            match = _resolved(parts.path)
        is_ours = _origin(parts) == _origin(urlsplit(base_url(request)))
    except (ValueError, Resolver404) as error:
        raise _nothing() from error
    if not is_ours or match.url_name not in FRAMES:
        raise _nothing()
    return match


def _resolved(path: str) -> ResolverMatch:
    """What is at a path, or where the site sends who leaves out the slash at its end."""
    try:
        return resolve(path)
    except Resolver404:
        if path.endswith("/"):
            raise
        return resolve(f"{path}/")


def _origin(parts: SplitResult) -> tuple[str, int | None]:
    """The host and the port, None where it is its scheme's.  Raises `ValueError`."""
    if parts.scheme not in PORTS or "@" in parts.netloc:
        raise ValueError(parts.netloc)
    port = None if parts.port == PORTS[parts.scheme] else parts.port
    return parts.hostname or "", port


def _of_quote(match: ResolverMatch) -> tuple[str, str, str, str]:
    quote, anchor = find_quote(match.kwargs["quote"])
    place = place_of(quote, anchor)
    if place is None:
        raise _nothing()
    title = best_title(place.transcript.interview)
    return f"{place.who}: {title}", place.who, place.words, quote.code


def _of_turn(match: ResolverMatch) -> tuple[str, str, str, str]:
    found = find_anchor(match.kwargs["anchor"])
    target = segment_of(found)
    if target is None:
        raise _nothing()
    turn = Transcript(found.interview).turns_by_anchor[found.code]
    return f"{turn.who}: {best_title(found.interview)}", turn.who, turn.plain, turn.anchor


def _xml(record: Description) -> HttpResponse:
    root = ET.Element("oembed")
    for name, value in record.items():
        ET.SubElement(root, name).text = str(value)
    text = ET.tostring(root, encoding="unicode")
    head = '<?xml version="1.0" encoding="utf-8" standalone="yes"?>\n'
    return HttpResponse(head + text, content_type="text/xml; charset=utf-8")
