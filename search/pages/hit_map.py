"""Where in an interview the hits lie: turns in order, wide as they are long."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from search.engine import Found
from search.pages.presenting import address

# Strips for so many interviews at most, those with the most hits.
STRIPS = 3
# Parts of a strip's length.
UNITS = 1000
# Narrower hits are drawn this wide, so that they can be seen.
NARROWEST = 4.0
# So many characters of a turn name its mark.
WORDS = 40


@dataclass(frozen=True)
class Mark:
    """A turn with a hit, at `x` of `width` units; `level` 1 to 4, best is 4."""

    x: float
    width: float
    level: int
    url: str
    text: str


@dataclass(frozen=True)
class Strip:
    """An interview's hits; `borders` are where its topics begin."""

    title: str
    marks: tuple[Mark, ...]
    borders: tuple[float, ...]


def strips(found: Found, marks: str) -> list[Strip]:
    """A strip for each of the interviews with the most hits; `marks`: parameters on arrival."""
    values, which = found.knowledge.snapshot.numbered("interview")
    counts = np.bincount(which[found.turns], minlength=len(values))
    most = values[np.argsort(-counts, kind="stable")[: np.count_nonzero(counts)]].tolist()
    known = [each for each in most if each in found.knowledge.catalogue.interviews]
    return [_strip(found, number, marks) for number in known[:STRIPS]]


def _strip(found: Found, interview: int, marks: str) -> Strip:
    snapshot = found.knowledge.snapshot
    course = snapshot.course(interview)
    topics = snapshot.topic[snapshot.turn_starts[course.turns]]
    borders = UNITS * course.starts[1:][topics[1:] != topics[:-1]]
    hits = np.flatnonzero(np.isin(course.turns, found.turns))
    scores = found.scores[course.turns[hits]]
    levels = 1 + np.minimum(3, 4 * scores / (found.scores[found.turns].max() or 1)).astype(int)
    drawn = [
        Mark(
            x=UNITS * float(course.starts[hit]),
            width=max(UNITS * float(course.widths[hit]), NARROWEST),
            level=int(level),
            url=_address(fields, marks),
            text=fields["text"][:WORDS],
        )
        for hit, level in zip(hits, levels, strict=True)
        for fields in [found.fields(int(course.turns[hit]))]
    ]
    title = found.knowledge.catalogue.interviews[interview].label
    return Strip(title, tuple(drawn), tuple(borders.tolist()))


def _address(fields: Mapping[str, Any], marks: str) -> str:
    topic = address("topic", fields["interview"], fields["topic"])
    return f"{topic}?{marks}#{fields['anchor']}"
