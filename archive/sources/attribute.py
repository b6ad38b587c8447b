"""Joins a source text and its annotations into turns; pure, no database.

Lines of the text are the ones `str.split("\\n")` gives, numbered from 1; columns are 0-based.
A blank line separates; every other line is exactly one of: a front or back line, a heading, a
paragraph.  Every character of every paragraph ends up in exactly one sentence.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import pairwise

from archive.sources.annotate import (
    SKIP,
    Annotations,
    DoubtNote,
    PersonNote,
    TopicNote,
    TurnNote,
)
from archive.sources.errors import SeedError
from archive.sources.likeness import is_marked, nearest
from archive.text import sentence_spans


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
    """A paragraph; `anchor` is empty until the text is aligned."""

    sentences: tuple[ParsedSentence, ...]
    anchor: str = ""


@dataclass(frozen=True)
class ParsedTurn:
    """A turn; `anchor` is empty until the text is aligned with what the archive has."""

    speaker: str
    kind: str
    exchange: str
    language: str
    start: timedelta | None
    end: timedelta | None
    paragraphs: tuple[ParsedParagraph, ...]
    anchor: str = ""

    def texts(self) -> list[str]:
        """The text of each paragraph."""
        return ["".join(each.text for each in paragraph.sentences) for paragraph in self.paragraphs]


@dataclass(frozen=True)
class ParsedTopic:
    slug: str
    title: str
    line: int
    turns: tuple[ParsedTurn, ...]


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

    @property
    def turns(self) -> list[ParsedTurn]:
        """The turns of all topics, in order."""
        return [turn for topic in self.topics for turn in topic.turns]


def attribute(annotations: Annotations, text: str) -> ParsedInterview:
    """Attribute the text to who says it.  Raises `SeedError` with file and line."""
    lines = [SourceLine(number, line) for number, line in enumerate(text.split("\n"), 1)]
    written = [line for line in lines if line.text.strip()]
    headings = list(_headings(annotations, written))
    first = written.index(headings[0])
    last = _transcript_end(annotations, written, headings[-1])
    fields = _fields(annotations, "front", annotations.front, written[:first])
    fields |= _fields(annotations, "back", annotations.back, written[last:])
    cuts = [*(written.index(heading) for heading in headings), last]
    topics = (
        _topic(annotations, note, written[start:end])
        for note, start, end in zip(annotations.topics, cuts, cuts[1:], strict=False)
    )
    return ParsedInterview(
        annotations=annotations,
        fields=fields,
        other_lines=tuple(_other_lines(lines, [*fields.values(), *written[first:last]])),
        first_line=headings[0].number,
        last_line=written[last - 1].number,
        topics=tuple(topics),
    )


def check_people(interviews: Sequence[ParsedInterview]) -> None:
    """Raise `SeedError` where two annotation files call one person by different names."""
    known: dict[str, tuple[PersonNote, str]] = {}
    for each in interviews:
        path = each.annotations.path
        for note in each.annotations.people:
            other, file = known.setdefault(note.slug, (note, path.name))
            if (note.name, note.name_ja) != (other.name, other.name_ja):
                reason = f"`{note.slug}` has another name in {file}, line {other.line}"
                raise SeedError(path, note.line, reason)


def _headings(annotations: Annotations, written: list[SourceLine]) -> Iterator[SourceLine]:
    front = len(annotations.front)
    opening = [line.text for line in written[front : front + 1]]
    # A table of contents above the transcript holds the headings too.
    rest = iter(written[front:] if opening == [annotations.topics[0].heading] else written)
    for topic in annotations.topics:
        heading = next((line for line in rest if line.text == topic.heading), None)
        if heading is None:
            reason = f"no line after the topic before reads `{topic.heading}`"
            near = nearest(topic.heading, ((each.number, each.text) for each in written))
            reason = f"{reason} in {annotations.source.name}{near}"
            raise SeedError(annotations.path, topic.line, reason)
        yield heading


def _transcript_end(
    annotations: Annotations, written: list[SourceLine], heading: SourceLine
) -> int:
    """Index behind the last paragraph; `heading` is the last heading."""
    last = len(written) - len(annotations.back)
    if last <= written.index(heading):
        reason = f"`back` in {annotations.path.name} names {len(annotations.back)} lines;"
        under = len(written) - written.index(heading) - 1
        raise SeedError(annotations.source, heading.number, f"{reason} {under} follow this heading")
    return last


def _other_lines(lines: list[SourceLine], known: list[SourceLine]) -> Iterator[SourceLine]:
    numbers = {line.number for line in known}
    return (line for line in lines if line.text and line.number not in numbers)


def _fields(
    annotations: Annotations, key: str, roles: tuple[str, ...], lines: list[SourceLine]
) -> dict[str, SourceLine]:
    if len(roles) != len(lines):
        number = lines[0].number if lines else 1
        reason = f"`{key}` in {annotations.path.name} names {len(roles)} lines; here are"
        raise SeedError(annotations.source, number, f"{reason} {len(lines)}")
    return {role: line for role, line in zip(roles, lines, strict=True) if role != SKIP}


def _topic(annotations: Annotations, note: TopicNote, lines: list[SourceLine]) -> ParsedTopic:
    heading, *paragraphs = lines
    sentences = [
        ParsedSentence(line.text[start:end], line.number, start, end)
        for line in paragraphs
        for start, end in sentence_spans(line.text, annotations.language, annotations.markup)
    ]
    if not sentences:
        raise SeedError(annotations.source, heading.number, "this heading has no text under it")
    starts = [_opening(annotations, turn, sentences) for turn in note.turns]
    _check_order(annotations, note, sentences, starts)
    cuts = [*starts, len(sentences)]
    turns = (
        _turn(annotations, turn, sentences[start:end])
        for turn, start, end in zip(note.turns, cuts, cuts[1:], strict=False)
    )
    return ParsedTopic(note.slug, heading.text, heading.number, tuple(turns))


def _opening(
    annotations: Annotations, note: TurnNote | DoubtNote, sentences: list[ParsedSentence]
) -> int:
    """Index of the sentence that begins with the note's opening words: the only one, or `nth`."""
    found = [
        index
        for index, sentence in enumerate(sentences)
        if _running_text(sentences, index).startswith(note.opens)
    ]
    if note.nth and note.nth <= len(found):
        return found[note.nth - 1]
    if len(found) == 1 and not note.nth:
        return found[0]
    places = ", ".join(str(sentences[index].line) for index in found)
    reason = "begins no sentence of"
    if note.nth and found:
        reason = f"with `nth: {note.nth}`, but it begins {len(found)} (line {places}) of"
    elif found:
        reason = f"needs more words, or `nth`: it begins {len(found)} sentences (lines {places}) of"
    where = f"this part of {annotations.source.name}"
    hint = "" if found else _elsewhere(note.opens, sentences)
    raise SeedError(annotations.path, note.line, f"`opens: {note.opens}` {reason} {where}{hint}")


def _elsewhere(opens: str, sentences: list[ParsedSentence]) -> str:
    """Where words that begin no sentence stand, or what is nearest to them."""
    for sentence in sentences:
        if opens in sentence.text and not is_marked(opens, sentence.text):
            return f"; line {sentence.line} has it inside “{sentence.text.strip()[:40]}”"
    starts = ((each.line, _running_text(sentences, index)) for index, each in enumerate(sentences))
    return nearest(opens, starts)


def _running_text(sentences: list[ParsedSentence], index: int) -> str:
    """The paragraph from this sentence on: opening words may run over a sentence's end."""
    line = sentences[index].line
    return "".join(each.text for each in sentences[index:] if each.line == line)


def _check_order(
    annotations: Annotations, topic: TopicNote, sentences: list[ParsedSentence], starts: list[int]
) -> None:
    if starts[0] != 0:
        reason = "no turn begins here: the topic's first turn must open with its first sentence"
        raise SeedError(annotations.source, sentences[0].line, reason)
    pairs = zip(starts, topic.turns, strict=True)
    for (before, above), (after, turn) in pairwise(pairs):
        if after <= before:
            reason = f"`opens: {turn.opens}` stands before the turn above it in the source"
            raise SeedError(annotations.path, turn.line, reason)
        if turn.speaker == above.speaker:
            reason = f"`speaker: {turn.speaker}` speaks in the turn above too; make them one turn"
            raise SeedError(annotations.path, turn.line, reason)


def _turn(annotations: Annotations, note: TurnNote, sentences: list[ParsedSentence]) -> ParsedTurn:
    doubts: dict[int, DoubtNote] = {}
    for doubt in note.doubts:
        if (index := _opening(annotations, doubt, sentences)) in doubts:
            reason = f"`opens: {doubt.opens}` is the sentence of a doubt above"
            raise SeedError(annotations.path, doubt.line, reason)
        doubts[index] = doubt
    paragraphs: dict[int, list[ParsedSentence]] = {}
    for index, sentence in enumerate(sentences):
        marked = _doubted(sentence, doubts[index]) if index in doubts else sentence
        paragraphs.setdefault(sentence.line, []).append(marked)
    return ParsedTurn(
        speaker=note.speaker,
        kind=note.kind,
        exchange=note.exchange,
        language=note.language,
        start=note.start,
        end=note.end,
        paragraphs=tuple(ParsedParagraph(tuple(each)) for each in paragraphs.values()),
    )


def _doubted(sentence: ParsedSentence, doubt: DoubtNote) -> ParsedSentence:
    return replace(sentence, doubt=doubt.note, doubt_en=doubt.note_en)
