"""Joins a source text and its annotations into turns; pure, no database.

Lines of the text are the ones `str.split("\\n")` gives, numbered from 1; columns are 0-based.
A blank line separates; every other line is exactly one of: a front or back line, a heading, a
paragraph.  Every character of every paragraph ends up in exactly one sentence.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import pairwise

from archive.sources.errors import SeedError, each_of
from archive.sources.likeness import is_marked, nearest
from archive.sources.notes import Annotations, DoubtNote, PersonNote, TopicNote, TurnNote
from archive.sources.outline import other_lines, read_fields, topic_starts, transcript_end
from archive.sources.parsed import (
    ParsedInterview,
    ParsedParagraph,
    ParsedSentence,
    ParsedTopic,
    ParsedTurn,
    SourceLine,
)
from archive.text import plain_text, sentence_spans


def attribute(annotations: Annotations, text: str) -> ParsedInterview:
    """Attribute the text to who says it.  Raises `SeedError` with file and line."""
    lines = [SourceLine(number, line) for number, line in enumerate(text.split("\n"), 1)]
    written = [line for line in lines if line.text.strip()]
    starts = topic_starts(annotations, written)
    last = transcript_end(annotations, written, starts[-1])
    fields = read_fields(annotations, "front", annotations.front, written[: starts[0]])
    fields |= read_fields(annotations, "back", annotations.back, written[last:])
    parts = zip(annotations.topics, starts, [*starts[1:], last], strict=True)
    topics = each_of(parts, lambda part: _topic(annotations, part[0], written[part[1] : part[2]]))
    untitled = {each.line for each in topics if each.line and not each.title}
    kept = [line for line in written[starts[0] : last] if line.number not in untitled]
    return ParsedInterview(
        annotations=annotations,
        fields=fields,
        other_lines=tuple(other_lines(lines, [*fields.values(), *kept])),
        first_line=written[starts[0]].number,
        last_line=written[last - 1].number,
        topics=tuple(replace(each, line=each.line if each.title else None) for each in topics),
    )


def check_people(interviews: Iterable[Annotations]) -> None:
    """Raise `SeedError` where two annotation files call one person by different names."""
    known: dict[str, tuple[PersonNote, str]] = {}
    for each in interviews:
        path = each.path
        for note in each.people:
            other, file = known.setdefault(note.slug, (note, path.name))
            if (note.name, note.name_ja) != (other.name, other.name_ja):
                reason = f"`{note.slug}` has another name in {file}, line {other.line}"
                raise SeedError(path, note.line, reason)


def _topic(annotations: Annotations, note: TopicNote, lines: list[SourceLine]) -> ParsedTopic:
    paragraphs = lines[1:] if note.heading else lines
    line = lines[0].number if note.heading else None
    sentences = [
        ParsedSentence(line.text[start:end], line.number, start, end)
        for line in paragraphs
        for start, end in sentence_spans(line.text, annotations.language, annotations.markup)
    ]
    if not sentences and note.turns:
        raise SeedError(annotations.source, lines[0].number, "this heading has no text under it")
    if sentences and not note.turns:
        reason = f"text stands under `{note.heading}`, but its `turns` in {annotations.path.name}"
        raise SeedError(annotations.source, sentences[0].line, f"{reason} are empty")
    starts = each_of(note.turns, lambda turn: _opening(annotations, turn, sentences))
    _check_order(annotations, note, sentences, starts)
    cuts = zip(note.turns, starts, [*starts[1:], len(sentences)][: len(starts)], strict=True)
    turns = each_of(cuts, lambda cut: _turn(annotations, cut[0], sentences[cut[1] : cut[2]]))
    return ParsedTopic(note, line, tuple(turns))


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
    if starts and starts[0] != 0:
        reason = "no turn begins here: the topic's first turn must open with its first sentence"
        raise SeedError(annotations.source, sentences[0].line, reason)
    pairs = zip(starts, topic.turns, strict=True)
    for (before, above), (after, turn) in pairwise(pairs):
        if after <= before:
            reason = f"`opens: {turn.opens}` stands before the turn above it in the source"
            raise SeedError(annotations.path, turn.line, reason)
        if turn.speakers == above.speakers and turn.speakers and not turn.apart:
            who = ", ".join(turn.speakers)
            reason = f"`speaker: {who}` speaks in the turn above too; make them one turn"
            raise SeedError(annotations.path, turn.line, f"{reason}, or say `apart: yes`")


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
        speakers=note.speakers,
        kind=note.kind,
        exchange=note.exchange,
        language=note.language,
        start=note.start,
        end=note.end,
        paragraphs=tuple(_paragraphs(annotations, note, list(paragraphs.values()))),
        anchor=note.anchors[0] if note.anchors else "",
    )


def _paragraphs(
    annotations: Annotations, note: TurnNote, paragraphs: list[list[ParsedSentence]]
) -> Iterator[ParsedParagraph]:
    """The paragraphs with what is said of stretches of them."""
    anchors = note.anchors[1:] or ("",) * len(paragraphs)
    if len(anchors) != len(paragraphs):
        reason = f"`anchors` names {len(anchors)} paragraphs; here are {len(paragraphs)}"
        raise SeedError(annotations.path, note.line, reason)
    for place in (*note.cues, *note.notes):
        if not 1 <= place.paragraph <= len(paragraphs):
            reason = f"paragraph {place.paragraph} of this turn isn't there: it has"
            raise SeedError(annotations.path, place.line, f"{reason} {len(paragraphs)}")
    for number, (sentences, anchor) in enumerate(zip(paragraphs, anchors, strict=True), 1):
        cues = tuple(each for each in note.cues if each.paragraph == number)
        notes = tuple(each for each in note.notes if each.paragraph == number)
        text = plain_text("".join(each.text for each in sentences), annotations.markup)
        for place in (*cues, *notes):
            if place.last > len(text):
                reason = f"character {place.last} is behind the end of paragraph {number}, which"
                reason = f"{reason} has {len(text)}; was the text changed?"
                raise SeedError(annotations.path, place.line, reason)
        yield ParsedParagraph(tuple(sentences), anchor, cues, notes)


def _doubted(sentence: ParsedSentence, doubt: DoubtNote) -> ParsedSentence:
    return replace(sentence, doubt=doubt.note, doubt_en=doubt.note_en)
