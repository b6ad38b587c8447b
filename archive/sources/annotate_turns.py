"""Topics and turns of an annotation file, with all that one may say of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

from archive.sources.errors import SeedError
from archive.sources.notes import CueNote, DoubtNote, FootNote, TopicNote, TurnNote
from archive.sources.read import Block
from archive.sources.values import (
    read_each,
    read_language,
    read_nth,
    read_opens,
    read_time,
    read_translations,
    read_yes,
)

DIRECTION = "direction"
KINDS = ("question", "answer", "remark", DIRECTION)
NOTE_KINDS = ("footnote", "editorial")
_TOPIC_KEYS = ("slug", "heading", "nth", "untitled", "part_of", "summary", "keywords")
_TURN_KEYS = (
    *("opens", "nth", "speaker", "speakers", "kind", "exchange", "doubts", "language"),
    *("start", "end", "apart", "cues", "notes", "anchors"),
)
ANCHORS = re.compile(r"s[0-9a-z]{2,15}( p[0-9a-z]{2,15})*")
# Paragraph, characters, times, and maybe single words: `1 0-24 1.5-3.25 | 0-5 1.5-1.9, …`.
CUE = re.compile(r"(\d+) (\d+)-(\d+) (\d+(?:\.\d+)?)-(\d+(?:\.\d+)?)?(?: \| (.+))?")
WORD = re.compile(r"(\d+)-(\d+) (\d+(?:\.\d+)?)-(\d+(?:\.\d+)?)")


def read_topic(block: Block, people: list[str] | None) -> TopicNote:
    """A topic with its turns, whose speakers are of `people` (slugs; None: not known)."""
    block.allow(*_TOPIC_KEYS, "translations", "turns")
    return TopicNote(
        slug=block.slug("slug"),
        heading=block.text("heading", ""),
        nth=read_nth(block),
        untitled=read_yes(block, "untitled"),
        part_of=block.text("part_of", ""),
        summary=block.text("summary", ""),
        keywords=tuple(block.texts("keywords")),
        translations=read_translations(block),
        turns=_turns(block, people),
        line=block.line,
    )


def _turns(block: Block, people: list[str] | None) -> tuple[TurnNote, ...]:
    """The turns; a heading that only parts stand under says `turns: []`."""
    if "turns" in block and block.is_nested("turns") and not block.blocks("turns"):
        return ()
    return read_each(block, "turns", lambda turn: _turn(turn, people), _opening)


def _opening(turn: TurnNote) -> str:
    return turn.opens if turn.nth is None else f"{turn.opens}, nth: {turn.nth}"


def _turn(block: Block, people: list[str] | None) -> TurnNote:
    block.allow(*_TURN_KEYS)
    start, end = read_time(block, "start"), read_time(block, "end")
    if end is not None and (start is None or start >= end):
        raise SeedError(block.path, block.line_of("end"), "`end` needs a `start` before it")
    kind = block.choice("kind", KINDS)
    return TurnNote(
        opens=read_opens(block),
        nth=read_nth(block),
        speakers=_speakers(block, kind, people),
        kind=kind,
        exchange=block.slug("exchange"),
        language=read_language(block, "language", ""),
        doubts=tuple(map(_doubt, block.blocks("doubts"))),
        start=start,
        end=end,
        apart=read_yes(block, "apart"),
        cues=tuple(_cues(block)),
        notes=tuple(map(_note, block.blocks("notes"))),
        anchors=_anchors(block),
        line=block.line,
        line_of_start=block.line_of("start"),
    )


def _speakers(block: Block, kind: str, people: list[str] | None) -> tuple[str, ...]:
    """Who speaks: one `speaker`, several `speakers`, or nobody in a direction."""
    if kind == DIRECTION:
        if "speaker" in block or "speakers" in block:
            reason = "nobody speaks a direction: leave out `speaker`, or give it another `kind`"
            raise SeedError(block.path, block.line, reason)
        return ()
    if "speakers" not in block:
        return (block.text("speaker") if people is None else block.choice("speaker", people),)
    speakers = block.texts("speakers")
    for speaker in speakers:
        if speakers.count(speaker) > 1 or (people is not None and speaker not in people):
            known = ", ".join(people or [])
            reason = f"`speakers: {speaker}` is unknown or stands twice; known: {known}"
            raise SeedError(block.path, block.line_of("speakers"), reason)
    if "speaker" in block or not speakers:
        raise SeedError(block.path, block.line_of("speakers"), "name one `speaker`, or `speakers`")
    return tuple(speakers)


def _cues(block: Block) -> Iterator[CueNote]:
    line = block.line_of("cues")
    for text in block.texts("cues"):
        if not (match := CUE.fullmatch(text)):
            reason = f"`cues: {text[:40]}` is not of the form `1 0-24 1.5-3.25`"
            raise SeedError(block.path, line, reason)
        paragraph, first, last = (int(each) for each in match.groups()[:3])
        start = _seconds(match[4])
        end = _seconds(match[5]) if match[5] else None
        if first >= last or (end is not None and end < start):
            raise SeedError(block.path, line, f"`cues: {text[:40]}` ends before it begins")
        yield CueNote(paragraph, first, last, line, start, end, list(_words(match[6] or "")))


def _words(text: str) -> Iterator[list[float]]:
    for match in WORD.finditer(text):
        yield [int(match[1]), int(match[2]), float(match[3]), float(match[4])]


def _seconds(text: str) -> timedelta:
    return timedelta(seconds=float(text))


def _note(block: Block) -> FootNote:
    block.allow("paragraph", "first", "last", "kind", "text")
    first, last = block.number("first"), block.number("last")
    if last < first:
        raise SeedError(block.path, block.line_of("last"), "`last` is before `first`")
    return FootNote(
        paragraph=block.number("paragraph"),
        first=first,
        last=last,
        line=block.line,
        kind=block.choice("kind", NOTE_KINDS) if "kind" in block else NOTE_KINDS[0],
        text=block.text("text"),
    )


def _anchors(block: Block) -> tuple[str, ...]:
    text = block.text("anchors", "")
    if text and not ANCHORS.fullmatch(text):
        reason = f"`anchors: {text}` are not a turn's and its paragraphs', such as s1abc p2def"
        raise SeedError(block.path, block.line_of("anchors"), reason)
    return tuple(text.split())


def _doubt(block: Block) -> DoubtNote:
    block.allow("opens", "nth", "note", "note_en")
    return DoubtNote(
        opens=read_opens(block),
        nth=read_nth(block),
        note=block.text("note"),
        note_en=block.text("note_en", ""),
        line=block.line,
    )
