"""The Atom feed of interviews, newest first: all, or those with one person (`?speaker=`)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.contrib.syndication.views import Feed
from django.http import HttpRequest
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _

from archive.models import Interview, Person
from archive.site.addresses import base_url
from archive.site.naming import site_name
from archive.text import as_written, plain_text
from archive.transcript import in_reader_language, requested_interviews

ITEMS = 30


@dataclass(frozen=True)
class Asked:
    """What a feed is asked for: `base` is the archive's address, `person` None for everybody."""

    base: str
    person: Person | None
    interviews: list[Interview]

    @property
    def query(self) -> str:
        return f"?{urlencode({'speaker': self.person.slug})}" if self.person else ""


class InterviewFeed(Feed):
    """Every interview's title, people and summary."""

    feed_type = Atom1Feed

    def get_object(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Asked:
        found, person = requested_interviews(request)
        return Asked(base_url(request), person, list(found.select_related("history")[:ITEMS]))

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
        return obj.base + reverse("feed") + obj.query

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
