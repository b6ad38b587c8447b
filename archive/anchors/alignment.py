"""Carries anchors over when a text is imported again: which old one leads to which new text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from difflib import Match, SequenceMatcher

# Less than this share of the old words in a new paragraph is chance, not the same paragraph.
KEPT_SHARE = 0.3
# Runs of common characters shorter than this say nothing about two Japanese texts.
RUN = 4


@dataclass
class Carried:
    """Which anchors go where: `kept` by index into the new texts, the others by old anchor."""

    kept: dict[int, str] = field(default_factory=dict)
    replaced: dict[str, int] = field(default_factory=dict)
    retired: list[str] = field(default_factory=list)


def carry_over(old: Mapping[str, str], new: Sequence[str]) -> Carried:
    """Decide for each old anchor which new text it leads to.

    `old` has the paragraphs' texts by their anchors, in reading order; `new` their texts now.
    The same words keep their anchor wherever they stand; corrected words keep it where enough of
    them is left; of a paragraph cut in two the earlier part keeps it; of two made one, the first
    one's anchor is kept and the second one's is replaced by it; the rest are retired.
    """
    carried = Carried()
    left = _match_identical(old, new, carried)
    # What no old paragraph accounts for yet: words that have an anchor are not another's words.
    rest = ["" if index in carried.kept else text for index, text in enumerate(new)]
    likeness = {anchor: max(_shares(old[anchor], rest), default=0) for anchor in left}
    # The best matches choose first, so that a near copy cannot take another paragraph's anchor.
    for anchor in sorted(left, key=lambda anchor: -likeness[anchor]):
        _settle(anchor, old[anchor], new, rest, carried)
    return carried


def _match_identical(old: Mapping[str, str], new: Sequence[str], carried: Carried) -> list[str]:
    """Match equal texts, first those whose order held; return the anchors left over, in order."""
    anchors = list(old)
    matcher = SequenceMatcher(None, list(old.values()), new, autojunk=False)
    for block in matcher.get_matching_blocks():
        for step in range(block.size):
            carried.kept[block.b + step] = anchors[block.a + step]
    places: dict[str, list[int]] = {}
    for index, text in enumerate(new):
        if index not in carried.kept:
            places.setdefault(text, []).append(index)
    matched = set(carried.kept.values())
    left = []
    for anchor in anchors:
        if anchor in matched:
            continue
        if places.get(old[anchor]):
            carried.kept[places[old[anchor]].pop(0)] = anchor
        else:
            left.append(anchor)
    return left


def _settle(anchor: str, words: str, new: Sequence[str], rest: list[str], carried: Carried) -> None:
    shares = _shares(words, rest)
    best = max(shares, default=0)
    if best < KEPT_SHARE:
        if words in new:
            carried.replaced[anchor] = new.index(words)
        else:
            carried.retired.append(anchor)
        return
    # A chance likeness must not win over the paragraph that the words were joined into.
    near = [index for index, share in enumerate(shares) if share >= max(best / 2, KEPT_SHARE)]
    free = [index for index in near if index not in carried.kept]
    target = free[0] if free else shares.index(best)
    if free:
        carried.kept[target] = anchor
    else:
        carried.replaced[anchor] = target
    rest[target] = _without(words, rest[target])


def _shares(old: str, new: Sequence[str]) -> list[float]:
    """How much of `old` each of the new texts holds, from 0 to 1."""
    runs = [old[start : start + RUN] for start in range(max(1, len(old) - RUN + 1))]
    return [_share(old, runs, text) for text in new]


def _share(old: str, runs: Sequence[str], new: str) -> float:
    # Each run found covers at most `RUN` characters: where that is too little, and for most pairs
    # it is nothing, the slow comparison is spared.
    if not (old and new) or RUN * sum(run in new for run in runs) < KEPT_SHARE * len(old):
        return 0.0
    return sum(block.size for block in _common(old, new)) / len(old)


def _common(old: str, new: str) -> list[Match]:
    blocks = SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks()
    return [block for block in blocks if block.size >= max(1, min(RUN, len(old)))]


def _without(old: str, new: str) -> str:
    """What is left of `new` when the runs that `old` has too are taken out."""
    kept, last = "", 0
    for block in _common(old, new):
        kept += new[last : block.b]
        last = block.b + block.size
    return kept + new[last:]
