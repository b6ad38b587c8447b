"""CSV."""

from __future__ import annotations

import csv
from collections.abc import Iterator

from archive.formats.addresses import Addresses
from archive.formats.base import WrittenExport, is_part
from archive.formats.turn_records import seconds
from archive.models import Note
from archive.text import as_written, plain_text
from archive.transcript import Passage, Transcript, Turn

COLUMNS = (
    *("turn", "anchor", "topic", "topic_title", "speaker", "role", "kind", "exchange"),
    *("paragraph", "line", "text", "doubt", "url"),
    # Behind those that programs may know by their places.
    *("speakers", "language", "start", "end", "topic_level", "notes"),
)


class _Line:
    """A file for `csv.writer` that holds the line just written."""

    text = ""

    def write(self, text: str) -> None:
        self.text = text


class CsvExport(WrittenExport):
    """One row a paragraph (RFC 4180); times are seconds, several speakers or notes in one cell.

    It begins with a byte order mark, without which Excel takes Japanese UTF-8 for Shift_JIS.
    """

    label, extension, media_type = "CSV", "csv", "text/csv"

    def write(self, transcript: Transcript, addresses: Addresses) -> Iterator[str]:
        line = _Line()
        writer = csv.writer(line)
        writer.writerow(COLUMNS)
        yield f"\ufeff{line.text}"
        for turn in transcript.turns:
            for passage in turn.passages:
                writer.writerow(_row(turn, passage, addresses))
                yield line.text


def _row(turn: Turn, passage: Passage, addresses: Addresses) -> tuple[object, ...]:
    topic = turn.topic.topic
    doubts = " ".join(passage.doubt_notes(turn.language))
    return (
        *(turn.number, turn.anchor, topic.slug, plain_text(topic.title, passage.markup)),
        turn.speaker.slug if turn.speaker else "",
        *(as_written(turn.role), turn.kind, turn.exchange.slug),
        *(passage.anchor, passage.line, passage.plain, doubts, addresses.anchor(passage.anchor)),
        " ".join(person.slug for person in turn.speakers),
        *(turn.segment.language, seconds(turn.segment.start), seconds(turn.segment.end)),
        *(2 if is_part(turn.topic) else 1, "\n".join(map(_note, passage.notes))),
    )


def _note(note: Note) -> str:
    """A note with the characters that it is about: `footnote 3-8: …`."""
    return f"{note.kind} {note.first}-{note.last}: {as_written(note.text)}"
