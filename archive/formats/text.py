"""JSON and plain text."""

from __future__ import annotations

import json
from collections.abc import Iterator

from archive.formats import records
from archive.formats.addresses import Addresses
from archive.formats.base import Export, facts
from archive.text import as_written, plain_text
from archive.transcript import Transcript


class JsonExport(Export):
    """The same record as the twin of the page that has the whole interview."""

    label, extension, media_type = "JSON", "json", "application/json"

    def write(self, transcript: Transcript, addresses: Addresses) -> Iterator[str]:
        encoder = json.JSONEncoder(ensure_ascii=False, indent=1)
        yield from encoder.iterencode(records.whole(transcript, addresses))
        yield "\n"


class TextExport(Export):
    """Words as they are read: a name, then what was said."""

    label, extension, media_type = "Text", "txt", "text/plain"

    def write(self, transcript: Transcript, addresses: Addresses) -> Iterator[str]:
        markup = transcript.interview.markup
        yield f"{plain_text(transcript.interview.title, markup)}\n\n"
        for name, value in facts(transcript, addresses):
            yield f"{name}: {value}\n"
        for part in transcript.topics:
            yield f"\n\n{part.number}. {plain_text(part.topic.title, markup)}\n"
            for turn in part.turns:
                yield f"\n{as_written(turn.speaker.name)}  [{turn.anchor}]\n"
                for passage in turn.passages:
                    yield f"{passage.plain}\n"
                    for note in passage.doubt_notes(turn.language):
                        yield f"  [{note}]\n"
