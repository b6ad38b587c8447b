"""Many citations as a document of Word, by python-docx: words, who says them, and the citation."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from docx import Document

from archive.citations.sources import Source
from archive.site.naming import site_name

if TYPE_CHECKING:
    from docx.document import Document as Written

    from archive.citations.collected import Collected

PIECE = 64 * 1024
# A document has to have a date; its citations tell which day it is of.
MADE = datetime(2000, 1, 1, tzinfo=UTC)


def document(found: Iterable[Collected], style: str) -> Iterator[bytes]:
    """The document's bytes."""
    written = Document()
    about = written.core_properties
    # The form has room for so many characters.
    about.title = about.author = site_name("en")[:255]
    about.comments, about.created, about.modified = "", MADE, MADE
    written.add_heading(site_name("en"), 0)
    for each in found:
        _add(written, each, style)
    file = io.BytesIO()
    written.save(file)
    file.seek(0)
    while piece := file.read(PIECE):
        yield piece


def _add(written: Written, each: Collected, style: str) -> None:
    if each.source:
        _cite(written, each.source, style)
    else:
        written.add_paragraph(each.code)
    if each.state:
        written.add_paragraph().add_run(each.state).italic = True
    for line in filter(str.strip, each.note.splitlines()):
        written.add_paragraph(line)
    if each.tags:
        written.add_paragraph(f"({', '.join(each.tags)})")


def _cite(written: Written, source: Source, style: str) -> None:
    line = written.add_paragraph()
    line.paragraph_format.keep_with_next = True
    if source.speakers:
        line.add_run(f"{source.speakers} ").bold = True
    line.add_run(f"[{source.anchor}]")
    written.add_paragraph(source.words, "Quote")
    written.add_paragraph(source.printed(style))
