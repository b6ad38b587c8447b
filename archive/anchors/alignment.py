"""Carries anchors over when a text is imported again: which old one leads to which new text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from difflib import Match, SequenceMatcher

# Less than this share of the old words in a new paragraph is chance, not the same paragraph.
KEPT_SHARE = 0.3
# Runs of common characters shorter than this say nothing about two Japanese texts.
RUN = 4


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
    # What no old paragraph accounts for yet: words that have an anchor are not another's words.
    rest = ["" if index in carried.kept else text for index, text in enumerate(new)]
    likeness = {index: max(_shares(old[index].text, rest), default=0) for index in left}
    # The best matches choose first, so that a near copy cannot take another paragraph's anchor.
    for index in sorted(left, key=lambda index: -likeness[index]):
        _settle(old[index], new, rest, carried)
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


def _settle(old: OldText, new: Sequence[str], rest: list[str], carried: Carried) -> None:
    shares = _shares(old.text, rest)
    best = max(shares, default=0)
    if best < KEPT_SHARE:
        if old.text in new:
            carried.replaced[old.anchor] = new.index(old.text)
        else:
            carried.retired.append(old.anchor)
        return
    # A chance likeness must not win over the paragraph that the words were joined into.
    near = [index for index, share in enumerate(shares) if share >= max(best / 2, KEPT_SHARE)]
    free = [index for index in near if index not in carried.kept]
    target = free[0] if free else shares.index(best)
    if free:
        carried.kept[target] = old.anchor
    else:
        carried.replaced[old.anchor] = target
    rest[target] = _without(old.text, rest[target])


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
