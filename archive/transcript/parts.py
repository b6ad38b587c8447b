"""Topics as pages need them: with their turns, their level, and what a page calls them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from django.urls import reverse

from archive.models import Topic
from archive.text import excerpt, plain_text

if TYPE_CHECKING:
    from archive.transcript.turns import Turn

# What stands for a heading where there is none: so many characters of the first words.
OPENING = 40


@dataclass(eq=False, repr=False)
class TopicPart:
    """A topic on a page, with its turns.  `number` counts from 1.

    `parent` is the topic of the first level that it is a part of, `parts` are those of the second
    that it has, and `place` says where it stands: 2, or 2.1 for the first part of the second.
    """

    topic: Topic
    number: int
    turns: list[Turn] = field(default_factory=list)
    previous: TopicPart | None = None
    next: TopicPart | None = None
    parent: TopicPart | None = None
    parts: list[TopicPart] = field(default_factory=list)
    place: str = ""
    is_whole: bool = False

    @cached_property
    def title(self) -> str:
        """Its heading as plain characters; empty where it has none."""
        return plain_text(self.topic.title, self.topic.interview.markup)

    @cached_property
    def opening(self) -> str:
        """Its first words that somebody speaks; any where nobody does."""
        turns = self.all_turns
        spoken = [turn for turn in turns if not turn.is_direction] or turns
        return excerpt(spoken[0].plain, OPENING) if spoken else ""

    @property
    def name(self) -> str:
        """What it is called where something must stand: its heading, or else its first words."""
        return self.title or self.opening or self.topic.slug

    @property
    def address(self) -> str:
        """The page where it is read: that of the interview where that is all one part."""
        if self.is_whole:
            return reverse("transcript", args=[self.topic.interview.slug])
        return self.topic.get_absolute_url()

    @property
    def all_turns(self) -> list[Turn]:
        """Its turns, and those of its parts."""
        return [*self.turns, *(turn for part in self.parts for turn in part.turns)]

    @cached_property
    def size(self) -> int:
        """Characters spoken."""
        return sum(turn.size for turn in self.turns)


def link_levels(parts: Sequence[TopicPart]) -> None:
    """Tell topics of their parts and of what they are part of, and number both."""
    by_key = {part.topic.pk: part for part in parts}
    mains = 0
    for part in parts:
        part.parent = by_key.get(part.topic.parent_id) if part.topic.parent_id else None
        if part.parent and part.parent is not part:
            part.parent.parts.append(part)
            part.place = f"{part.parent.place}.{len(part.parent.parts)}"
        else:
            part.parent = None
            mains += 1
            part.place = str(mains)
    if len(parts) == 1:
        parts[0].is_whole = not parts[0].title
