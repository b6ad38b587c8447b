"""CSV."""

from __future__ import annotations

import csv
from collections.abc import Iterator

from archive.formats.addresses import Addresses
from archive.formats.base import Export
from archive.text import plain_text
from archive.transcript import Passage, Transcript, Turn

COLUMNS = (
    *("turn", "anchor", "topic", "topic_title", "speaker", "role", "kind", "exchange"),
    *("paragraph", "line", "text", "doubt", "url"),
)


class _Line:
    """A file for `csv.writer` that holds the line just written."""

    text = ""

    def write(self, text: str) -> None:
        self.text = text


class CsvExport(Export):
    """One row a paragraph (RFC 4180).

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
        *(turn.speaker.slug, turn.role, turn.kind, turn.exchange.slug),
        *(passage.anchor, passage.line, passage.plain, doubts, addresses.anchor(passage.anchor)),
    )
