"""Where the glossary's terms are mentioned: in a turn's text, and in the whole archive.

The index tells which turns mention a term; the database, which is never behind, gives their words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from threading import Lock

from archive.models import Interview, Segment, Term
from archive.text import HTML, Mark, plain_text
from archive.transcript import Turn, load_segments
from search.knowledge.names import Mention, Names
from search.languages.choosing import analyzer_for
from search.languages.folding import fold_with_positions
from search.store import NoIndexError, Places, current_store

# Sentences that a turn is quoted with, at most.
QUOTED = 2
# What `Term.names` is made of, and what else a link's preview asks for.
FIELDS = (
    *("slug", "label", "english", "aliases"),
    *("kind", "level", "description", "description_en"),
)
_LINK = re.compile("<a[^a-z]", re.IGNORECASE)


@dataclass(frozen=True)
class Place:
    """A mention at `start` to `end` (half open) of plain text."""

    start: int
    end: int
    slug: str


def find_mentions(names: Names, text: str, language: str = "") -> list[Place]:
    """The mentions in plain text of a language (a BCP 47 tag), in order, none overlapping."""
    folded = fold_with_positions(text)
    is_common = analyzer_for(language).is_common

    def is_meant(mention: Mention) -> bool:
        return mention.is_meant(
            text[slice(*folded.original(mention.start, mention.end))], is_common
        )

    return [
        Place(*folded.original(each.start, each.end), each.slug)
        for each in names.find(folded.text, is_meant)
    ]


# A turn's links


# The fields of a term, and the key of one of its interviews or None.
Row = tuple[str | int | None, ...]


@dataclass(frozen=True)
class Glossary:
    """All terms as the database had them (`rows`): their proper names, and each by its slug."""

    rows: tuple[Row, ...]
    names: Names
    terms: Mapping[str, Term]


_lock = Lock()
_glossary = Glossary((), Names({}), {})


def current_glossary() -> Glossary:
    """The glossary as the database has it, made anew only when it changes."""
    global _glossary  # noqa: PLW0603  (what a process knows; replaced whole)
    # A row for each of a term's interviews; one without any has one all the same.
    rows = tuple(Term.objects.order_by("slug").values_list(*FIELDS, "interviews"))
    with _lock:
        if _glossary.rows != rows:
            _glossary = _glossary_of(rows)
        return _glossary


def _glossary_of(rows: tuple[Row, ...]) -> Glossary:
    terms: dict[str, Term] = {}
    scopes: dict[str, set[int]] = {}
    for *values, interview in rows:
        term = Term(**dict(zip(FIELDS, values, strict=True)))
        terms[term.slug] = term
        if isinstance(interview, int):
            scopes.setdefault(term.slug, set()).add(interview)
    names = Names({slug: term.proper_names for slug, term in terms.items()}, {}, scopes)
    return Glossary(rows, names, terms)


def first_mentions(turn: Turn, names: Names) -> dict[str, list[Place]]:
    """Where a turn first mentions each term: places by the paragraph's anchor.

    Paragraphs with links of their own are left as they are: a link holds no other.
    """
    names = names.within(turn.segment.topic.interview_id)
    seen: set[str] = set()
    found: dict[str, list[Place]] = {}
    for passage in turn.passages:
        has_links = passage.markup == HTML and _LINK.search(passage.text)
        for place in find_mentions(names, "" if has_links else passage.plain, turn.language):
            if place.slug not in seen:
                seen.add(place.slug)
                found.setdefault(passage.anchor, []).append(place)
    return found


# A term's turns


@dataclass(frozen=True)
class QuotedSentence:
    """A sentence that mentions a term, as plain `text`; `address` is its paragraph's."""

    address: str
    text: str
    marks: tuple[Mark, ...]


@dataclass(frozen=True)
class Mentioning:
    """A turn with the first sentences in it that mention a term; `more`: how many others do."""

    segment: Segment
    quotations: tuple[QuotedSentence, ...]
    more: int


@dataclass(frozen=True)
class TermCourse:
    """Where in an interview a term is mentioned: `cells` are (start, width) in per cent."""

    interview: Interview
    cells: tuple[tuple[float, float], ...]
    turns: int


@dataclass(frozen=True)
class TermOccurrences:
    """All turns that mention a term, in reading order; `indexed`: whether there is an index."""

    places: Places = field(default_factory=Places)
    indexed: bool = False

    @property
    def keys(self) -> Sequence[int]:
        """The keys of their segments."""
        return self.places.segments

    @property
    def interviews(self) -> int:
        """In how many interviews they are."""
        return len(set(self.places.interviews))

    def course(self, interview: Interview) -> TermCourse:
        """Where in `interview` they are, by the words spoken before."""
        places = self.places
        cells = tuple(
            (100 * start, 100 * width)
            for key, start, width in zip(
                places.interviews, places.starts, places.widths, strict=True
            )
            if key == interview.pk
        )
        return TermCourse(interview, cells, len(cells))


def occurrences(slug: str) -> TermOccurrences:
    """The turns that mention a term, by the index as it is now."""
    try:
        return TermOccurrences(current_store().places("named", slug), indexed=True)
    except NoIndexError:
        return TermOccurrences()


def turn_counts(slugs: Iterable[str]) -> dict[str, int]:
    """How many turns mention each term; empty where there is no index."""
    try:
        vocabulary = current_store().vocabulary()
    except NoIndexError:
        return {}
    return {slug: vocabulary.count_turns("named", slug) for slug in slugs}


def mentioning(term: Term, keys: Sequence[int]) -> list[Mentioning]:
    """The turns of these segments, in this order, quoted where they mention `term`."""
    names = Names({term.slug: term.proper_names})
    return [_quoted(each, names) for each in load_segments(keys)]


def _quoted(segment: Segment, names: Names) -> Mentioning:
    found = list(_quotations(segment, names))
    return Mentioning(segment, tuple(found[:QUOTED]), max(len(found) - QUOTED, 0))


def _quotations(segment: Segment, names: Names) -> Iterator[QuotedSentence]:
    topic = segment.topic.get_absolute_url()
    for paragraph in segment.paragraphs.all():
        for sentence in paragraph.sentences.all():
            text = plain_text(sentence.text, segment.topic.interview.markup)
            if places := find_mentions(names, text, segment.text_language):
                marks = tuple(Mark(place.start, place.end) for place in places)
                yield QuotedSentence(f"{topic}#{paragraph.anchor_id}", text, marks)
