"""Measures who speaks how much and where; the templates draw it as SVG."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from archive.models import Person
from archive.transcript import TopicPart, Transcript, Turn, side_of

# How many textures the pictures have for those who ask, and for those who are asked.
TEXTURES = {"interviewer": 2, "guest": 3}
# Narrower cells (in per cent of the whole) can't be seen: they are drawn that wide, and where there
# is no room for that, neighbours share one.
NARROWEST = 0.25
MOST_CELLS = 100 / NARROWEST


@dataclass(frozen=True)
class Share:
    """A person's part of some turns: `size` characters of `total`.

    `start` and `width` in per cent of the length that the shares are drawn at.
    """

    person: Person
    texture: str
    size: int
    total: int
    start: float = 0
    width: float = 0

    @property
    def percent(self) -> float:
        return 100 * self.size / max(self.total, 1)


@dataclass(frozen=True)
class Cell:
    """A turn, or several that are too short to draw apart, in a picture of an interview.

    `texture` is empty where nobody speaks; `start` and `width` in per cent of the picture's length.
    """

    turns: tuple[Turn, ...]
    texture: str
    start: float
    width: float

    @property
    def turn(self) -> Turn:
        """The first of its turns."""
        return self.turns[0]

    @property
    def last(self) -> Turn:
        """The last of its turns."""
        return self.turns[-1]

    @property
    def size(self) -> int:
        """Characters spoken."""
        return sum(turn.size for turn in self.turns)

    @property
    def side(self) -> str:
        """How the longest of its turns is set (`Turn.side`)."""
        return max(self.turns, key=lambda turn: turn.size).side


@dataclass(frozen=True)
class Band:
    """A topic in a picture: its cells, and who speaks how much of it."""

    part: TopicPart
    cells: tuple[Cell, ...]
    shares: list[Share]

    @property
    def start(self) -> float:
        return self.cells[0].start

    @property
    def width(self) -> float:
        return self.cells[-1].start + self.cells[-1].width - self.start


def shares(transcript: Transcript, turns: Iterable[Turn], whole: int = 0) -> list[Share]:
    """Who speaks how much of `turns`: every participant, in their order.

    What several say together is shared out among them; what nobody says is left out.

    Drawn, the shares are as wide as their part of `whole` characters; of the turns' own by default.
    """
    sizes: Counter[int] = Counter()
    for turn in turns:
        sizes.update(_shared_out(turn))
    textures, total, start = _textures(transcript), sizes.total(), 0.0
    found = []
    for each in transcript.participants:
        size = sizes[each.person_id]
        width = 100 * size / max(whole or total, 1)
        found.append(Share(each.person, textures[each.person_id], size, total, start, width))
        start += width
    return found


def _shared_out(turn: Turn) -> dict[int, int]:
    """The characters of a turn by who says them."""
    speakers = turn.speakers
    part, rest = divmod(turn.size, max(len(speakers), 1))
    return {each.pk: part + (place < rest) for place, each in enumerate(speakers)}


def strip(transcript: Transcript, turns: Sequence[Turn], whole: int) -> list[Cell]:
    """Cells for the turns, in order, together as wide as their share of `whole` characters.

    Each is as wide as it is long, but for those that would be too narrow to be seen.
    """
    textures = _textures(transcript)
    floor = NARROWEST * whole / 100
    groups = [[turn] for turn in turns] if len(turns) <= MOST_CELLS else list(_joined(turns, floor))
    sizes = [sum(turn.size for turn in group) for group in groups]
    weights = [max(size, floor) for size in sizes]
    scale = 100 * sum(sizes) / max(whole * sum(weights), 1)
    cells, start = [], 0.0
    for group, weight in zip(groups, weights, strict=True):
        longest = max(group, key=lambda turn: turn.size)
        texture = textures.get(longest.speaker.pk, "guest-1") if longest.speaker else ""
        cells.append(Cell(tuple(group), texture, start, weight * scale))
        start += weight * scale
    return cells


def course(transcript: Transcript) -> list[Band]:
    """The whole interview, topic by topic."""
    cells = strip(transcript, transcript.turns, transcript.size)
    by_topic = {
        number: tuple(group)
        for number, group in groupby(cells, key=lambda cell: cell.turn.topic.number)
    }
    return [
        Band(part, by_topic[part.number], shares(transcript, part.turns))
        for part in transcript.topics
        if part.number in by_topic
    ]


def _joined(turns: Iterable[Turn], floor: float) -> Iterator[list[Turn]]:
    """The turns one by one, those shorter than `floor` with their neighbours in the topic."""
    group: list[Turn] = []
    for turn in turns:
        size = sum(each.size for each in group)
        if group and (turn.topic is not group[0].topic or size >= floor):
            yield group
            group = []
        group.append(turn)
    if group:
        yield group


def _textures(transcript: Transcript) -> dict[int, str]:
    """A texture for each person by key: the side and a number on it, such as `guest-1`."""
    seen: Counter[str] = Counter()
    textures = {}
    for each in transcript.participants:
        side = side_of(each.role)
        number = seen[side] % TEXTURES[side] + 1
        textures[each.person_id] = f"{side}-{number}"
        seen[side] += 1
    return textures
