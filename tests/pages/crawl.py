"""Follows every link of the site, as a crawler does."""

from __future__ import annotations

import re
import urllib.error
import urllib.request
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urldefrag, urljoin, urlsplit

import html5lib
from django.test import Client

# Attributes that hold an address, each with the elements it is looked for on (all where empty).
ADDRESSES = {"href": (), "src": (), "action": (), "cite": ("blockquote", "q")}


@dataclass(frozen=True)
class Answer:
    """What the site answers to a request, redirections followed."""

    status: int
    kind: str
    body: bytes


Get = Callable[[str], Answer]


def over_http(address: str) -> Answer:
    """Ask a running site."""
    try:
        with urllib.request.urlopen(address, timeout=30) as response:
            return Answer(response.status, response.headers.get_content_type(), response.read())
    except urllib.error.HTTPError as error:
        return Answer(error.code, error.headers.get_content_type(), error.read())


def in_process(client: Client) -> Get:
    """Ask the site without a server, as `http://testserver`."""

    def get(address: str) -> Answer:
        path = urlsplit(address)._replace(scheme="", netloc="").geturl()
        response: Any = client.get(path, follow=True)
        body = b"".join(response.streaming_content) if response.streaming else response.content
        return Answer(response.status_code, response["Content-Type"].partition(";")[0], body)

    return get


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
    elements = list(html5lib.parse(answer.body, namespaceHTMLElements=False).iter())
    ids = [element.get("id") for element in elements if element.get("id")]
    links = (urljoin(address, link) for element in elements for link in _links(element))
    return Page(address, answer, frozenset(ids), tuple(links))


def _links(element: Any) -> Iterator[str]:
    for name, value in element.items():
        if name in ADDRESSES and (not ADDRESSES[name] or element.tag in ADDRESSES[name]):
            yield value
        # Pictures refer to their own parts.
        yield from (found[1] for found in re.finditer(r"url\((#[^)]+)\)", value))


def crawl(get: Get, starts: Iterable[str]) -> dict[str, Page]:
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
        page = found[address] = read(address, get(address))
        for link in page.links:
            target = urlsplit(urldefrag(link).url)
            if target.netloc in site and not (target.query and urlsplit(address).query):
                waiting.append(target.geturl())
    return found
