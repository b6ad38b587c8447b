"""Every address of the site, made of the patterns that it answers to."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import product
from typing import Any

from django.urls import URLResolver
from django.urls.resolvers import LocalePrefixPattern

from archive.citations.forms import FORMS as CITATIONS
from archive.formats import FORMATS
from archive.metadata.sitemaps import SITEMAPS
from archive.urls import urlpatterns
from tests.publishing.world import Stem

_PART = re.compile(r"<(?:\w+:)?(\w+)>")
LANGUAGES = ("", "en/")
# Addresses that are of no interview, each with what may be asked of it: a new one has its line.
SHARED: dict[str, list[str]] = {
    "": [""],
    "index.json": [""],
    "interviews/": ["", "?page=2", "?speaker=ada"],
    "interviews.json": ["", "?page=2", "?speaker=ada"],
    "search/": ["", "?q={word}", '?q="{word}"', "?q=lanternfish", "?q={word}&exact=1"],
    "search.json": ["", "?q={word}", '?q="{word}"', "?q=lanternfish", "?q=lanternfish&sort=order"],
    "search.<str:extension>": ["?q={word}", "?q=lanternfish", "?q=lanternfish&sort=order"],
    "search/suggest.json": ["", "?q={word}", "?q=lan", "?q=a"],
    "notebook/": [""],
    "notebook.<str:extension>": ["?items=t/{anchor}", "?items=q/q{code},terms/lanternfish"],
    "terms/": ["", "?order=kana"],
    "terms.json": [""],
    "terms/<slug:slug>/": [""],
    "terms/<slug:slug>.json": [""],
    "people/<slug:slug>/": [""],
    "people/<slug:slug>.json": [""],
    "report/": ["", "?anchor={anchor}", "?words={word}"],
    "report/thanks/": [""],
    "q/": [""],
    "oembed": [
        "?url=http://testserver/t/{anchor}/",
        "?url=http://testserver/q/q{code}/&format=xml",
    ],
    "feed.xml": ["", "?speaker=ada"],
    "feed.json": ["", "?speaker=ada"],
    "people/<slug:slug>/feed.xml": [""],
    "people/<slug:slug>/feed.json": [""],
    "terms/<slug:slug>/feed.xml": [""],
    "terms/<slug:slug>/feed.json": [""],
    "search/feed.xml": ["", "?q={word}", "?q=lanternfish"],
    "search/feed.json": ["", "?q={word}", "?q=lanternfish"],
    "opensearch.xml": [""],
    "schemas/<slug:name>.json": [""],
    "sitemap.xml": [""],
    "sitemap-<section>.xml": [""],
    "robots.txt": [""],
    "healthz": [""],
    "readyz": [""],
    "metrics": [""],
}
# What a link to a draft is, tests/publishing/test_draft_links.py tells; the admin has its login.
# Addresses below these ask for a login, whatever is there: `tests/desk` and Django's own tell.
GUARDED = ("admin/", "desk/")
ELSEWHERE = {"drafts/<str:token>/", *GUARDED, "admin/login/"}


def routes(patterns: Sequence[Any] = urlpatterns) -> Iterator[str]:
    """The patterns, as they stand in the lists of addresses, without a language."""
    for pattern in patterns:
        part = pattern.pattern
        prefix = "" if isinstance(part, LocalePrefixPattern) else str(part)
        if prefix in GUARDED:
            yield prefix
        elif isinstance(pattern, URLResolver):
            yield from (prefix + inner for inner in routes(pattern.url_patterns))
        else:
            yield prefix


def is_of_interview(route: str) -> bool:
    """Whether it names an interview, or something in one."""
    return bool({"interview", "anchor", "quote"} & set(_PART.findall(route)))


def addresses_of(stem: Stem, route: str) -> list[str]:
    """Every address of this pattern that there is of the interview, in each language."""
    values = {
        "interview": [stem.slug("talk")],
        "topic": [stem.slug("topic-0"), stem.slug("topic-1")],
        "person": [stem.slug("guest"), "ada"],
        "anchor": [f"{kind}{stem.code}{place}" for kind in "sp" for place in ("00", "11")],
        "quote": [f"q{stem.code}"],
        "extension": [each.extension for each in (FORMATS if "transcript" in route else CITATIONS)],
    }
    names = _PART.findall(route)
    return [
        f"/{language}{path}"
        for language in (LANGUAGES if _has_languages(route) else LANGUAGES[:1])
        for path in _filled(route, [values[name] for name in names])
    ]


def shared_addresses(stem: Stem) -> list[str]:
    """Every address that is of no interview, asked for what this one has."""
    values = {"slug": ["lanternfish", "ada", stem.slug("guest")], "section": list(SITEMAPS)}
    values["name"] = ["interview-1"]
    values["extension"] = ["ris", "bib", "csl.json", "csv", "md", "docx"]
    asked = {"word": f"{stem.latin}word", "anchor": f"s{stem.code}00", "code": stem.code}
    return [
        f"/{language}{path}{query.format(**asked)}"
        for route, queries in SHARED.items()
        for language in (LANGUAGES if _has_languages(route) else LANGUAGES[:1])
        for path in _filled(route, [values[name] for name in _PART.findall(route)])
        for query in queries
    ]


def _has_languages(route: str) -> bool:
    """Whether pages in another language stand under its code."""
    alike = route.endswith(("/", "feed.xml", "feed.json")) or route in {"", "opensearch.xml"}
    return alike or route.startswith(("search", "notebook"))


def _filled(route: str, values: list[list[str]]) -> Iterator[str]:
    for chosen in product(*values):
        rest = iter(chosen)
        yield _PART.sub(lambda _match: next(rest), route)  # noqa: B023  (used at once)
