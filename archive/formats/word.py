"""A document of Word (.docx, ECMA-376), by python-docx.

Topics are headings.  A turn begins with its speaker's name in bold and its time, on a line of their
own; its words follow.  What nobody says is in italics.  Notes stand at the end, each under its
number; those of the editors are comments too, at the words that they are about.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import count
from typing import TYPE_CHECKING

from archive.formats.addresses import Addresses
from archive.formats.base import Export, facts, heading, is_part, speakers, topic_facts
from archive.formats.notes import NumberedNote, cut_at, numbered
from archive.formats.times import clock_times
from archive.site.naming import site_name
from archive.text import plain_text
from archive.transcript import TopicPart, Transcript, Turn

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph

PIECE = 64 * 1024
# A document has to have a date; its content tells which day it is of.
MADE = datetime(2000, 1, 1, tzinfo=UTC)


class WordExport(Export):
    """A document for those who go on with the text by hand."""

    label, extension = "Word", "docx"
    media_type = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

    def pieces(self, transcript: Transcript, addresses: Addresses) -> Iterator[bytes]:
        # Some forty modules, which no other page needs.
        from docx import Document

        file = io.BytesIO()
        _Writing(Document(), transcript, addresses).write().save(file)
        file.seek(0)
        while piece := file.read(PIECE):
            yield piece


class _Writing:
    """One document that is being written."""

    def __init__(self, document: Document, transcript: Transcript, addresses: Addresses) -> None:
        self.document = document
        self.transcript = transcript
        self.addresses = addresses
        self.numbers = count(1)
        self.notes: list[NumberedNote] = []

    def write(self) -> Document:
        interview = self.transcript.interview
        title = plain_text(interview.title, interview.markup)
        self._properties(title)
        self.document.add_heading(title, 0)
        self._facts(facts(self.transcript, self.addresses))
        for part in self.transcript.topics:
            self._topic(part)
        self._notes()
        return self.document

    def _properties(self, title: str) -> None:
        about = self.document.core_properties
        # The form has room for so many characters.
        about.title, about.author, about.comments = title[:255], site_name("en")[:255], ""
        about.language = self.transcript.interview.language
        about.created = about.modified = MADE

    def _facts(self, told: Iterator[tuple[str, str]]) -> None:
        for name, value in told:
            self.document.add_paragraph(f"{name}: {value}", "List Bullet")

    def _topic(self, part: TopicPart) -> None:
        if title := heading(part):
            self.document.add_heading(title, 2 if is_part(part) else 1)
        self._facts(topic_facts(part))
        for turn in part.turns:
            self._turn(turn)

    def _turn(self, turn: Turn) -> None:
        if turn.speakers:
            line = self.document.add_paragraph()
            line.paragraph_format.keep_with_next = True
            line.add_run(speakers(turn)).bold = True
            if turn.segment.start is not None:
                line.add_run(f" [{clock_times(turn)}]")
        for passage in turn.passages:
            notes = numbered(passage, self.numbers)
            self._words(passage.plain, notes, is_direction=not turn.speakers)
            self.notes += notes
            for doubt in passage.doubt_notes(turn.language):
                self.document.add_paragraph(doubt, "Intense Quote")

    def _words(self, text: str, notes: list[NumberedNote], *, is_direction: bool) -> None:
        paragraph = self.document.add_paragraph()
        pieces = cut_at(text, [note.place for note in notes])
        for number, piece in enumerate(pieces):
            if number:
                self._mark(paragraph, notes[number - 1])
            paragraph.add_run(piece).italic = is_direction or None

    def _mark(self, paragraph: Paragraph, note: NumberedNote) -> None:
        run = paragraph.add_run(f"[{note.number}]")
        run.font.superscript = True
        if note.is_editors:
            self.document.add_comment(run, note.text, site_name("en"), "")

    def _notes(self) -> None:
        if self.notes:
            self.document.add_heading("Notes", 1)
        for note in self.notes:
            begins = "Editors’ note: " if note.is_editors else ""
            self.document.add_paragraph(f"[{note.number}] {begins}{note.text}")
