"""Where in an interview the hits lie, as a picture: turns in order, wide as they are long."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from search.engine import Answer
from search.pages.presenting import address
from search.store import HitMap, HitMark

# Pictures of so many interviews at most, those with the most hits.
HIT_MAPS = 3
# Parts of a picture's length.
UNITS = 1000
# Narrower hits are drawn this wide, so that they can be seen.
NARROWEST = 4.0
# So many characters of a turn name its mark.
WORDS = 40


@dataclass(frozen=True)
class DrawnMark:
    """A turn with a hit, at `x` of `width` units; `level` 1 to 4, best is 4."""

    x: float
    width: float
    level: int
    url: str
    text: str


@dataclass(frozen=True)
class DrawnHitMap:
    """An interview's hits; `borders` are where its topics begin."""

    title: str
    marks: tuple[DrawnMark, ...]
    borders: tuple[float, ...]


def hit_maps(answer: Answer, marks: str) -> list[DrawnHitMap]:
    """A picture for each of the interviews with the most hits; `marks`: parameters on arrival."""
    interviews = answer.knowledge.catalogue.interviews
    return [
        _drawn(each, interviews[each.interview].label, marks)
        for each in answer.found.hit_maps
        # What the index has and the database no longer is not shown.
        if each.interview in interviews
    ]


def _drawn(hit_map: HitMap, title: str, marks: str) -> DrawnHitMap:
    return DrawnHitMap(
        title,
        tuple(_mark(each, marks) for each in hit_map.marks),
        tuple(UNITS * border for border in hit_map.borders),
    )


def _mark(mark: HitMark, marks: str) -> DrawnMark:
    return DrawnMark(
        x=UNITS * mark.start,
        width=max(UNITS * mark.width, NARROWEST),
        level=1 + min(3, int(4 * mark.strength)),
        url=_address(mark.fields, marks),
        text=mark.fields["text"][:WORDS],
    )


def _address(fields: Mapping[str, Any], marks: str) -> str:
    topic = address("topic", fields["interview"], fields["topic"])
    return f"{topic}?{marks}#{fields['anchor']}"
