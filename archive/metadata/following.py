"""The two forms of every feed, Atom and JSON Feed, and what all feeds have in common."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from hashlib import blake2b
from typing import Any, NamedTuple

from django.contrib.syndication.views import Feed
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.feedgenerator import Atom1Feed, SyndicationFeed
from django.utils.http import parse_http_date_safe

from archive.changes import content_state

# Entries of a feed, and characters of an entry's text, at most.
ENTRIES = 30
TEXT = 1500
ATOM, JSON = "application/atom+xml", "application/feed+json"
# When an archive without any content changed last.
NEVER = datetime(1970, 1, 1, tzinfo=UTC)


class _Dated(SyndicationFeed):
    """A feed that is as new as its newest entry, or else as the content: never as the request."""

    def latest_post_date(self) -> datetime:
        if self.items:
            return super().latest_post_date()
        _number, changed = content_state()
        return changed or NEVER


class AtomForm(_Dated, Atom1Feed):
    """Atom 1.0."""


class JsonForm(_Dated):
    """JSON Feed 1.1 (https://jsonfeed.org/version/1.1)."""

    content_type = f"{JSON}; charset=utf-8"

    def write(self, outfile: Any, encoding: str) -> None:
        feed = {
            "version": "https://jsonfeed.org/version/1.1",
            "title": self.feed["title"],
            "home_page_url": self.feed["link"],
            "feed_url": self.feed["feed_url"],
            "description": self.feed["subtitle"],
            "language": self.feed["language"],
            "items": [_json_item(each) for each in self.items],
        }
        outfile.write(json.dumps(_stated(feed), ensure_ascii=False).encode(encoding))


def _json_item(item: dict[str, Any]) -> dict[str, Any]:
    authors = [{"name": item["author_name"]}] if item["author_name"] else []
    return _stated(
        {
            "id": item["unique_id"],
            "url": item["link"],
            "title": item["title"],
            # Every item has a text, though it may be empty.
            "content_text": item["description"] or item["title"],
            "date_published": item["pubdate"].isoformat(),
            "date_modified": item["updateddate"].isoformat(),
            "authors": authors,
            "tags": list(item["categories"]),
            "language": item.get("language"),
        }
    )


def _stated(values: dict[str, Any]) -> dict[str, Any]:
    """The values without those that are empty; a feed without items says so."""
    return {
        name: value
        for name, value in values.items()
        if name == "items" or value not in (None, "", [])
    }


class Announced(NamedTuple):
    """A feed as a page's head names it."""

    address: str
    media_type: str
    label: str


def announced(atom: str, as_json: str, label: str) -> list[Announced]:
    """A feed's two forms at these addresses."""
    return [Announced(atom, ATOM, label), Announced(as_json, JSON, label)]


class Followed(Feed):
    """A feed in one of the forms, answered with 304 to who has it already."""

    feed_type: type[SyndicationFeed] = AtomForm

    def __init__(self, form: type[SyndicationFeed] = AtomForm) -> None:
        self.feed_type = form

    @property
    def is_json(self) -> bool:
        return self.feed_type is JsonForm

    def __call__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The feed, to be asked for each time."""
        response = super().__call__(request, *args, **kwargs)
        tag = f'"{blake2b(response.content, digest_size=12).hexdigest()}"'
        response["ETag"] = tag
        response["Cache-Control"] = "public, no-cache"
        response["Access-Control-Allow-Origin"] = "*"
        modified = parse_http_date_safe(response.get("Last-Modified", ""))
        return get_conditional_response(request, tag, modified, response) or response
