"""JSON and plain text."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import count

from archive.formats import records
from archive.formats.addresses import Addresses
from archive.formats.base import (
    WrittenExport,
    facts,
    heading,
    is_part,
    speakers,
    topic_facts,
)
from archive.formats.notes import NumberedNote, cut_at, numbered
from archive.text import plain_text
from archive.transcript import TopicPart, Transcript, Turn


class JsonExport(WrittenExport):
    """The same record as the twin of the page that has the whole interview."""

    label, extension, media_type = "JSON", "json", "application/json"
    needs_cues = True

    def write(self, transcript: Transcript, addresses: Addresses) -> Iterator[str]:
        encoder = json.JSONEncoder(ensure_ascii=False, indent=1)
        yield from encoder.iterencode(records.whole(transcript, addresses))
        yield "\n"


class TextExport(WrittenExport):
    """Words as they are read: a name, then what was said; in brackets what nobody says."""

    label, extension, media_type = "Text", "txt", "text/plain"

    def write(self, transcript: Transcript, addresses: Addresses) -> Iterator[str]:
        markup = transcript.interview.markup
        yield f"{plain_text(transcript.interview.title, markup)}\n\n"
        for name, value in facts(transcript, addresses):
            yield f"{name}: {value}\n"
        notes = count(1)
        for part, number in zip(transcript.topics, _numbers(transcript.topics), strict=True):
            yield f"\n\n{number} {heading(part)}\n" if heading(part) else "\n\n"
            for name, value in topic_facts(part):
                yield f"{name}: {value}\n"
            for turn in part.turns:
                yield from _turn(turn, notes)


def _numbers(parts: list[TopicPart]) -> Iterator[str]:
    """`1.`, `1.1`, `1.2`, `2.` for topics of two levels."""
    above = below = 0
    for part in parts:
        below = below + 1 if is_part(part) else 0
        above += not is_part(part)
        yield f"{above}.{below or ''}"


def _turn(turn: Turn, numbers: Iterator[int]) -> Iterator[str]:
    name = speakers(turn)
    yield f"\n{name}  [{turn.anchor}]\n".replace("\n  ", "\n")
    for passage in turn.passages:
        notes = numbered(passage, numbers)
        words = _marked(passage.plain, notes)
        yield f"{words}\n" if name else f"[{words}]\n"
        for note in notes:
            yield f"  [{note.number}] {'Editors’ note: ' if note.is_editors else ''}{note.text}\n"
        for doubt in passage.doubt_notes(turn.language):
            yield f"  [{doubt}]\n"


def _marked(text: str, notes: list[NumberedNote]) -> str:
    """The words, each note's number behind those that it is about."""
    first, *others = cut_at(text, [note.place for note in notes])
    marked = zip(notes, others, strict=True)
    return first + "".join(f" [{note.number}]{piece}" for note, piece in marked)
