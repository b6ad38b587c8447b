"""What text and annotations say together; `archive.sources.attribute` makes it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from archive.sources.notes import Annotations, CueNote, FootNote, TopicNote


@dataclass(frozen=True)
class SourceLine:
    number: int
    text: str


@dataclass(frozen=True)
class ParsedSentence:
    text: str
    line: int
    start: int
    end: int
    doubt: str = ""
    doubt_en: str = ""


@dataclass(frozen=True)
class ParsedParagraph:
    """A paragraph; `anchor` is empty until the text is aligned, where the file gives none."""

    sentences: tuple[ParsedSentence, ...]
    anchor: str = ""
    cues: tuple[CueNote, ...] = ()
    notes: tuple[FootNote, ...] = ()


@dataclass(frozen=True)
class ParsedTurn:
    """A turn; `anchor` is empty until the text is aligned, where the file gives none."""

    speakers: tuple[str, ...]
    kind: str
    exchange: str
    language: str
    start: timedelta | None
    end: timedelta | None
    paragraphs: tuple[ParsedParagraph, ...]
    anchor: str = ""

    @property
    def speaker(self) -> str:
        """The first who speaks; empty for a direction."""
        return self.speakers[0] if self.speakers else ""

    def wanted(self) -> tuple[str, ...]:
        """The anchors that the file gives it, its own and its paragraphs'; empty: none."""
        return (self.anchor, *(each.anchor for each in self.paragraphs)) if self.anchor else ()

    def texts(self) -> list[str]:
        """The text of each paragraph."""
        return ["".join(each.text for each in paragraph.sentences) for paragraph in self.paragraphs]


@dataclass(frozen=True)
class ParsedTopic:
    """A topic; `line` is its title's, None for one without."""

    note: TopicNote
    line: int | None
    turns: tuple[ParsedTurn, ...]

    @property
    def slug(self) -> str:
        return self.note.slug

    @property
    def title(self) -> str:
        return self.note.title


@dataclass(frozen=True)
class ParsedInterview:
    """Everything that the two files say.

    `fields` maps front and back field names to lines; `other_lines` are the lines that are skipped
    and those of white space alone.
    """

    annotations: Annotations
    fields: dict[str, SourceLine]
    other_lines: tuple[SourceLine, ...]
    first_line: int
    last_line: int
    topics: tuple[ParsedTopic, ...]

    def field(self, name: str) -> str:
        """A field's text; empty where neither file has it."""
        if name in self.fields:
            return self.fields[name].text
        return self.annotations.texts.get(name, "")

    @property
    def turns(self) -> list[ParsedTurn]:
        """The turns of all topics, in order."""
        return [turn for topic in self.topics for turn in topic.turns]
