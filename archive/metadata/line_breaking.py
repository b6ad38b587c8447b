"""Breaks text into lines.

Where a line may end is Unicode's rule (UAX 14: no line begins with 、 or 」 or ends with 「, a
Latin word is not cut), by uniseg; which of those places is taken is decided here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from uniseg.graphemecluster import grapheme_clusters
from uniseg.linebreak import line_break_units

HANGUL = re.compile("[\uac00-\ud7a3]")
Width = Callable[[str], float]


def broken(text: str, width: Width, limit: float) -> Iterator[str]:
    """The lines of `text`, each at most `limit` wide by `width`.

    A word that is wider than a line by itself is cut where the line is full, never inside a
    character and its marks; so is a phrase of Thai, Lao, Khmer or Burmese, whose words have no
    white space between them.
    """
    line = ""
    for unit in _fitting(text, width, limit):
        if line and width((line + unit).rstrip()) > limit:
            yield line.rstrip()
            line = ""
        line += unit
        if line.endswith("\n"):
            yield line.rstrip()
            line = ""
    if line.strip():
        yield line.rstrip()


def _fitting(text: str, width: Width, limit: float) -> Iterator[str]:
    """The pieces between which a line may break, none wider than a line."""
    for unit in _units(text):
        if width(unit.rstrip()) <= limit:
            yield unit
            continue
        piece = ""
        for character in grapheme_clusters(unit):
            if piece and width((piece + character).rstrip()) > limit:
                yield piece
                piece = ""
            piece += character
        if piece:
            yield piece


def _units(text: str) -> Iterator[str]:
    """Unicode's pieces, but for Korean, which breaks between words and not between syllables."""
    held = ""
    for unit in line_break_units(text):
        if held and not (HANGUL.match(held[-1]) and HANGUL.match(unit[0])):
            yield held
            held = ""
        held += unit
    if held:
        yield held


def fitted(text: str, width: Width, limit: float, lines: int) -> tuple[list[str], bool]:
    """The first `lines` lines, and whether that is all; what is left out shows as “…”."""
    found: list[str] = []
    for line in broken(text, width, limit):
        if len(found) == lines:
            return [*found[:-1], _shortened(found[-1], width, limit)], False
        found.append(line)
    return found, True


def _shortened(line: str, width: Width, limit: float) -> str:
    line = line.rstrip("、。，．,. ")
    while line and width(f"{line}…") > limit:
        line = "".join(list(grapheme_clusters(line))[:-1]).rstrip("、。，．,. ")
    return f"{line}…"
