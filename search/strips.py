"""Where in an interview the hits lie: turns in order, wide as they are long."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

import numpy as np
from django.urls import reverse

from search.engine import Found

# Strips for so many interviews at most, those with the most hits.
STRIPS = 3
# Parts of a strip's length.
UNITS = 1000
# Narrower hits are drawn this wide, so that they can be seen.
NARROWEST = 4.0


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

    slug: str
    title: str
    marks: tuple[Mark, ...]
    borders: tuple[float, ...]


def strips(found: Found, query: str) -> list[Strip]:
    """A strip for each of the interviews with the most hits."""
    snapshot = found.knowledge.snapshot
    interviews = snapshot.interview[snapshot.turn_starts]
    hit = interviews[found.turns]
    numbers, counts = np.unique(hit, return_counts=True)
    known = found.knowledge.catalogue.interviews
    most = [int(number) for number in numbers[np.argsort(-counts, kind="stable")]]
    return [_strip(found, number, query) for number in most if number in known][:STRIPS]


def _strip(found: Found, interview: int, query: str) -> Strip:
    snapshot = found.knowledge.snapshot
    turns = np.flatnonzero(snapshot.interview[snapshot.turn_starts] == interview)
    lengths = snapshot.turn_lengths[turns]
    ends = np.cumsum(lengths) * (UNITS / max(int(lengths.sum()), 1))
    starts = ends - lengths * (UNITS / max(int(lengths.sum()), 1))
    topics = snapshot.topic[snapshot.turn_starts][turns]
    borders = starts[1:][topics[1:] != topics[:-1]]
    best = float(found.scores[found.turns].max()) or 1.0
    places = {int(turn): place for place, turn in enumerate(turns)}
    marks = []
    for turn in sorted(int(each) for each in found.turns if int(each) in places):
        place = places[turn]
        level = 1 + min(3, int(4 * float(found.scores[turn]) / best))
        width = max(float(ends[place] - starts[place]), NARROWEST)
        fields = found.fields(turn)
        topic = reverse("topic", args=[fields["interview"], fields["topic"]])
        url = f"{topic}?{urlencode({'q': query})}#{fields['anchor']}"
        marks.append(Mark(float(starts[place]), width, level, url, fields["text"][:40]))
    entry = found.knowledge.catalogue.interviews[interview]
    return Strip(entry.slug, entry.label, tuple(marks), tuple(float(each) for each in borders))
