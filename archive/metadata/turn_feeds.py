"""The feeds of turns, those of the newest interview first: of whatever finds some of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from archive.metadata.following import ENTRIES, TEXT, Followed
from archive.models import History, Interview, Segment
from archive.site.naming import site_name
from archive.text import excerpt, plain_text
from archive.transcript import best_title, load_segments, names_of, segment_plain, speakers_of


@dataclass(frozen=True)
class Found:
    """What a feed has: turns by their `keys`, the newest first; of what (`title`), and where.

    `page` and `feed` are paths; `base` is the archive's address.
    """

    base: str
    title: str
    subtitle: str
    page: str
    feed: str
    keys: Sequence[int]


@dataclass(frozen=True)
class Entry:
    """A turn in a feed; `dates`: when its interview came to the archive, and when it changed."""

    segment: Segment
    dates: History
    base: str


def newest_first(interviews: Iterable[int]) -> list[Interview]:
    """The interviews with these keys that readers may see, those that came last first."""
    return list(Interview.objects.published().filter(pk__in=set(interviews)).newest_first())


class TurnFeed(Followed):
    """Turns with their words; `get_object` says which, as a `Found`."""

    def title(self, obj: Found) -> str:
        return f"{obj.title} | {site_name()}"

    def subtitle(self, obj: Found) -> str:
        return obj.subtitle

    def link(self, obj: Found) -> str:
        return obj.base + obj.page

    def feed_url(self, obj: Found) -> str:
        return obj.base + obj.feed

    def feed_guid(self, obj: Found) -> str:
        return self.feed_url(obj)

    def items(self, obj: Found) -> list[Entry]:
        turns = load_segments(list(obj.keys[:ENTRIES]))
        dates = History.objects.in_bulk({each.topic.interview_id for each in turns})
        return [Entry(each, dates[each.topic.interview_id], obj.base) for each in turns]

    def item_title(self, item: Entry) -> str:
        interview = item.segment.topic.interview
        topic = plain_text(item.segment.topic.title, interview.markup)
        return " · ".join(filter(None, [self.item_author_name(item), topic, best_title(interview)]))

    def item_description(self, item: Entry) -> str:
        return excerpt(segment_plain(item.segment), TEXT)

    def item_link(self, item: Entry) -> str:
        return item.base + item.segment.get_absolute_url()

    def item_guid(self, item: Entry) -> str:
        """The address without a language: an entry is the same in both feeds."""
        return f"{item.base}/t/{item.segment.anchor_id}/"

    def item_author_name(self, item: Entry) -> str:
        """Who says it; nobody says a direction."""
        return names_of(speakers_of(item.segment))

    def item_pubdate(self, item: Entry) -> datetime:
        return item.dates.added

    def item_updateddate(self, item: Entry) -> datetime:
        return item.dates.changed

    def item_extra_kwargs(self, item: Entry) -> dict[str, Any]:
        return {"language": item.segment.text_language}
