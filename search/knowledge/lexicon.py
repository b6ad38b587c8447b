"""English words → the words of the archive's texts that mean them.

What a word means says the lexicon's file (`search.knowledge.lexicon_file`), of a whole dictionary;
which of these words the texts have, and how often, is asked when a query has the word.  So the
words of an interview are known as soon as it is indexed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from math import log2

from search.knowledge.lexicon_file import Key, LexiconFile, Row, Words
from search.languages.english import english_words, keys_by_place

# Words for one English expression, at most.
MOST = 8
# What a word counts that is found only by its root (founders → found → 設立).
BY_ROOT = 0.5
# A word that stands once in the archive counts this much of one that stands often (32 times).
SELDOM, OFTEN = 0.7, 5
# Meanings that weigh less are left out.
LEAST = 0.2
# The words of an English expression, at most.
LONGEST_KEY = 5
KEPT = 2_000

# How often the texts have what a row's words say, side by side.
Counted = Callable[[Row], int]


@dataclass(frozen=True)
class Translation:
    """A reader's words `start` to `end` (half open) mean `label`.

    `words`: the terms of the index's field of that name; several stand side by side in the text.
    `weight`: above 0, at most 1; 1 is the one and main meaning of a common word.
    """

    start: int
    end: int
    label: str
    words: Words
    weight: float


class Lexicon:
    """What a lexicon's file has, as far as the texts have it too."""

    def __init__(self, file: LexiconFile, counted: Counted) -> None:
        self._file = file
        self._counted = counted
        # A cache that points back here would keep the state of the index that `counted` asks.
        self._kept: dict[Key, list[Row]] = {}

    def lookup(self, words: Sequence[str]) -> list[Translation]:
        """What `words`, as a reader typed them, mean: longest expressions first taken, none
        overlapping; in the order of the words, the heaviest first of each.
        """
        places = keys_by_place(words)
        found: dict[int, list[Translation]] = {}
        for length in range(min(LONGEST_KEY, len(places)), 0, -1):
            for first in range(len(places) - length + 1):
                taken = range(first, first + length)
                rows = self._rows(tuple(places[place][1] for place in taken))
                if rows and found.keys().isdisjoint(taken):
                    start, end = places[first][0], places[taken[-1]][0] + 1
                    found |= {place: [] for place in taken}
                    found[first] = list(_translations(rows, start, end))
        return [each for first in sorted(found) for each in found[first]]

    def meanings(self, expression: str) -> list[Translation]:
        """What all of an English expression means, the heaviest first; nothing for a part of it."""
        words = english_words(expression)
        return [each for each in self.lookup(words) if each.end - each.start == len(words)]

    def _rows(self, key: Key) -> list[Row]:
        if key not in self._kept:
            if len(self._kept) >= KEPT:
                self._kept.clear()
            self._kept[key] = self._found(key)
        return self._kept[key]

    def _found(self, key: Key) -> list[Row]:
        """The rows of a key, the heaviest first; where there are none, by the root of a word."""
        rows = self._there(key)
        if not rows and len(key) == 1:
            others = (row for other in self._file.of_root(key[0]) for row in self._there(other))
            rows = _heaviest(replace(row, weight=row.weight * BY_ROOT) for row in others)
        return sorted(rows, key=lambda row: (-row.weight, row.label))

    def _there(self, key: Key) -> list[Row]:
        """The rows of a key and of its neighbours of which the texts have the words."""
        rows = [*self._file.meanings(key)]
        for near in self._file.neighbours(key):
            # A word may have thousands by its neighbours, of which few weigh enough.
            others = self._file.meanings(near.neighbour, LEAST / near.weight)
            rows += [_lighter(row, near.weight) for row in others]
        heavy = sorted(_heaviest(rows), key=lambda row: (-row.weight, row.label))
        found: list[Row] = []
        for row in heavy:
            # What would be too light even if it stood everywhere is not counted, which takes long.
            if row.weight < (found[MOST - 1].weight if len(found) >= MOST else LEAST):
                break
            if count := self._counted(row):
                found.append(_lighter(row, _factor(count)))
                found.sort(key=lambda row: -row.weight)
        return [row for row in found if row.weight >= LEAST]


def _factor(count: int) -> float:
    """What a word that stands `count` times in the texts counts."""
    return SELDOM + (1 - SELDOM) * min(1.0, log2(1 + count) / OFTEN)


def _lighter(row: Row, factor: float) -> Row:
    return replace(row, weight=row.weight * factor)


def _heaviest(rows: Iterable[Row]) -> list[Row]:
    """Of each word the heaviest row."""
    found: dict[Words, Row] = {}
    for row in rows:
        known = found.get(row.words)
        if known is None or row.weight > known.weight:
            found[row.words] = row
    return list(found.values())


def _translations(rows: Iterable[Row], start: int, end: int) -> Iterator[Translation]:
    for row in list(rows)[:MOST]:
        yield Translation(start, end, row.label, row.words, row.weight)
