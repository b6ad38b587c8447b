"""Formats: downloads of a whole interview (`FORMATS`), and the JSON twins of pages.

Goes in: a `Transcript`.
Comes out: files as JSON, TEI, Markdown, text and CSV; records as plain values; the addresses of
  twins.
May import: site, text, models, transcript.
"""

from __future__ import annotations

from archive.formats.base import Export
from archive.formats.markdown import MarkdownExport
from archive.formats.tables import CsvExport
from archive.formats.tei import TeiExport
from archive.formats.text import JsonExport, TextExport

FORMATS: tuple[Export, ...] = (
    JsonExport(),
    TeiExport(),
    MarkdownExport(),
    TextExport(),
    CsvExport(),
)
BY_EXTENSION = {each.extension: each for each in FORMATS}
__all__ = ["BY_EXTENSION", "FORMATS", "Export"]
