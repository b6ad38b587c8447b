"""Formats: downloads of a whole interview (`FORMATS`), and the JSON twins of pages.

Goes in: a `Transcript`.
Comes out: files as JSON, TEI, Akoma Ntoso, Markdown, text, CSV, WebVTT, SRT, .docx and .epub;
  records as plain values, with their JSON Schema; the addresses of twins; the whole archive as
  files.
May import: site, text, models, changes, transcript.
"""

from __future__ import annotations

from archive.formats.akoma_ntoso import AkomaNtosoExport
from archive.formats.base import Export, has_times
from archive.formats.epub import EpubExport
from archive.formats.markdown import MarkdownExport
from archive.formats.subtitles import SrtExport, WebVttExport
from archive.formats.tables import CsvExport
from archive.formats.tei import TeiExport
from archive.formats.text import JsonExport, TextExport
from archive.formats.word import WordExport
from archive.transcript import Transcript

FORMATS: tuple[Export, ...] = (
    JsonExport(),
    TeiExport(),
    AkomaNtosoExport(),
    MarkdownExport(),
    TextExport(),
    CsvExport(),
    WebVttExport(),
    SrtExport(),
    WordExport(),
    EpubExport(),
)
BY_EXTENSION = {each.extension: each for each in FORMATS}


def formats_of(transcript: Transcript) -> list[Export]:
    """The formats in which the interview can be downloaded."""
    timed = has_times(transcript)
    return [each for each in FORMATS if timed or not each.needs_times]


__all__ = ["BY_EXTENSION", "FORMATS", "Export", "formats_of"]
