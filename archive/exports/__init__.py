"""Downloads of a whole interview: one small class for each format (`FORMATS`)."""

from __future__ import annotations

from archive.exports.base import Export
from archive.exports.markdown import MarkdownExport
from archive.exports.tables import CsvExport
from archive.exports.tei import TeiExport
from archive.exports.text import JsonExport, TextExport

FORMATS: tuple[Export, ...] = (
    JsonExport(),
    TeiExport(),
    MarkdownExport(),
    TextExport(),
    CsvExport(),
)
BY_EXTENSION = {each.extension: each for each in FORMATS}
__all__ = ["BY_EXTENSION", "FORMATS", "Export"]
