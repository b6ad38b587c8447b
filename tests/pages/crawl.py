"""Follows every link of the site, as a crawler does."""

from __future__ import annotations

import re
import urllib.error
import urllib.request
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urldefrag, urljoin, urlsplit

from lxml import etree, html

# Attributes that hold an address, each with the elements it is looked for on (all where empty).
ADDRESSES = {"href": (), "src": (), "action": (), "cite": ("blockquote", "q")}


@dataclass(frozen=True)
class Answer:
    """What the site answers to a request, redirections followed."""

    status: int
    kind: str
    body: bytes


def over_http(address: str) -> Answer:
    """Ask a running site."""
    try:
        with urllib.request.urlopen(address, timeout=30) as response:
            return Answer(response.status, response.headers.get_content_type(), response.read())
    except urllib.error.HTTPError as error:
        return Answer(error.code, error.headers.get_content_type(), error.read())


@dataclass(frozen=True)
class Page:
    """An address without fragment and what it gives; `links` are absolute, with fragments."""

    address: str
    answer: Answer
    ids: frozenset[str]
    links: tuple[str, ...]

    @property
    def is_html(self) -> bool:
        return self.answer.kind == "text/html"


def read(address: str, answer: Answer) -> Page:
    """Read a page's ids and links; other files have neither."""
    if answer.kind != "text/html":
        return Page(address, answer, frozenset(), ())
    # Not html5lib, which reads some hundred pages in seconds; valid pages are the same to both.
    root = html.document_fromstring(answer.body, parser=html.HTMLParser(encoding="utf-8"))
    elements = list(root.iter(etree.Element))
    ids = [element.get("id") for element in elements if element.get("id")]
    links = (urljoin(address, link) for element in elements for link in _links(element))
    return Page(address, answer, frozenset(ids), tuple(links))


def _links(element: Any) -> Iterator[str]:
    for name, value in element.items():
        if name in ADDRESSES and (not ADDRESSES[name] or element.tag in ADDRESSES[name]):
            yield value
        # Pictures refer to their own parts.
        yield from (found[1] for found in re.finditer(r"url\((#[^)]+)\)", value))


def crawl(starts: Iterable[str]) -> dict[str, Page]:
    """Every page and file that can be reached, by address.

    Where an address has a query, its page's further queries are left alone: they have no end.
    """
    found: dict[str, Page] = {}
    waiting = list(starts)
    site = {urlsplit(start).netloc for start in waiting}
    while waiting:
        address = waiting.pop()
        if address in found:
            continue
        page = found[address] = read(address, over_http(address))
        for link in page.links:
            target = urlsplit(urldefrag(link).url)
            if target.netloc in site and not (target.query and urlsplit(address).query):
                waiting.append(target.geturl())
    return found
