"""What a search engine is to the rest of the search: a `Store`, and the data that it gives.

Nothing here knows of an engine.  Results carry data (keys of the database, texts, scores, counts),
never an engine's own numbers, so that they outlast the state of the index that they were found in.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Any, Protocol

from search.documents.analysis import SegmentText, StoredToken
from search.knowledge.names import Names
from search.query.terms import Expansion
from search.query.understand import Understood
from search.query.vocabulary import Vocabulary

ORDERS = ("relevance", "order", "-order", "topic")

# A term of an index field.
FieldTerm = tuple[str, str]


class NoIndexError(Exception):
    """There is no index yet, or none that can be read."""


@dataclass(frozen=True)
class Page:
    """Which of the matching turns are wanted, and what is wanted beside them.

    The turns `start` to `end` (half open; None: to the last) in `order`: by `relevance`, in
    reading `order`, in reverse (`-order`), or by the `topic` of the best.  Of each turn, up to
    `paragraphs` that match best.  `facets`: fields whose values are counted.  `hit_maps`: of how
    many interviews, those with the most hits, it is told where the hits lie.  `matched`: whether of
    each hit it is told by which expansions it was found.
    """

    start: int = 0
    end: int | None = None
    order: str = "relevance"
    paragraphs: int = 2
    facets: tuple[str, ...] = ()
    hit_maps: int = 0
    matched: bool = False

    def __post_init__(self) -> None:
        """Refuse an unknown order, which would be taken for relevance."""
        if self.order not in ORDERS:
            raise ValueError(f"{self.order!r} is none of the orders {', '.join(ORDERS)}.")


@dataclass(frozen=True)
class StoredParagraph:
    """What a store keeps of a paragraph to show it; spans are columns of plain `text`.

    `tokens`: what stands where, for highlighting; `mentions`: (start, end, term's slug).
    """

    anchor: str
    line: int
    text: str
    tokens: Sequence[StoredToken]
    mentions: Sequence[tuple[int, int, str]]


@dataclass(frozen=True)
class StoredTurn:
    """What a store keeps of a turn: haystack's fields, and its paragraphs in order."""

    fields: Mapping[str, Any]
    paragraphs: Sequence[StoredParagraph]


@dataclass(frozen=True)
class Hit:
    """A turn that matches.

    `segment` is its key in the database, `fields` are haystack's, `lines` the source lines of the
    paragraphs that match, best first, and `paragraphs` the first of these.  `matched`: where the
    page asked, which expansions of the wanted query terms find any of its paragraphs, in order.
    """

    segment: int
    score: float
    fields: Mapping[str, Any]
    lines: tuple[int, ...]
    paragraphs: Sequence[StoredParagraph]
    matched: tuple[Expansion, ...] = ()


@dataclass(frozen=True)
class HitMark:
    """Where in an interview a hit lies: `start` and `width` as parts of all that is spoken there.

    `strength`: its score beside the best hit's, 0 to 1.
    """

    start: float
    width: float
    strength: float
    fields: Mapping[str, Any]


@dataclass(frozen=True)
class HitMap:
    """The hits of one interview (its key) in order; `borders`: where its topics end, but the last.

    Both in parts of all that is spoken there.
    """

    interview: int
    borders: tuple[float, ...]
    marks: Sequence[HitMark]


@dataclass(frozen=True)
class Found:
    """What a search found: how many turns, those of the page, and what was asked for beside them.

    `segments`: the keys of the page's hits, for whoever needs no more of them.  `facets`: for each
    field, how many of the turns that the query and the *other* filters leave have each value, by
    its number.  `coverage`: which part of the query's words (by how rare they are, 0 to 1) the
    paragraph has that has the most of them; 1 for exact phrases and beginnings of words.
    """

    total: int
    segments: Sequence[int]
    hits: Sequence[Hit]
    facets: Mapping[str, Mapping[int, int]] = field(default_factory=dict)
    hit_maps: Sequence[HitMap] = ()
    coverage: float = 0.0


@dataclass(frozen=True)
class Similar:
    """A turn (its segment's key) that has some of the given terms; `shared`: which, in order."""

    segment: int
    score: float
    shared: tuple[FieldTerm, ...]


@dataclass(frozen=True)
class Places:
    """All turns with a term in reading order, side by side: segments' and interviews' keys.

    `starts` and `widths` are parts of all that is spoken in the interview.
    """

    segments: Sequence[int] = ()
    interviews: Sequence[int] = ()
    starts: Sequence[float] = ()
    widths: Sequence[float] = ()


@dataclass(frozen=True)
class Changes:
    """`segments` to index in the place of what the index has of those with `keys`."""

    keys: Sequence[int]
    segments: Iterable[SegmentText] = ()


class BusyError(Exception):
    """Somebody else is writing to the index."""


class Store(Protocol):
    """A search engine.  What asks it raises `NoIndexError` where there is no index."""

    def vocabulary(self) -> Vocabulary:
        """The terms of the present state; the same object as long as that state is."""

    def search(
        self, understood: Understood, filters: Mapping[str, frozenset[int]], page: Page
    ) -> Found:
        """The turns that match a query and, for each field of `filters`, have one of its numbers.

        A query without words and filters finds nothing.  One that says which turns are `near`
        finds these, too, where it has words, first by their paragraph that is.
        """

    def similar(
        self,
        terms: Mapping[FieldTerm, int],
        segments: Collection[int],
        without: Collection[int],
        limit: int,
    ) -> list[Similar]:
        """The turns that share the most telling of `terms` (how often each is meant), best first.

        `terms` are those of the turns of `segments`; neither these are among the found nor those
        of the segments `without`.
        """

    def turns(self, segments: Iterable[int]) -> dict[int, StoredTurn]:
        """What is kept of the turns of these segments, by key; those not indexed are left out."""

    def segments(self) -> set[int]:
        """The keys of all segments that are indexed."""

    def places(self, field: str, term: str) -> Places:
        """Where a term stands."""

    def segments_with(self, terms: Iterable[FieldTerm], texts: Iterable[str]) -> set[int]:
        """Keys of the segments with any of `terms`, or with any of `texts` as it stands."""

    def apply(self, changes: Changes, load_names: Callable[[], Names]) -> None:
        """Make changes, all at once.  The glossary's names are loaded once nobody else writes.

        Only to a whole index: where there is none, or it turns out to be damaged, some of the turns
        would pass for all.
        """

    def rebuild(self, segments: Iterable[SegmentText], load_names: Callable[[], Names]) -> None:
        """Index `segments` in the place of all that there is, which answers until then."""

    def clear(self) -> None:
        """Begin a new, empty index."""

    def state(self) -> int:
        """A number for the present state, another one after every change; 0: there is no index.

        Asked for with every page, so it must cost next to nothing.
        """

    def lock(self, seconds: float) -> AbstractContextManager[object]:
        """Keep everybody else from writing, on this machine or another that writes to this index.

        Raises `BusyError` where somebody else does for longer than `seconds`.
        """

    def is_readable(self) -> bool:
        """Whether the index is there and whole, as far as that can be told without reading it."""

    def name(self) -> str:
        """The index's own name, given once."""

    def stamp(self) -> object:
        """What was noted last of what the index was made from; None: nothing."""

    def note(self, stamp: object) -> None:
        """Note what the index was made from, as a value that JSON can hold; None: it lacks some."""
