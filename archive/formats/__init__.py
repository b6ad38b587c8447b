"""Downloads of a whole interview: one small class for each format (`FORMATS`)."""

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
