"""The archive's own documents of Word: what `archive.formats.word` writes, read back.

A line number is that of the paragraph, from 1 on.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping, Sequence

import docx
from django.utils.translation import gettext_noop
from docx.text.paragraph import Paragraph

from archive.sources.readers.own_documents import Part, Told, interview, note_on
from archive.sources.readers.packages import check_package, names_in
from archive.sources.readers.transcripts import (
    Doubt,
    ReadInterview,
    ReadNote,
    ReadParagraph,
    UnreadableError,
)

NAME = "own-docx"
LABEL = gettext_noop("the archive’s own documents of Word")
DOCUMENT = "word/document.xml"
_ADDRESS = re.compile(rb">address: https?://[^<\s]+/interviews/[\w-]+/<")
_TIMES = re.compile(r" \[([\d:.–]+)\]")
_NOTE = re.compile(r"\[(\d+)\] (Editors’ note: )?(.*)", re.DOTALL)
_LEVELS = {"Heading 1": 1, "Heading 2": 2}


def recognises(data: bytes, name: str) -> float:
    """Sure of a document that tells the archive's address of the interview."""
    if DOCUMENT not in names_in(data):
        return 0.0
    check_package(data)
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return 1.0 if _ADDRESS.search(package.read(DOCUMENT)) else 0.0


def read(data: bytes) -> ReadInterview:
    """The interview.  Raises `UnreadableError` for a document without turns."""
    check_package(data)
    paragraphs = docx.Document(io.BytesIO(data)).paragraphs
    body, notes = _split(paragraphs)
    parts, title, facts = [Part("", 1)], "", list[tuple[str, str]]()
    for line, each in enumerate(body, 1):
        style = each.style.name if each.style else ""
        if style == "Title":
            title = each.text
        elif style == "List Bullet":
            if not parts[-1].turns and len(parts) == 1:
                name, _, value = each.text.partition(": ")
                facts.append((name, value))
        elif level := _LEVELS.get(style or "", 0):
            parts.append(Part(each.text, line, level))
        elif style != "Intense Quote":
            _take(parts[-1].turns, each, line, notes)
    if not any(part.turns for part in parts):
        raise UnreadableError([Doubt(1, "nobody speaks in this document: it has no turns")])
    return interview(title, facts, parts)


def _split(paragraphs: Sequence[Paragraph]) -> tuple[list[Paragraph], dict[str, tuple[str, str]]]:
    """The document without the notes at its end, and these by number with their kind."""
    notes: dict[str, tuple[str, str]] = {}
    for place in range(len(paragraphs) - 1, -1, -1):
        each = paragraphs[place]
        if match := _NOTE.fullmatch(each.text):
            notes[match[1]] = match[3], "editorial" if match[2] else "footnote"
            continue
        if each.text == "Notes" and notes:
            return list(paragraphs[:place]), notes
        break
    return list(paragraphs), {}


def _take(
    turns: list[Told], paragraph: Paragraph, line: int, notes: Mapping[str, tuple[str, str]]
) -> None:
    """A line that names who speaks, or words."""
    runs = [run for run in paragraph.runs if run.text]
    if runs and runs[0].bold:
        times = _TIMES.fullmatch(paragraph.text[len(runs[0].text) :])
        turns.append(Told(runs[0].text, line, times[1] if times else ""))
        return
    if runs and all(run.italic or run.font.superscript for run in runs):
        if not turns or turns[-1].who:
            turns.append(Told("", line))
    elif not turns:
        return
    turns[-1].paragraphs.append(_words(paragraph, line, notes))


def _words(paragraph: Paragraph, line: int, notes: Mapping[str, tuple[str, str]]) -> ReadParagraph:
    text, found = "", list[ReadNote]()
    for run in paragraph.runs:
        note = notes.get(run.text.strip("[]")) if run.font.superscript else None
        if note:
            found.append(note_on(text, *note))
        else:
            text += run.text
    return ReadParagraph(text, line, notes=tuple(found))
