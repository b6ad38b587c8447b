"""Width and case folding that remembers where every character came from.

Folded text is Unicode's NFKC form, case-folded, with one apostrophe and one hyphen: full-width
Latin, half-width kana and capitals become one spelling, don’t and don't one word.  Folding changes
lengths (`ﾊﾟ` → `パ`, `㈱` → `(株)`), so positions in folded text are mapped back before anything is
marked on a page.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

# Half-width kana's voicing marks join the letter before, though Unicode does not class them so.
HALF_WIDTH_MARKS = "ﾞﾟ"
HANGUL_TAILS = range(0x1160, 0x1200)
# What keyboards and typesetters write for one apostrophe, and for one hyphen.
_ALIKE = str.maketrans(
    dict.fromkeys("\u2018\u2019\u201a\u201b\u02bc\u02b9\u2032\u05f3`\u00b4", "'")
    | dict.fromkeys("\u2010\u2011\u2012\u2013\u2212\u05be", "-")
    | dict.fromkeys("\u201c\u201d\u201e\u201f\u2033\u05f4", '"')
)


def fold(text: str) -> str:
    """Return `text` in NFKC, case-folded, apostrophes and hyphens of one kind."""
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    return folded if folded.isascii() else folded.translate(_ALIKE)


@dataclass(frozen=True)
class Folded:
    """Folded `text`; character `i` of it comes from `starts[i]` to `ends[i]` of the original."""

    text: str
    starts: Sequence[int]
    ends: Sequence[int]

    def original(self, start: int, end: int) -> tuple[int, int]:
        """Columns of the original that gave folded characters `start` to `end` (half open)."""
        return self.starts[start], self.ends[end - 1]


def fold_with_positions(text: str) -> Folded:
    """Fold `text`, keeping each character's origin."""
    folded = fold(text)
    if len(folded) == len(text) and not any(map(_joins, set(text))):
        # Folding makes no character vanish; so each one gave one.
        return Folded(folded, range(len(text)), range(1, len(text) + 1))
    pieces: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for start, end in _clusters(text):
        piece = fold(text[start:end])
        pieces.append(piece)
        starts += [start] * len(piece)
        ends += [end] * len(piece)
    return Folded("".join(pieces), starts, ends)


def _clusters(text: str) -> Iterator[tuple[int, int]]:
    """Spans of a character with the marks that may join it."""
    start = 0
    for end in range(1, len(text) + 1):
        if end == len(text) or not _joins(text[end]):
            yield start, end
            start = end


@lru_cache(maxsize=10_000)
def _joins(character: str) -> bool:
    return (
        character in HALF_WIDTH_MARKS
        or unicodedata.combining(character) != 0
        or ord(character) in HANGUL_TAILS
    )
