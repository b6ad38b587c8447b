"""Labelled text: "NAME: …", "Q. …", "――…", "[00:01:02] NAME: …", a name alone above its words.

Line numbers are the file's.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from statistics import median

from django.utils.translation import gettext_noop

from archive.sources.readers.building import joint
from archive.sources.readers.decoding import decode
from archive.sources.readers.directions import is_direction
from archive.sources.readers.labelling import Labelling, Line, label_lines
from archive.sources.readers.speech import read_speech
from archive.sources.readers.transcripts import ReadInterview, UnreadableError

NAME = "labelled"
LABEL = gettext_noop("text with a name before each turn")
_HEADING = re.compile(r"#{1,6}\s+\S.*")
_SIGN = re.compile(r"[■◆◇▼▽□]\s*\S.{0,60}")


def recognises(data: bytes, name: str) -> float:
    """Sure where at least two speakers' labels are there, and many of the lines begin with one."""
    try:
        text = decode(data).text
    except UnreadableError:
        return 0
    if text.lstrip()[:1] in "{<" or text.lstrip().startswith(("WEBVTT", "[{", "[\n")):
        return 0
    lines = to_lines(text[:200_000])
    return certainty(lines, label_lines(lines))


def certainty(lines: list[Line], labelling: Labelling) -> float:
    """How sure a text's labels are."""
    if not labelling.marked:
        return 0
    share = len(labelling.marked) / max(len(lines), 1)
    return (0.5 if len(labelling.labels) > 1 else 0.3) + min(share, 0.6) / 3


def read(data: bytes) -> ReadInterview:
    """Read a text.  Raises `UnreadableError` where nobody in it speaks."""
    decoded = decode(data)
    found = read_speech(to_lines(decoded.text))
    return replace(found, doubts=(*decoded.doubts, *found.doubts))


def to_lines(text: str, first: int = 1) -> list[Line]:
    """The lines that say something; those that only continue a wrapped one are joined to it."""
    lines: list[Line] = []
    gap = True
    for number, line in enumerate(text.split("\n"), first):
        if not line.strip(" \t\u3000\u00a0\ufeff"):
            gap = True
            continue
        lines.append(Line(number, line.strip("\ufeff "), _heading_level(line), after_gap=gap))
        gap = False
    return _unwrapped(lines) if _is_wrapped(lines) else lines


def _heading_level(line: str) -> int:
    bare = line.strip()
    if _HEADING.fullmatch(bare):
        return len(bare) - len(bare.lstrip("#"))
    return 2 if _SIGN.fullmatch(bare) and not re.search(r"[。：:]", bare) else 0


def _is_wrapped(lines: list[Line]) -> bool:
    """Whether lines were broken for their length: those with another below are of like length."""
    broken = [
        len(line.text)
        for line, below in pairwise(lines)
        if not below.after_gap and not line.heading
    ]
    if len(broken) < 4 or not any(line.after_gap for line in lines[1:]):
        return False
    usual = median(broken)
    return (
        30 <= usual <= 110 and sum(abs(each - usual) <= 14 for each in broken) > len(broken) * 0.6
    )


def _unwrapped(lines: list[Line]) -> list[Line]:
    marked = label_lines(lines).marked
    result: list[Line] = []
    for place, line in enumerate(lines):
        alone = line.after_gap or line.heading or place in marked or is_direction(line.text)
        if alone or not result or result[-1].heading or is_direction(result[-1].text):
            result.append(line)
            continue
        before, after = result[-1].text.rstrip(), line.text.strip()
        result[-1] = replace(result[-1], text=f"{before}{joint(before, after)}{after}")
    return result
