"""Dashes in the place of names: whether they speak at all, and for whom.

A dash before each question is the way of Japanese magazines and of Russian papers; a dash before
every turn, so that two speak by turns, that of French and Spanish ones.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise

from archive.sources.readers.line_forms import DASHES, Mark
from archive.sources.readers.transcripts import Doubt

# Less sure than a dash, since lists begin so too.
HYPHEN = "hyphen"
_ASKS = re.compile(r"[?？؟;][\s\"'»”’)」』]*$")


def are_spoken(found: Sequence[Mark]) -> bool:
    """Whether hyphens stand before what is said: of a list hardly any entry asks."""
    asking = sum(bool(_ASKS.search(mark.text)) for mark in found)
    return asking > 1 and asking * 10 >= len(found) * 3


def alternate(marked: Mapping[int, Mark]) -> bool:
    """Whether a dash stands before answers too, `marked` being the labels by their lines' places.

    Where it only stands before questions, what is below one is the answer and has none.
    """
    if len(marked) < 3 or any(mark.form not in DASHES for mark in marked.values()):
        return False
    near = sum(two == one + 1 for one, two in pairwise(sorted(marked)))
    return near * 5 >= (len(marked) - 1) * 2


def taken_by_turns(line: int) -> Doubt:
    """What is told of a text in which nothing but dashes says who speaks."""
    return Doubt(line, "each turn begins with a dash: one is taken to ask, another to answer")
