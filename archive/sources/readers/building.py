"""Pieces of a source, in its order → turns, with paragraphs, cues and ranges that fit the text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from archive.sources.readers.times import written
from archive.sources.readers.transcripts import (
    Doubt,
    ReadCue,
    ReadNote,
    ReadParagraph,
    ReadTopic,
    ReadTurn,
    ReadWord,
)

# A silence between two cues that begins a new paragraph, and the length of one that may go on.
LONG_PAUSE = timedelta(seconds=3)
LONG_PARAGRAPH = 1200
ZERO = timedelta(0)
# Writing that has no spaces between words: where lines of it are joined, none comes in.
_UNSPACED = (
    r"[\u3000-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uff65\u0e00-\u0eff\U00020000-\U0003ffff]"
)
_JOINED = re.compile(rf"({_UNSPACED})\s*\n\s*(?={_UNSPACED})")
_SPACE = re.compile(r"[ \t\n\r\f\v\u00a0\u2028\u2029]+")
_STARTS_UNSPACED = re.compile(_UNSPACED)
_SENTENCE_END = re.compile(r"[.!?。！？…”」』）)]$")


@dataclass(frozen=True)
class TimedWord:
    """A word as a recogniser gives it."""

    text: str
    start: timedelta | None
    end: timedelta | None


@dataclass(frozen=True)
class Said:
    """A piece of a paragraph that one says, as it stands in the source.

    `opens` says what it begins: a "turn", a "paragraph", or "" where it goes on with the paragraph
    before if the same speak and no long pause is between.  Without speakers it is a direction.
    """

    speakers: tuple[str, ...]
    text: str
    line: int
    start: timedelta | None = None
    end: timedelta | None = None
    words: tuple[TimedWord, ...] = ()
    notes: tuple[ReadNote, ...] = ()
    opens: str = ""
    kind: str = ""
    exchange: str = ""
    language: str = ""


@dataclass(frozen=True)
class Heading:
    """A heading over what follows; an empty title ends the topic before."""

    title: str
    line: int
    level: int = 1
    summary: str = ""
    keywords: tuple[str, ...] = ()


@dataclass
class _Open:
    """A paragraph that is being made."""

    line: int
    text: str = ""
    cues: list[ReadCue] = field(default_factory=list)
    notes: list[ReadNote] = field(default_factory=list)
    end: timedelta | None = None


@dataclass
class _Turn:
    said: Said
    paragraphs: list[_Open] = field(default_factory=list)


def tidy(text: str) -> str:
    """A text on one line: no space is added between signs of writing that has none."""
    return _SPACE.sub(" ", _JOINED.sub(r"\1", text)).strip()


def joint(before: str, after: str) -> str:
    """What stands between two pieces of one paragraph."""
    if not before or not after:
        return ""
    unspaced = _STARTS_UNSPACED.match(before[-1]) and _STARTS_UNSPACED.match(after)
    return "" if unspaced else " "


def build(items: Iterable[Said | Heading]) -> tuple[ReadTopic, ...]:
    """The topics with their turns; turns before the first heading are under none."""
    topics: list[tuple[Heading, list[_Turn]]] = []
    for item in items:
        if isinstance(item, Heading):
            topics.append((item, []))
            continue
        if not tidy(item.text):
            continue
        if not topics:
            topics.append((Heading("", item.line), []))
        _add(topics[-1][1], item)
    return tuple(_topic(heading, turns) for heading, turns in topics if heading.title or turns)


def _add(turns: list[_Turn], said: Said) -> None:
    if not turns or not _goes_on(turns[-1], said):
        turns.append(_Turn(said))
    turn = turns[-1]
    last = turn.paragraphs[-1] if turn.paragraphs else None
    if last is None or said.opens or _is_apart(last, said):
        turn.paragraphs.append(_Open(said.line))
    _append(turn.paragraphs[-1], said)


def _goes_on(turn: _Turn, said: Said) -> bool:
    before = turn.said
    same = (before.speakers, before.kind, before.exchange, before.language)
    return (
        said.opens != "turn"
        and bool(said.speakers)
        and same == (said.speakers, said.kind, said.exchange, said.language)
    )


def _is_apart(paragraph: _Open, said: Said) -> bool:
    """Whether a cue begins a new paragraph: after a long pause, or a long one that has ended."""
    ended = bool(_SENTENCE_END.search(paragraph.text))
    if len(paragraph.text) > LONG_PARAGRAPH and ended:
        return True
    if paragraph.end is None or said.start is None:
        return False
    return said.start - paragraph.end >= LONG_PAUSE


def _append(paragraph: _Open, said: Said) -> None:
    text = tidy(said.text)
    paragraph.text += joint(paragraph.text, text)
    first = len(paragraph.text)
    paragraph.text += text
    if said.start is not None:
        words = tuple(_words(text, first, said.words))
        end = said.end if said.end is not None and said.end >= said.start else None
        paragraph.cues.append(ReadCue(first, len(paragraph.text), said.start, end, words))
        paragraph.end = end
    for note in said.notes:
        paragraph.notes.append(
            ReadNote(first + note.first, first + note.last, note.text, note.kind)
        )


def _words(text: str, first: int, words: Sequence[TimedWord]) -> Iterable[ReadWord]:
    """The words that have times, each where it stands in the text."""
    at = 0
    for word in words:
        found = text.find(tidy(word.text), at) if tidy(word.text) else -1
        if found < 0:
            continue
        at = found + len(tidy(word.text))
        if word.start is not None and word.end is not None and word.end >= word.start:
            yield ReadWord(first + found, first + at, word.start, word.end)


def _topic(heading: Heading, turns: list[_Turn]) -> ReadTopic:
    return ReadTopic(
        title=tidy(heading.title),
        turns=tuple(_turn(turn) for turn in turns),
        line=heading.line,
        level=heading.level,
        summary=heading.summary,
        keywords=heading.keywords,
    )


def _turn(turn: _Turn) -> ReadTurn:
    said = turn.said
    paragraphs = tuple(
        ReadParagraph(each.text, each.line, tuple(each.cues), tuple(each.notes))
        for each in turn.paragraphs
    )
    cues = [cue for paragraph in paragraphs for cue in paragraph.cues]
    ends = [cue.end for cue in cues if cue.end is not None]
    return ReadTurn(
        speakers=said.speakers,
        paragraphs=paragraphs,
        line=said.line,
        kind="direction" if not said.speakers else said.kind,
        exchange=said.exchange,
        language=said.language,
        start=min((cue.start for cue in cues), default=None),
        end=max(ends, default=None),
    )


def time_doubts(items: Iterable[Said | Heading]) -> list[Doubt]:
    """Times that go back, and cues that end before they begin."""
    doubts, latest = [], ZERO
    for item in items:
        if not isinstance(item, Said) or item.start is None:
            continue
        start = written(item.start)
        if item.start < latest:
            reason = f"the time {start} goes back: {written(latest)} stands before it"
            doubts.append(Doubt(item.line, reason))
        if item.end is not None and item.end < item.start:
            reason = f"it ends at {written(item.end)}, before it begins at {start}"
            doubts.append(Doubt(item.line, f"{reason}: the end is left out"))
        latest = item.start
    return doubts
