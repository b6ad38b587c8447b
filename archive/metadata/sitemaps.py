"""The sitemap, split by kind of page; each page with its twin in the other language."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from archive.models import Interview, Person, Segment, Term, Topic
from archive.site.addresses import base_url


class _Pairs:
    """Each item with each language, made only for the page that is asked for."""

    def __init__(self, items: Any, languages: list[str]) -> None:
        self._items = items
        self._languages = languages

    def __len__(self) -> int:
        items = self._items
        count: int = items.count() if isinstance(items, QuerySet) else len(items)
        return count * len(self._languages)

    def __getitem__(self, part: slice) -> list[tuple[Any, str]]:
        many = len(self._languages)
        first, last = part.start // many, -(-part.stop // many)
        pairs = [(item, code) for item in self._items[first:last] for code in self._languages]
        return pairs[part.start - first * many : part.stop - first * many]


class Pages(Sitemap):
    """A kind of page.  Addresses begin with `BASE_URL` where that is set."""

    i18n = True
    alternates = True
    x_default = True
    # The protocol allows 50,000 addresses a file; with both languages this stays well below 50 MB.
    limit = 2000

    @property
    def paginator(self) -> Paginator[Any]:
        """Django's own makes the pairs of all pages for each of them."""
        languages = [code for code, _ in settings.LANGUAGES]
        pairs: Any = _Pairs(self.items(), languages)
        return Paginator(pairs, self.limit)

    def get_domain(self, site: Any = None) -> str:
        return urlsplit(settings.BASE_URL).netloc or super().get_domain(site)

    def get_protocol(self, protocol: str | None = None) -> str:
        return urlsplit(settings.BASE_URL).scheme or super().get_protocol(protocol)


class FixedPages(Pages):
    def items(self) -> list[str]:
        return ["home", "interviews", "glossary"]

    def location(self, item: Any) -> str:
        return reverse(item)


class InterviewPages(Pages):
    def items(self) -> QuerySet[Interview]:
        return Interview.objects.published().order_by("pk")


class TranscriptPages(InterviewPages):
    def location(self, item: Any) -> str:
        return reverse("transcript", args=[item.slug])


class TopicPages(Pages):
    def items(self) -> QuerySet[Topic]:
        return Topic.objects.published().select_related("interview").order_by("pk")


class PersonPages(Pages):
    def items(self) -> QuerySet[Person]:
        return Person.objects.published().filter(identified=True).order_by("pk")

    def location(self, item: Any) -> str:
        return reverse("person", args=[item.slug])


class TurnPages(Pages):
    def items(self) -> QuerySet[Segment]:
        return Segment.objects.published().order_by("pk")


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The sitemap's index.  Django's own takes its addresses from the request, not `BASE_URL`."""
    base = base_url(request)
    places = []
    for section, kind in SITEMAPS.items():
        address = base + reverse("sitemap", args=[section])
        paginator = kind().paginator
        # A sitemap must not be empty.
        pages = paginator.num_pages if paginator.count else 0
        numbers = [f"{address}?p={page}" if page > 1 else address for page in range(1, pages + 1)]
        places += [{"location": number} for number in numbers]
    content = {"sitemaps": places}
    return render(request, "sitemap_index.xml", content, content_type="application/xml")


class TermPages(Pages):
    def items(self) -> QuerySet[Term]:
        return Term.objects.order_by("pk")


SITEMAPS: dict[str, type[Sitemap]] = {
    "pages": FixedPages,
    "interviews": InterviewPages,
    "transcripts": TranscriptPages,
    "topics": TopicPages,
    "people": PersonPages,
    "turns": TurnPages,
    "terms": TermPages,
}
