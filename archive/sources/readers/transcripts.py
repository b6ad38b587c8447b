"""What a reader makes of a file: the transcript that stands in it, and every doubt about it.

Nothing here knows the database.  Times are offsets into the recording, columns are 0-based and half
open, lines are the file's, from 1 on (of a form without lines: the number of the paragraph, table
row or segment, as the reader's docstring says).  All texts are plain, without the form's own signs.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Protocol


@dataclass(frozen=True)
class ReadWord:
    """A single word of a recogniser: its characters in the paragraph, and its times."""

    first: int
    last: int
    start: timedelta
    end: timedelta


@dataclass(frozen=True)
class ReadCue:
    """When characters `first` to `last` of a paragraph were said."""

    first: int
    last: int
    start: timedelta
    end: timedelta | None = None
    words: tuple[ReadWord, ...] = ()


@dataclass(frozen=True)
class ReadNote:
    """A note on characters `first` to `last` of a paragraph: `footnote` or `editorial`."""

    first: int
    last: int
    text: str
    kind: str = "footnote"


@dataclass(frozen=True)
class ReadSentence:
    """Characters `first` to `last` of a paragraph, one sentence to the archive that wrote the file,
    with its doubt about who says it."""

    first: int
    last: int
    doubt: str = ""
    doubt_en: str = ""


@dataclass(frozen=True)
class ReadParagraph:
    """A paragraph on one line: there is no line end in `text`, nor white space around it.

    The archive's own forms alone say its `anchor` and its `sentences`, and keep the white space
    that a paragraph of the archive may end with.  One that `goes_on` stands on the same line of the
    source as the paragraph before, where two speak in one.
    """

    text: str
    line: int
    cues: tuple[ReadCue, ...] = ()
    notes: tuple[ReadNote, ...] = ()
    anchor: str = ""
    sentences: tuple[ReadSentence, ...] = ()
    goes_on: bool = False


@dataclass(frozen=True)
class ReadTurn:
    """What is said in one go, by who the file says: `speakers` are labels as they stand there.

    Without any it is a direction, which nobody speaks.  `kind` is `question`, `answer`, `remark` or
    `direction`, empty where the file doesn't say; `exchange` names the question and its answers
    where it does.  `language` (BCP 47) is the turn's own, where it isn't the interview's.
    `anchor` is what the archive's own forms call it.
    """

    speakers: tuple[str, ...]
    paragraphs: tuple[ReadParagraph, ...]
    line: int
    kind: str = ""
    exchange: str = ""
    language: str = ""
    start: timedelta | None = None
    end: timedelta | None = None
    anchor: str = ""


@dataclass(frozen=True)
class ReadTopic:
    """Turns under a heading: an empty `title` for those under none.

    `level` is 1, or 2 for a part of the topic of level 1 before it.
    """

    title: str
    turns: tuple[ReadTurn, ...]
    line: int
    level: int = 1
    slug: str = ""
    summary: str = ""
    keywords: tuple[str, ...] = ()
    translations: dict[str, dict[str, str]] = field(default_factory=dict)


@dataclass(frozen=True)
class ReadPerson:
    """Somebody who speaks: `label` is what the turns call them.

    `role` and the rest are empty where the file doesn't say.  One who is not `identified` is a
    voice that the file only numbers or describes ("Speaker 2", "Audience member").
    """

    label: str
    name: str
    role: str = ""
    position: str = ""
    slug: str = ""
    name_ja: str = ""
    family_name: str = ""
    identified: bool = True


@dataclass(frozen=True)
class ReadAnchor:
    """An anchor that no words bear any more: its last words, the anchor that has them now, and the
    slugs of the topics that it was linked with."""

    code: str
    words: str = ""
    replaced_by: str = ""
    former_topics: tuple[str, ...] = ()


@dataclass(frozen=True)
class Doubt:
    """Something of the file that a person should look at: where, and what, as a sentence."""

    line: int
    reason: str


@dataclass(frozen=True)
class ReadInterview:
    """All that a reader found in a file.

    `facts` are fields of `archive.models.publication` by name, as their annotations are written
    (`recording_length` as H:MM:SS); `title`, `tags`, `summary`, `original_title` and
    `original_summary` are the interview's own.  `people` may leave out speakers that have nothing
    but their label.  `speakers_named` is None where the file doesn't say whether the source named
    them.  `former_anchors` are in the archive's own forms alone.  `markup` is the kind of the
    paragraphs' text, `front` and `back` the lines around them with what each is (a field, or
    `skip`), where a source had more of them than its fields.
    """

    topics: tuple[ReadTopic, ...]
    people: tuple[ReadPerson, ...] = ()
    title: str = ""
    slug: str = ""
    language: str = ""
    tags: str = ""
    summary: str = ""
    original_title: str = ""
    original_summary: str = ""
    facts: dict[str, str] = field(default_factory=dict)
    translations: dict[str, dict[str, str]] = field(default_factory=dict)
    doubts: tuple[Doubt, ...] = ()
    speakers_named: bool | None = None
    former_anchors: tuple[ReadAnchor, ...] = ()
    markup: str = "plain"
    front: tuple[tuple[str, str], ...] = ()
    back: tuple[tuple[str, str], ...] = ()

    @property
    def turns(self) -> list[ReadTurn]:
        """The turns of all topics, in order."""
        return [turn for topic in self.topics for turn in topic.turns]


class UnreadableError(Exception):
    """A file that can't be read as an interview: every mistake in it, by line; `name` is its "
    "own."""

    def __init__(self, mistakes: Sequence[Doubt], name: str = "") -> None:
        self.mistakes = tuple(sorted(mistakes, key=lambda each: each.line))
        place = f"{name}:" if name else "line "
        super().__init__("\n".join(f"{place}{each.line}: {each.reason}" for each in self.mistakes))


class Reader(Protocol):
    """A module under `archive.sources.readers` that reads one form of file.

    `NAME` is what `--format` calls it, `LABEL` what people do.
    """

    NAME: str
    LABEL: str

    def recognises(self, data: bytes, name: str) -> float:
        """How sure it is that a file is of its form, from 0 to 1: by content, hardly by name."""
        ...

    def read(self, data: bytes) -> ReadInterview:
        """Read a file.  Raises `UnreadableError` with all that is wrong with it."""
        ...
