"""Gives out anchors, and carries them over when a text is imported again.

A new anchor is drawn from a hash of the interview and the words, so that two machines which import
the same text for the first time give the same anchors.  From then on the database is the record:
words may change and move, the anchor stays with them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Container, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

# No vowels (no words come out), none of 0 o 1 l i (no two look alike).
ALPHABET = "23456789bcdfghjkmnpqrstvwxz"
LENGTH = 4
SEGMENT = "s"
PARAGRAPH = "p"
# Less than this share of the old words in a new paragraph is chance, not the same paragraph.
KEPT_SHARE = 0.3
# Runs of common characters shorter than this say nothing about two Japanese texts.
RUN = 4


def new_anchor(prefix: str, interview: str, words: str, taken: Container[str]) -> str:
    """Return an anchor of `prefix` and four or more characters of `ALPHABET` not in `taken`."""
    digest = hashlib.sha256(f"{interview}\0{words}".encode()).digest()
    number = int.from_bytes(digest, "big")
    code = prefix
    while len(code) <= LENGTH or code in taken:
        number, remainder = divmod(number, len(ALPHABET))
        code += ALPHABET[remainder]
    return code


@dataclass(frozen=True)
class OldText:
    """A paragraph or segment.."""

    anchor: str
    text: str


@dataclass
class Carried:
    """Which anchors go where: `kept` by index into the new texts, the others by old anchor."""

    kept: dict[int, str] = field(default_factory=dict)
    replaced: dict[str, int] = field(default_factory=dict)
    retired: list[str] = field(default_factory=list)


def carry_over(old: Sequence[OldText], new: Sequence[str]) -> Carried:
    """Decide for each old paragraph's anchor which new paragraph it leads to.

    The same words keep their anchor wherever they stand; corrected words keep it where enough of
    them is left; of a paragraph cut in two the earlier part keeps it; of two made one, the first
    one's anchor is kept and the second one's is replaced by it; the rest are retired.
    """
    carried = Carried()
    left = _match_identical(old, new, carried)
    wishes = [(index, _candidates(old[index].text, new)) for index in left]
    # The best matches choose first, so that a near copy cannot take another paragraph's anchor.
    wishes.sort(key=lambda wish: -max((share for share, _ in wish[1]), default=0))
    for index, candidates in wishes:
        _settle(old[index].anchor, candidates, carried)
    return carried


def _match_identical(old: Sequence[OldText], new: Sequence[str], carried: Carried) -> list[int]:
    """Match equal texts, in order among equals; return the old indexes left over."""
    places: dict[str, list[int]] = {}
    for index, text in enumerate(new):
        places.setdefault(text, []).append(index)
    left = []
    for index, paragraph in enumerate(old):
        if places.get(paragraph.text):
            carried.kept[places[paragraph.text].pop(0)] = paragraph.anchor
        else:
            left.append(index)
    return left


def _candidates(text: str, new: Sequence[str]) -> list[tuple[float, int]]:
    """New texts that hold at least `KEPT_SHARE` of the old text: (share, index), in order."""
    shares = ((_share(text, other), index) for index, other in enumerate(new))
    return [(share, index) for share, index in shares if share >= KEPT_SHARE]


def _share(old: str, new: str) -> float:
    blocks = SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks()
    shortest = min(RUN, len(old))
    return sum(block.size for block in blocks if block.size >= shortest) / max(1, len(old))


def _settle(anchor: str, candidates: list[tuple[float, int]], carried: Carried) -> None:
    if not candidates:
        carried.retired.append(anchor)
        return
    free = [(share, index) for share, index in candidates if index not in carried.kept]
    if free:
        enough = max(free)[0] / 2
        carried.kept[next(index for share, index in free if share >= enough)] = anchor
    else:
        carried.replaced[anchor] = max(candidates)[1]
