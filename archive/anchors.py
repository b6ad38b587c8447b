"""Gives out anchors, and carries them over when a text is imported again.

A new anchor is drawn from a hash of the interview and the words, so that two machines which import
the same text for the first time give the same anchors.  From then on the database is the record:
words may change and move, the anchor stays with them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from itertools import count

# No vowels (no words come out), none of 0 o 1 l i (no two look alike).
ALPHABET = "23456789bcdfghjkmnpqrstvwxz"
LENGTH = 4
SEGMENT = "s"
PARAGRAPH = "p"
# Less than this share of the old words in a new paragraph is chance, not the same paragraph.
KEPT_SHARE = 0.3
# Runs of common characters shorter than this say nothing about two Japanese texts.
RUN = 4


def new_anchor(prefix: str, interview: str, words: str, taken: Collection[str]) -> str:
    """Return an anchor of `prefix` and four or more characters of `ALPHABET` not in `taken`."""
    length = LENGTH
    # A free one must stay easy to find, however large the archive grows.
    while len(taken) * 4 > len(ALPHABET) ** length:
        length += 1
    drawn = (prefix + _draw(f"{interview}\0{words}{attempt or ''}", length) for attempt in count())
    return next(code for code in drawn if code not in taken)


def _draw(seed: str, length: int) -> str:
    number = int.from_bytes(hashlib.sha256(seed.encode()).digest(), "big")
    code = ""
    while len(code) < length:
        number, remainder = divmod(number, len(ALPHABET))
        code += ALPHABET[remainder]
    return code


@dataclass(frozen=True)
class OldText:
    """A paragraph as the archive has it: its anchor and its words."""

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
    """Match equal texts, first those whose order held; return the old indexes left over."""
    left = set(range(len(old)))
    matcher = SequenceMatcher(None, [paragraph.text for paragraph in old], new, autojunk=False)
    for block in matcher.get_matching_blocks():
        for step in range(block.size):
            carried.kept[block.b + step] = old[block.a + step].anchor
            left.remove(block.a + step)
    places: dict[str, list[int]] = {}
    for index, text in enumerate(new):
        if index not in carried.kept:
            places.setdefault(text, []).append(index)
    for index in sorted(left):
        if places.get(old[index].text):
            carried.kept[places[old[index].text].pop(0)] = old[index].anchor
            left.remove(index)
    return sorted(left)


def _candidates(text: str, new: Sequence[str]) -> list[tuple[float, int]]:
    """New texts that hold at least `KEPT_SHARE` of the old text: (share, index), in order."""
    runs = _runs(text)
    shares = ((_share(text, runs, other), index) for index, other in enumerate(new))
    return [(share, index) for share, index in shares if share >= KEPT_SHARE]


def _runs(text: str) -> list[str]:
    """Every run of `RUN` characters (the whole of a shorter text)."""
    return [text[start : start + RUN] for start in range(max(1, len(text) - RUN + 1))]


def _share(old: str, runs: list[str], new: str) -> float:
    # Each run found covers at most `RUN` characters: where that is too little, and for most pairs
    # it is nothing, the slow comparison is spared.
    if not old or RUN * sum(run in new for run in runs) < KEPT_SHARE * len(old):
        return 0.0
    blocks = SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks()
    shortest = min(RUN, len(old))
    return sum(block.size for block in blocks if block.size >= shortest) / len(old)


def _settle(anchor: str, candidates: list[tuple[float, int]], carried: Carried) -> None:
    if not candidates:
        carried.retired.append(anchor)
        return
    best, index = max(candidates)
    # A chance likeness must not win over the paragraph that the words were joined into.
    near = [index for share, index in candidates if share >= best / 2]
    free = [index for index in near if index not in carried.kept]
    if free:
        carried.kept[free[0]] = anchor
    else:
        carried.replaced[anchor] = index
