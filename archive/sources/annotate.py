"""The annotation file: what the source text does not say of itself.

A YAML file under `seeds/`, one for each interview:

    interview: slug-of-the-interview
    source: text.txt              # beside this file
    language: ja                  # BCP 47
    front: [title, skip, summary] # what each non-blank line above the first heading is
    back: [skip]                  # the same for the lines below the last paragraph
    people:                       # name_ja, family_name, position: optional
      - {slug: ada, name: Ada L., role: interviewer}
    topics:
      - slug: beginnings
        heading: The heading, as its line in the source reads
        turns:
          - {opens: First words, speaker: ada, kind: question, exchange: first-programme}

A turn runs from its opening words to those of the next, so `opens` is its key: the beginning of a
sentence, long enough to stand once in its topic.  Inserting or correcting paragraphs needs no
change here.  Where several sentences of a topic begin alike ("Yes."), `nth: 2` means the second of
them.  `doubts` is an optional list of `{opens, note, note_en}` in a turn: the sentences of
it whose speaker the text does not decide, and why.  `start` and `end` are optional times of a turn
in the recording, as H:MM:SS; they never go back.  `language` is the turn's own, where it isn't the
interview's.

Optional, at the top: `publisher` and `published` (2026, 2026-01 or 2026-01-20) of the text;
`original_language`, `original_medium` (broadcast, recording, print), `original_publisher` and
`original_published` of what it was translated from;
`speakers_named: yes` where the source itself says who speaks; `markup: html` where the text is
inline HTML (otherwise it is plain, and shown character for character).  What nobody states is left
out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import TypeVar

from django.utils.dateparse import parse_duration

from archive.models.dates import PartialDate
from archive.models.publication import MEDIA, TEXTS
from archive.sources.errors import SeedError
from archive.sources.read import Block
from archive.text import MARKUPS, PLAIN, is_language, nearest_language

KINDS = ("question", "answer", "remark")
ROLES = ("interviewer", "guest")
FIELDS = ("title", "tags", "summary", "original_title", "original_summary")
SKIP = "skip"
T = TypeVar("T")


@dataclass(frozen=True)
class PersonNote:
    slug: str
    name: str
    name_ja: str
    family_name: str
    position: str
    role: str
    line: int


@dataclass(frozen=True)
class DoubtNote:
    opens: str
    nth: int | None
    note: str
    note_en: str
    line: int


@dataclass(frozen=True)
class TurnNote:
    opens: str
    nth: int | None
    speaker: str
    kind: str
    exchange: str
    language: str
    doubts: tuple[DoubtNote, ...]
    start: timedelta | None
    end: timedelta | None
    line: int
    line_of_start: int


@dataclass(frozen=True)
class TopicNote:
    slug: str
    heading: str
    turns: tuple[TurnNote, ...]
    line: int


@dataclass(frozen=True)
class Annotations:
    """A checked annotation file; `path` is the file, `source` the text's path.

    `markup` is the kind of the text, one of `archive.text.MARKUPS`.  `publication` holds the texts
    of `archive.models.publication` by their fields' names.
    """

    path: Path
    source: Path
    slug: str
    language: str
    markup: str
    front: tuple[str, ...]
    back: tuple[str, ...]
    people: tuple[PersonNote, ...]
    topics: tuple[TopicNote, ...]
    publication: dict[str, str]
    speakers_named: bool


def annotate(block: Block) -> Annotations:
    """Read an annotation file's mapping.  Raises `SeedError` with file and line for any mistake."""
    keys = ("interview", "source", "language", "front", "back", "people", "topics")
    block.allow(*keys, *TEXTS, "speakers_named", "markup")
    people = _each(block, "people", _person, lambda person: person.slug)
    known = [person.slug for person in people]
    front, back = _roles(block)
    return Annotations(
        path=block.path,
        source=_source(block),
        slug=block.slug("interview"),
        language=_language(block, "language"),
        markup=_markup(block),
        front=front,
        back=back,
        people=people,
        topics=_in_time(
            block.path,
            _each(block, "topics", lambda topic: _topic(topic, known), lambda topic: topic.slug),
        ),
        publication=_publication(block),
        speakers_named=_yes(block, "speakers_named"),
    )


def _each(
    block: Block, key: str, read: Callable[[Block], T], identity: Callable[[T], Hashable]
) -> tuple[T, ...]:
    """Read the non-empty list of mappings under `key`, no two with the same identity."""
    found: dict[Hashable, T] = {}
    for item in block.blocks(key):
        value = read(item)
        if identity(value) in found:
            raise SeedError(block.path, item.line, f"`{identity(value)}` stands twice in `{key}`")
        found[identity(value)] = value
    if not found:
        raise SeedError(block.path, block.line_of(key), f"`{key}` is missing or empty")
    return tuple(found.values())


def _in_time(path: Path, topics: tuple[TopicNote, ...]) -> tuple[TopicNote, ...]:
    """The topics, if no turn starts before the one above it.

    A turn may start while the one above is still going on: people speak at the same time.
    """
    last: TurnNote | None = None
    for turn in (turn for topic in topics for turn in topic.turns):
        if turn.start is None:
            continue
        if last and last.start is not None and turn.start < last.start:
            reason = f"`start: {turn.start}` is before {last.start}, where the turn above starts"
            raise SeedError(path, turn.line_of_start, f"{reason} (line {last.line_of_start})")
        last = turn
    return topics


def _source(block: Block) -> Path:
    source = block.path.parent / block.text("source")
    if not source.is_file():
        reason = f"`source: {block.text('source')}` is no file beside this one"
        raise SeedError(block.path, block.line_of("source"), reason)
    return source


def _language(block: Block, key: str, default: str | None = None) -> str:
    language = block.text(key, default)
    if language != default and not is_language(language):
        near = nearest_language(language)
        advice = f"; did you mean `{near}`?" if near else " such as ja or en-GB"
        reason = f"`{key}: {language}` is no language tag (BCP 47){advice}"
        raise SeedError(block.path, block.line_of(key), reason)
    return language


def _publication(block: Block) -> dict[str, str]:
    """What is stated of the publication; empty texts for the rest."""
    _language(block, "original_language", "")
    for key in ("published", "original_published"):
        try:
            PartialDate.parse(block.text(key, ""))
        except ValueError:
            reason = f"`{key}: {block.text(key)}` is no date such as 2026, 2026-01 or 2026-01-20"
            raise SeedError(block.path, block.line_of(key), reason) from None
    if "original_medium" in block:
        block.choice("original_medium", MEDIA)
    return {key: block.text(key, "") for key in TEXTS}


def _markup(block: Block) -> str:
    return block.choice("markup", MARKUPS) if "markup" in block else PLAIN


def _yes(block: Block, key: str) -> bool:
    return key in block and block.choice(key, ("yes", "no")) == "yes"


def _roles(block: Block) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What the lines of `front` and of `back` are."""
    front, back = block.texts("front"), block.texts("back")
    for key, role in [("front", role) for role in front] + [("back", role) for role in back]:
        if role != SKIP and (role not in FIELDS or (front + back).count(role) > 1):
            known = ", ".join((*FIELDS, SKIP))
            reason = f"`{key}: {role}` is unknown or stands twice; known: {known}"
            raise SeedError(block.path, block.line_of(key), reason)
    if "title" not in front + back:
        raise SeedError(block.path, block.line_of("front"), "`front` names no `title`")
    return tuple(front), tuple(back)


def _person(block: Block) -> PersonNote:
    block.allow("slug", "name", "name_ja", "family_name", "position", "role")
    return PersonNote(
        slug=block.slug("slug"),
        name=block.text("name"),
        name_ja=block.text("name_ja", ""),
        family_name=_family_name(block),
        position=block.text("position", ""),
        role=block.choice("role", ROLES),
        line=block.line,
    )


def _family_name(block: Block) -> str:
    family = block.text("family_name", "")
    if family not in block.text("name"):
        reason = f"`family_name: {family}` is no part of the name"
        raise SeedError(block.path, block.line_of("family_name"), reason)
    return family


def _topic(block: Block, people: list[str]) -> TopicNote:
    block.allow("slug", "heading", "turns")
    return TopicNote(
        slug=block.slug("slug"),
        heading=block.text("heading"),
        turns=_each(block, "turns", lambda turn: _turn(turn, people), _opening),
        line=block.line,
    )


def _opening(turn: TurnNote) -> str:
    return turn.opens if turn.nth is None else f"{turn.opens}, nth: {turn.nth}"


def _turn(block: Block, people: list[str]) -> TurnNote:
    block.allow("opens", "nth", "speaker", "kind", "exchange", "doubts", "language", "start", "end")
    start, end = _time(block, "start"), _time(block, "end")
    if end is not None and (start is None or start >= end):
        raise SeedError(block.path, block.line_of("end"), "`end` needs a `start` before it")
    return TurnNote(
        opens=_opens(block),
        nth=_nth(block),
        speaker=block.choice("speaker", people),
        kind=block.choice("kind", KINDS),
        exchange=block.slug("exchange"),
        language=_language(block, "language", ""),
        doubts=tuple(map(_doubt, block.blocks("doubts"))),
        start=start,
        end=end,
        line=block.line,
        line_of_start=block.line_of("start"),
    )


def _opens(block: Block) -> str:
    """The opening words, which YAML must not take for something else."""
    if "opens" in block and block.is_nested("opens"):
        reason = "`opens` has a colon or brackets in it: quote the words, as in opens: 'Q: When'"
        raise SeedError(block.path, block.line_of("opens"), reason)
    return block.text("opens")


def _nth(block: Block) -> int | None:
    if not (value := block.text("nth", "")):
        return None
    if not re.fullmatch("[1-9][0-9]{0,4}", value):
        raise SeedError(block.path, block.line_of("nth"), f"`nth: {value}` is no number from 1 on")
    return int(value)


def _time(block: Block, key: str) -> timedelta | None:
    if not (value := block.text(key, "")):
        return None
    if (time := parse_duration(value)) is None or time < timedelta():
        raise SeedError(block.path, block.line_of(key), f"`{key}: {value}` is not H:MM:SS")
    return time


def _doubt(block: Block) -> DoubtNote:
    block.allow("opens", "nth", "note", "note_en")
    return DoubtNote(
        opens=_opens(block),
        nth=_nth(block),
        note=block.text("note"),
        note_en=block.text("note_en", ""),
        line=block.line,
    )
