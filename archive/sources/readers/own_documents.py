"""What the archive's own Markdown and its own documents of Word have in common.

Both tell the facts as a list, and name who speaks above the words.  They have no room for all that
JSON and TEI carry: words, speakers, turns' times, headings and notes come back, the rest stays out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from archive.sources.readers.times import read_time
from archive.sources.readers.transcripts import (
    ReadInterview,
    ReadNote,
    ReadParagraph,
    ReadPerson,
    ReadTopic,
    ReadTurn,
)

# The first fact that is not about who takes part.
PUBLISHED = "published"
TOGETHER = " / "
EDITORS = "ed-"


@dataclass
class Told:
    """A turn as such a file tells it; without a name it is a direction."""

    who: str
    line: int
    times: str = ""
    paragraphs: list[ReadParagraph] = field(default_factory=list)


@dataclass
class Part:
    """A part with its heading, empty for one that has none."""

    title: str
    line: int
    level: int = 1
    turns: list[Told] = field(default_factory=list)


def interview(title: str, facts: Sequence[tuple[str, str]], parts: Sequence[Part]) -> ReadInterview:
    """The interview that was told; the first facts say who takes part, as which role."""
    names = [
        name for part in parts for told in part.turns for name in told.who.split(TOGETHER) if name
    ]
    return ReadInterview(
        topics=tuple(_topic(part) for part in parts if part.title or part.turns),
        people=tuple(_people(facts, list(dict.fromkeys(names)))),
        title=title,
    )


def _topic(part: Part) -> ReadTopic:
    turns = tuple(_turn(told) for told in part.turns if told.paragraphs)
    return ReadTopic(part.title, turns, part.line, part.level)


def _turn(told: Told) -> ReadTurn:
    start, end = _times(told.times)
    return ReadTurn(
        speakers=tuple(told.who.split(TOGETHER)) if told.who else (),
        paragraphs=tuple(told.paragraphs),
        line=told.line,
        kind="" if told.who else "direction",
        start=start,
        end=end,
    )


def _times(text: str) -> tuple[timedelta | None, timedelta | None]:
    first, _, last = text.partition("–")
    return read_time(first), read_time(last)


def _people(facts: Sequence[tuple[str, str]], names: Sequence[str]) -> Iterator[ReadPerson]:
    roles: dict[str, tuple[str, str]] = {}
    for role, value in facts:
        if role == PUBLISHED:
            break
        # The longest first: one name may begin another.
        for name in sorted(names, key=len, reverse=True):
            about = value.removeprefix(name)
            if value.startswith(name) and (not about or about.startswith((", ", TOGETHER))):
                roles.setdefault(name, (role, about.partition(", ")[2]))
                break
    for name in names:
        role, position = roles.get(name, ("", ""))
        yield ReadPerson(name, name, role, position)


def note_on(text: str, note: str, kind: str) -> ReadNote:
    """A note on the word that its mark stands behind, at the end of `text`."""
    word = re.search(r"\S+\s*\Z", text)
    return ReadNote(word.start() if word else 0, len(text), note, kind)
