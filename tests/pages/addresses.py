"""An example of every page that has a name, in both languages."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, reverse
from django.utils.translation import override

from archive.models import Interview, Quote, Segment, Term
from archive.urls import pages

LANGUAGES = ("ja", "en")
# In frames of other sites: a quotation without a site around it.
FRAMES = {"embed-quote", "embed-turn"}


def examples(interview: Interview) -> dict[str, list[str]]:
    """The arguments of each named address; a new page has its line here."""
    second = interview.topics.all()[1]
    anchor = second.segments.all()[0].anchor_id
    return {
        "home": [],
        "interviews": [],
        "interview": [interview.slug],
        "transcript": [interview.slug],
        "topic": [interview.slug, second.slug],
        "person": [interview.people.all()[0].slug],
        "segment": [anchor],
        "corrections": [anchor],
        "make-quote": [],
        "quote": [_quote(anchor)],
        "embed-quote": [_quote(anchor)],
        "embed-turn": [anchor],
        "cite-interview": [interview.slug],
        "cite-topic": [interview.slug, second.slug],
        "cite": [anchor],
        "report": [],
        "report-thanks": [],
        "feed": [],
        "feed-json": [],
        "person-feed": [interview.people.all()[0].slug],
        "person-feed-json": [interview.people.all()[0].slug],
        "term-feed": [_term()],
        "term-feed-json": [_term()],
        "search-feed": [],
        "search-feed-json": [],
        "opensearch": [],
        "notebook": [],
        "notebook-file": ["json"],
        "search": [],
        "search_json": [],
        "search-file": ["csv"],
        "suggest": [],
        "glossary": [],
        "term": [_term()],
    }


def _term() -> str:
    return str(Term.objects.get_or_create(slug="an-example", kind="concept", label="例")[0].slug)


def _quote(anchor: str) -> str:
    """The code of a quote that begins with the turn."""
    passage = Segment.objects.get(anchor=anchor).paragraphs.all()[0]
    values = {"anchor": passage.anchor, "exact": passage.sentences.all()[0].text, "code": "example"}
    return str(Quote.objects.get_or_create(passage="example", defaults=values)[0].code)


def address(name: str, interview: Interview, language: str = "ja") -> str:
    """The example's address."""
    with override(language):
        return reverse(name, args=examples(interview)[name])


def names(patterns: list[URLPattern | URLResolver] | None = None) -> Iterator[str]:
    """The name of every address of the site, without the admin's."""
    for pattern in pages if patterns is None else patterns:
        if isinstance(pattern, URLResolver):
            yield from names(pattern.url_patterns)
        elif pattern.name:
            yield pattern.name
