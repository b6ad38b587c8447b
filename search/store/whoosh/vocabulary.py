"""The vocabulary of a snapshot: what understanding a query asks of the index."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import cached_property

import numpy as np
from rapidfuzz.distance import OSA

from search.documents.schema import NOBODY
from search.languages.scripts import KANJI, KATAKANA, cuts_a_word
from search.languages.tokens import scope_of, scoped
from search.store.whoosh.scoring import together
from search.store.whoosh.snapshot import Snapshot

# So many places where half of a text stands are looked at.
PLACES = 2000
_BREAKS = re.compile(r"[\s、。「」『』（）()？！?!・…]")


class SnapshotVocabulary:
    """`search.query.vocabulary.Vocabulary` over one snapshot."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.snapshot = snapshot
        self._terms: dict[str, list[str]] = {}

    def has(self, field: str, term: str) -> bool:
        """Whether any paragraph has the term."""
        if field == "speaker":
            return int(term) in self._speakers or self.snapshot.has("also", term)
        return self.snapshot.has(field, term)

    @cached_property
    def _speakers(self) -> frozenset[int]:
        speakers = np.unique(self.snapshot.speaker).tolist()
        return frozenset([*speakers, *self.snapshot.voices]) - {NOBODY}

    def has_together(self, words: Sequence[str]) -> bool:
        """Whether any paragraph has all of `words`."""
        return len(together(self.snapshot, words)[0]) > 0

    def count(self, field: str, term: str) -> int:
        """How many paragraphs have the term."""
        return len(self.snapshot.postings(field, term).paragraphs)

    def count_turns(self, field: str, term: str) -> int:
        """How many turns have it."""
        return len(self.snapshot.turns_with(field, term))

    def terms(self, field: str) -> list[str]:
        """Every term of a field, sorted."""
        if field not in self._terms:
            self._terms[field] = self.snapshot.lexicon(field)
        return self._terms[field]

    def prefixed(self, field: str, prefix: str) -> list[str]:
        """The terms that begin with `prefix`."""
        terms = self.terms(field)
        return terms[bisect_left(terms, prefix) : bisect_left(terms, prefix + "\U0010ffff")]

    @cached_property
    def languages(self) -> list[str]:
        """The languages of the texts, sorted."""
        terms = self.terms("words")
        found, place = [], 0
        while place < len(terms):
            found.append(scope_of(terms[place]))
            place = bisect_left(terms, scoped(found[-1], "\U0010ffff"), place)
        return found

    @cached_property
    def sounds(self) -> frozenset[str]:
        """Every sound in the texts."""
        return frozenset(self.terms("sound"))

    def occurrences(self, text: str) -> int:
        """How often `text`, not empty, stands in the texts."""
        return len(self.snapshot.occurrences(text))

    def near(self, text: str) -> list[str]:
        """Pieces of the texts one edit from `text`, sorted: one half of it stands there unharmed.

        None of them cuts a run of kanji or katakana.
        """
        middle = len(text) // 2
        windows = self._windows(text, text[:middle], 0) | self._windows(text, text[middle:], middle)
        return sorted(
            window
            for window in windows
            if not _BREAKS.search(window) and OSA.distance(text, window, score_cutoff=1) == 1
        )

    def _windows(self, text: str, half: str, offset: int) -> set[str]:
        """Pieces about as long as `text` where its `half`, at `offset` in it, stands."""
        whole = self.snapshot.text
        windows = set()
        for place in self.snapshot.occurrences(half)[:PLACES].tolist():
            for size in (len(text) - 1, len(text), len(text) + 1):
                begin = place if offset == 0 else place + len(half) - size
                inside = 0 <= begin <= len(whole) - size
                if inside and not cuts_a_word(whole, begin, begin + size, KATAKANA, KANJI):
                    windows.add(whole[begin : begin + size])
        return windows
