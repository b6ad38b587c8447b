"""The Atom feed of interviews, newest first."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib.syndication.views import Feed
from django.http import HttpRequest
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _

from archive.models import Interview
from archive.site.addresses import base_url
from archive.site.naming import site_name
from archive.text import as_written, plain_text

ITEMS = 30


class InterviewFeed(Feed):
    """Every interview's title, people and summary.  The object is the archive's base address."""

    feed_type = Atom1Feed

    def get_object(self, request: HttpRequest, *args: Any, **kwargs: Any) -> str:
        return base_url(request)

    def title(self, obj: str) -> str:
        return site_name()

    def subtitle(self, obj: str) -> str:
        return _("Interviews to read, search and quote, each word with its speaker.")

    def link(self, obj: str) -> str:
        return obj + reverse("interviews")

    def feed_url(self, obj: str) -> str:
        return obj + reverse("feed")

    def feed_guid(self, obj: str) -> str:
        return obj + reverse("feed")

    def items(self, obj: str) -> list[Interview]:
        found = Interview.objects.published().newest_first().select_related("history")
        interviews = list(found.prefetch_related("participants__person")[:ITEMS])
        for each in interviews:
            each.base = obj  # type: ignore[attr-defined]
        return interviews

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
