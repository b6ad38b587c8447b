"""English words → the Japanese words of this archive that mean them.

The table is `search/knowledge/data/lexicon.tsv`, which `manage.py build_lexicon` makes of a
dictionary; without the file there are no such words.  A row holds an English key (stems, see
`search.languages.english`), what to show, the Japanese words as the index has them, and a weight.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from search.languages.english import keys_by_place, root

PATH = Path(__file__).parent / "data" / "lexicon.tsv"
# Japanese words for one English expression, at most.
MOST = 8
# What a word counts that is found only by its root (founders → found → 設立).
BY_ROOT = 0.5

Key = tuple[str, ...]


@dataclass(frozen=True, order=True)
class Row:
    """`label` means `key`; `words` are its tokens' normalised forms, side by side in the text."""

    key: Key
    label: str
    words: tuple[str, ...]
    weight: float


@dataclass(frozen=True)
class Translation:
    """A reader's words `start` to `end` (half open) mean `label`.

    `words`: the terms of the index's field of that name; several stand side by side in the text.
    `weight`: above 0, at most 1; 1 is the one and main meaning of a common word.
    """

    start: int
    end: int
    label: str
    words: tuple[str, ...]
    weight: float


class Lexicon:
    """Rows by English key and, for keys of one word, by root."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self._by_key: dict[Key, list[Row]] = {}
        self._by_root: dict[str, list[Row]] = {}
        for row in rows:
            self._by_key.setdefault(row.key, []).append(row)
            if len(row.key) == 1:
                self._by_root.setdefault(root(row.key[0]), []).append(row)
        for table in (self._by_key, self._by_root):
            for found in table.values():
                found.sort(key=lambda row: (-row.weight, row.label))
        self._longest = max(map(len, self._by_key), default=0)

    def lookup(self, words: Sequence[str]) -> list[Translation]:
        """What `words`, as a reader typed them, mean: longest expressions first taken, none
        overlapping; in the order of the words, the heaviest first of each.
        """
        places = keys_by_place(words)
        found: dict[int, list[Translation]] = {}
        for length in range(min(self._longest, len(places)), 0, -1):
            for first in range(len(places) - length + 1):
                taken = range(first, first + length)
                rows = self._rows(tuple(places[place][1] for place in taken))
                if rows and found.keys().isdisjoint(taken):
                    start, end = places[first][0], places[taken[-1]][0] + 1
                    found |= {place: [] for place in taken}
                    found[first] = list(_translations(rows, start, end))
        return [each for first in sorted(found) for each in found[first]]

    def _rows(self, key: Key) -> list[Row]:
        if rows := self._by_key.get(key):
            return rows
        if len(key) > 1:
            return []
        rows = self._by_root.get(root(key[0]), [])
        return [Row(row.key, row.label, row.words, row.weight * BY_ROOT) for row in rows]


def _translations(rows: Iterable[Row], start: int, end: int) -> Iterator[Translation]:
    seen: set[Key] = set()
    for row in rows:
        if row.words not in seen and len(seen) < MOST:
            seen.add(row.words)
            yield Translation(start, end, row.label, row.words, row.weight)


def parse_rows(lines: Iterable[str]) -> Iterator[Row]:
    """The rows of a lexicon file; lines that begin with `#` are for people."""
    for line in lines:
        if line and not line.startswith("#"):
            key, label, words, weight = line.split("\t")
            yield Row(tuple(key.split()), label, tuple(words.split()), float(weight))


def render_rows(rows: Iterable[Row]) -> Iterator[str]:
    """The lines of a lexicon file, sorted."""
    for row in sorted(rows):
        yield "\t".join([" ".join(row.key), row.label, " ".join(row.words), f"{row.weight:.2f}"])


@cache
def load() -> Lexicon:
    """The archive's lexicon; an empty one where it has none."""
    if not PATH.exists():
        return Lexicon([])
    return Lexicon(parse_rows(PATH.read_text(encoding="utf-8").splitlines()))
