"""A store of dictionaries in memory: it shows that the door is wide enough for another engine."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from operator import itemgetter
from threading import Lock

from search.documents.analysis import SegmentText, segment_documents
from search.knowledge.names import Names
from search.query.understand import Understood
from search.store import (
    BusyError,
    Changes,
    FieldTerm,
    Found,
    NoIndexError,
    Page,
    Places,
    Similar,
    StoredTurn,
)
from tests.store.plain import PlainSearch, PlainVocabulary, Row, by_segment, containing, spans, turn


class DictionaryStore:
    """`search.store.Store` in memory."""

    def __init__(self) -> None:
        self.number = 0
        self._lock = Lock()
        self.noted: object = None
        self._vocabulary: PlainVocabulary | None = None

    # Writing

    def apply(self, changes: Changes, load_names: Callable[[], Names]) -> None:
        rows = [row for row in self.vocabulary().rows if row["segment"] not in set(changes.keys)]
        self._set(rows + self._rows(changes.segments, load_names()))

    def rebuild(self, segments: Iterable[SegmentText], load_names: Callable[[], Names]) -> None:
        self._set(self._rows(segments, load_names()))

    def clear(self) -> None:
        self._set([])
        self.noted = None

    def _set(self, rows: list[Row]) -> None:
        rows.sort(key=itemgetter("interview", "position"))
        self._vocabulary = PlainVocabulary(rows)
        self.number += 1

    @staticmethod
    def _rows(segments: Iterable[SegmentText], names: Names) -> list[Row]:
        return [
            {**row, "folded": row["folded"].decode(), "title": row["title"]}
            for segment in segments
            for row in segment_documents(segment, names)
        ]

    @contextmanager
    def lock(self, seconds: float) -> Iterator[None]:
        if not self._lock.acquire(timeout=seconds):
            raise BusyError("another thread")
        try:
            yield
        finally:
            self._lock.release()

    def is_readable(self) -> bool:
        return self._vocabulary is not None

    def name(self) -> str:
        return "dictionary"

    def segments(self) -> set[int]:
        return {row["segment"] for row in self.vocabulary().rows}

    def state(self) -> int:
        return self.number

    def stamp(self) -> object:
        return self.noted

    def note(self, stamp: object) -> None:
        self.noted = stamp

    # Reading

    def vocabulary(self) -> PlainVocabulary:
        if self._vocabulary is None:
            raise NoIndexError("nothing was written")
        return self._vocabulary

    def search(
        self, understood: Understood, filters: Mapping[str, Collection[int]], page: Page
    ) -> Found:
        return PlainSearch(self.vocabulary(), understood).found(filters, page)

    def turns(self, segments: Iterable[int]) -> dict[int, StoredTurn]:
        rows = by_segment(self.vocabulary().rows)
        return {key: turn(rows[key]) for key in segments if key in rows}

    def places(self, field: str, term: str) -> Places:
        having = {row["segment"] for row in self.vocabulary().with_term(field, term)}
        found = [each for each in spans(self.vocabulary().rows) if each[0] in having]
        return Places(*map(list, zip(*found, strict=True))) if found else Places()

    def segments_with(self, terms: Iterable[FieldTerm], texts: Iterable[str]) -> set[int]:
        vocabulary = self.vocabulary()
        found = {row["segment"] for each in terms for row in vocabulary.with_term(*each)}
        rows = (
            vocabulary.rows[number] for text in texts for number in containing(vocabulary, text)
        )
        return found | {row["segment"] for row in rows}

    def similar(
        self,
        terms: Mapping[FieldTerm, int],
        segments: Collection[int],
        without: Collection[int],
        limit: int,
    ) -> list[Similar]:
        rows = self.vocabulary().rows
        grouped, inside = by_segment(rows), set(segments)
        if not inside & grouped.keys():
            return []
        sought = sorted(self._telling(terms, inside), key=lambda each: (-each[1], each[0][1]))
        sizes = {key: max(sum(row["length"] for row in turn), 1) for key, turn in grouped.items()}
        mean = max(sum(sizes.values()) / len(sizes), 1)
        found = []
        for key in grouped.keys() - inside - set(without):
            shared = [
                (term, tells * n[key] / (n[key] + 1)) for term, tells, n in sought[:40] if key in n
            ]
            score = sum(each for _, each in shared) / (sizes[key] / mean) ** 0.35
            if len(shared) >= 2:
                found.append(Similar(key, score, tuple(term for term, _ in shared)))
        order = list(grouped)
        return sorted(found, key=lambda s: (-s.score, order.index(s.segment)))[:limit]

    def _telling(
        self, terms: Mapping[FieldTerm, int], inside: set[int]
    ) -> Iterable[tuple[FieldTerm, float, dict[int, float]]]:
        turns = len(by_segment(self.vocabulary().rows))
        for term, meant in terms.items():
            counts: dict[int, float] = defaultdict(float)
            for row in self.vocabulary().with_term(*term):
                counts[row["segment"]] += row[term[0]][term[1]]
            if counts.keys() <= inside or 3 < len(counts) > 0.2 * turns:
                continue
            tells = math.log(1 + turns / len(counts)) ** 2 * (1.5 if term[0] == "terms" else 1)
            yield term, tells * (1 + math.log(meant)), counts
