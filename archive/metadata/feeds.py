"""The feeds of interviews, newest first: all, or those with one person (`?speaker=`); and of a
person, with what they speak of in each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from archive.metadata.following import ENTRIES, Followed
from archive.models import Interview, Person
from archive.site.addresses import base_url
from archive.site.naming import site_name
from archive.text import as_written, plain_text
from archive.transcript import (
    best_title,
    find_person,
    in_reader_language,
    person_address,
    requested_interviews,
    topics_spoken_of,
)


@dataclass(frozen=True)
class Asked:
    """What a feed is asked for: `base` is the archive's address, `person` None for everybody."""

    base: str
    person: Person | None
    interviews: list[Interview]

    @property
    def query(self) -> str:
        return f"?{urlencode({'speaker': self.person.slug})}" if self.person else ""


class InterviewFeed(Followed):
    """Every interview's title, people and summary."""

    def get_object(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Asked:
        found, person = requested_interviews(request)
        return Asked(base_url(request), person, list(found.select_related("history")[:ENTRIES]))

    def title(self, obj: Asked) -> str:
        if obj.person is None:
            return site_name()
        name = as_written(in_reader_language(obj.person))
        return f"{_('All interviews with %(name)s') % {'name': name}} | {site_name()}"

    def subtitle(self, obj: Asked) -> str:
        return _("Interviews to read, search and quote, each word with its speaker.")

    def link(self, obj: Asked) -> str:
        return obj.base + reverse("interviews") + obj.query

    def feed_url(self, obj: Asked) -> str:
        return obj.base + reverse("feed-json" if self.is_json else "feed") + obj.query

    def feed_guid(self, obj: Asked) -> str:
        return self.feed_url(obj)

    def items(self, obj: Asked) -> list[Interview]:
        for each in obj.interviews:
            each.base = obj.base  # type: ignore[attr-defined]
        return obj.interviews

    def item_title(self, item: Interview) -> str:
        return plain_text(item.title, item.markup)

    def item_description(self, item: Interview) -> str:
        return plain_text(item.summary, item.markup)

    def item_link(self, item: Interview) -> str:
        return str(item.base) + item.get_absolute_url()  # type: ignore[attr-defined]

    def item_guid(self, item: Interview) -> str:
        """The address without a language: an entry is the same in both feeds."""
        return f"{item.base}/interviews/{item.slug}/"  # type: ignore[attr-defined]

    def item_author_name(self, item: Interview) -> str:
        return ", ".join(
            as_written(each.person.name)
            for each in item.participants.all()
            if each.person.identified
        )

    def item_categories(self, item: Interview) -> list[str]:
        return [plain_text(tag, item.markup) for tag in item.tag_list]

    def item_pubdate(self, item: Interview) -> datetime:
        """When it came into the archive; the day of the interview itself may be unknown."""
        return item.history.added

    def item_updateddate(self, item: Interview) -> datetime:
        return item.history.changed

    def item_extra_kwargs(self, item: Interview) -> dict[str, Any]:
        return {"language": item.language}


class PersonFeed(InterviewFeed):
    """A person's interviews, each with the topics under which they speak."""

    def get_object(self, request: HttpRequest, slug: str, **kwargs: Any) -> Asked:
        person = find_person(slug)
        found = Interview.objects.published().filter(people=person).newest_first()
        beside = found.select_related("history").prefetch_related("participants__person")
        return Asked(base_url(request), person, list(beside[:ENTRIES]))

    def title(self, obj: Asked) -> str:
        return f"{as_written(in_reader_language(_person(obj)))} | {site_name()}"

    def subtitle(self, obj: Asked) -> str:
        name = as_written(in_reader_language(_person(obj)))
        return _("Where %(name)s speaks, what of, and in which words.") % {"name": name}

    def link(self, obj: Asked) -> str:
        return obj.base + person_address(_person(obj))

    def feed_url(self, obj: Asked) -> str:
        name = "person-feed-json" if self.is_json else "person-feed"
        return obj.base + reverse(name, args=[_person(obj).slug])

    def items(self, obj: Asked) -> list[Interview]:
        topics = topics_spoken_of(_person(obj), obj.interviews)
        for each in super().items(obj):
            each.person = _person(obj)  # type: ignore[attr-defined]
            each.spoken_of = topics[each.pk]  # type: ignore[attr-defined]
        return obj.interviews

    def item_title(self, item: Interview) -> str:
        return best_title(item)

    def item_description(self, item: Interview) -> str:
        topics: list[str] = item.spoken_of  # type: ignore[attr-defined]
        return "\n".join(filter(None, [super().item_description(item), *topics]))

    def item_link(self, item: Interview) -> str:
        return item.base + person_address(item.person, item)  # type: ignore[attr-defined, no-any-return]

    def item_guid(self, item: Interview) -> str:
        path = f"/people/{item.person.slug}/?interview={item.slug}"  # type: ignore[attr-defined]
        return f"{item.base}{path}"  # type: ignore[attr-defined]

    def item_categories(self, item: Interview) -> list[str]:
        return list(item.spoken_of)  # type: ignore[attr-defined]


def _person(asked: Asked) -> Person:
    if asked.person is None:
        raise ValueError("A person's feed is asked for without a person.")
    return asked.person
