"""What an annotation file says, as dataclasses: `archive.sources.annotate` reads them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

# What the editors say of a title or a summary in other languages (BCP 47), by field.
Translations = dict[str, dict[str, str]]


@dataclass(frozen=True)
class PersonNote:
    slug: str
    name: str
    name_ja: str
    family_name: str
    position: str
    role: str
    identified: bool
    line: int


@dataclass(frozen=True)
class DoubtNote:
    opens: str
    nth: int | None
    note: str
    note_en: str
    line: int


@dataclass(frozen=True)
class PlaceNote:
    """A stretch of a paragraph: `paragraph` counts from 1 in its turn, characters from 0."""

    paragraph: int
    first: int
    last: int
    line: int


@dataclass(frozen=True)
class CueNote(PlaceNote):
    """Its times; `words` as `archive.models.Cue` has them."""

    start: timedelta
    end: timedelta | None
    words: list[list[float]]


@dataclass(frozen=True)
class FootNote(PlaceNote):
    kind: str
    text: str


@dataclass(frozen=True)
class TurnNote:
    """A turn; `speakers` is empty for a direction.  `anchors` are its own and its paragraphs'."""

    opens: str
    nth: int | None
    speakers: tuple[str, ...]
    kind: str
    exchange: str
    language: str
    doubts: tuple[DoubtNote, ...]
    start: timedelta | None
    end: timedelta | None
    apart: bool
    cues: tuple[CueNote, ...]
    notes: tuple[FootNote, ...]
    anchors: tuple[str, ...]
    line: int
    line_of_start: int


@dataclass(frozen=True)
class TopicNote:
    """A topic; `heading` is the line that it begins with, empty for one that begins the text.

    `nth` says which one, where several read so.  Of an `untitled` one that line is no title.
    """

    slug: str
    heading: str
    nth: int | None
    untitled: bool
    part_of: str
    summary: str
    keywords: tuple[str, ...]
    translations: Translations
    turns: tuple[TurnNote, ...]
    line: int

    @property
    def title(self) -> str:
        return "" if self.untitled else self.heading


@dataclass(frozen=True)
class Annotations:
    """A checked annotation file; `path` is the file, `source` the text's path.

    `markup` is the kind of the text, one of `archive.text.MARKUPS`.  `publication` holds the texts
    of `archive.models.publication` by their fields' names.  `state` is what the file says of the
    interview's publication, by field; an import leaves alone what it doesn't say.  `stored_as` is
    the name of a text that is no file of the project.
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
    recording_length: timedelta | None = None
    translations: Translations = field(default_factory=dict)
    state: dict[str, Any] = field(default_factory=dict)
    stored_as: str = ""
    texts: dict[str, str] = field(default_factory=dict)
