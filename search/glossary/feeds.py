"""A term as a feed: the turns that mention it, those of the newest interview first."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from archive.metadata.following import ENTRIES, AtomForm, JsonForm
from archive.metadata.turn_feeds import Found, TurnFeed, newest_first
from archive.site.addresses import base_url
from archive.text import as_written
from search.glossary.mentions import TermOccurrences, occurrences
from search.glossary.views import find_term


class _TermFeed(TurnFeed):
    def get_object(self, request: HttpRequest, slug: str, **kwargs: Any) -> Found:
        term = find_term(slug)
        name = "term-feed-json" if self.is_json else "term-feed"
        return Found(
            base_url(request),
            as_written(term.label),
            _("The turns that mention it, those of the newest interview first."),
            term.get_absolute_url(),
            reverse(name, args=[slug]),
            _newest(occurrences(slug)),
        )


def _newest(found: TermOccurrences) -> list[int]:
    places = found.places
    by_interview: dict[int, list[int]] = {}
    for segment, interview in zip(places.segments, places.interviews, strict=True):
        by_interview.setdefault(int(interview), []).append(int(segment))
    newest = (by_interview[each.pk] for each in newest_first(by_interview))
    return [key for keys in newest for key in keys][:ENTRIES]


@require_safe
def atom(request: HttpRequest, slug: str) -> HttpResponse:
    """A term as an Atom feed."""
    return _TermFeed(AtomForm)(request, slug=slug)


@require_safe
def json(request: HttpRequest, slug: str) -> HttpResponse:
    """A term as a JSON Feed."""
    return _TermFeed(JsonForm)(request, slug=slug)
