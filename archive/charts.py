"""Measures who speaks how much and where; the templates draw it as SVG."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from archive.models import Participant, Person
from archive.transcript import Transcript, Turn

# How many textures the pictures have for each role.
TEXTURES = {Participant.Role.INTERVIEWER: 2, Participant.Role.GUEST: 3}


@dataclass(frozen=True)
class Share:
    """A person's part of some turns: `size` characters of `total`."""

    person: Person
    texture: str
    size: int
    total: int

    @property
    def percent(self) -> float:
        return 100 * self.size / max(self.total, 1)


@dataclass(frozen=True)
class Cell:
    """A turn in a strip: `start` and `width` in per cent of the strip's length."""

    turn: Turn
    texture: str
    start: float
    width: float


def shares(transcript: Transcript, turns: Iterable[Turn]) -> list[Share]:
    """Who speaks how much of `turns`: every participant, in their order."""
    sizes: Counter[int] = Counter()
    for turn in turns:
        sizes[turn.speaker.pk] += turn.size
    textures = _textures(transcript)
    return [
        Share(each.person, textures[each.person_id], sizes[each.person_id], sizes.total())
        for each in transcript.participants
    ]


def strip(transcript: Transcript, turns: Iterable[Turn], whole: int) -> list[Cell]:
    """One cell for each turn, in order, as wide as its share of `whole` characters."""
    textures = _textures(transcript)
    cells, start = [], 0.0
    for turn in turns:
        width = 100 * turn.size / max(whole, 1)
        cells.append(Cell(turn, textures.get(turn.speaker.pk, "guest-1"), start, width))
        start += width
    return cells


def _textures(transcript: Transcript) -> dict[int, str]:
    """A texture for each person by key: the role and a number within it, such as `guest-1`."""
    seen: Counter[str] = Counter()
    textures = {}
    for each in transcript.participants:
        number = seen[each.role] % TEXTURES[Participant.Role(each.role)] + 1
        textures[each.person_id] = f"{each.role}-{number}"
        seen[each.role] += 1
    return textures
