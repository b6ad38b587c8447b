"""Word documents (.docx): a line is a paragraph, headings are topics, footnotes notes.

A line number is that of the paragraph, from 1 on.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import takewhile
from typing import Any

import docx
from django.utils.translation import gettext_noop
from docx.document import Document
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph

from archive.sources.readers.building import tidy
from archive.sources.readers.labelling import Line
from archive.sources.readers.packages import check_package, names_in
from archive.sources.readers.speech import read_speech
from archive.sources.readers.transcripts import Doubt, ReadInterview, UnreadableError
from archive.sources.readers.xml_files import parse

NAME = "docx"
LABEL = gettext_noop("documents of Word (.docx)")
_HEADING = re.compile(r"(?:heading|überschrift|titre|見出し|标题)\s?(\d)", re.IGNORECASE)
_NUMBER = re.compile(r"^\s*\d{1,4}[.)]?\t+")
_NOTES = {"footnoteReference": "word/footnotes.xml", "endnoteReference": "word/endnotes.xml"}


def recognises(data: bytes, name: str) -> float:
    """Sure by what the package holds; the archive's own documents have a reader of their own."""
    return 0.9 if "word/document.xml" in names_in(data) else 0


def read(data: bytes) -> ReadInterview:
    """Read a document.  Raises `UnreadableError` for a damaged one, and where nobody speaks."""
    check_package(data)
    try:
        document = docx.Document(io.BytesIO(data))
    except (PackageNotFoundError, KeyError, ValueError, zipfile.BadZipFile, SyntaxError):
        reason = "the document is damaged, or no Word document; open it and save it anew as .docx"
        raise UnreadableError([Doubt(1, reason)]) from None
    lines = list(_lines(document, _notes(data)))
    if not lines:
        raise UnreadableError([Doubt(1, "the document has no text")])
    found = read_speech(lines)
    return replace(found, title=found.title or tidy(document.core_properties.title or ""))


def _notes(data: bytes) -> dict[tuple[str, str], str]:
    """The notes by the kind of their sign and their number."""
    found = {}
    names = names_in(data)
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        for sign, part in _NOTES.items():
            if part not in names:
                continue
            for each in parse(package.read(part)).root:
                texts = [node.text or "" for node in each.iter(qn("w:t"))]
                found[sign, each.get(qn("w:id")) or ""] = tidy("".join(texts))
    return found


def _paragraphs(document: Document) -> Iterator[Paragraph | tuple[Paragraph, str]]:
    """The paragraphs; a row of a table is one, its first cell the label."""
    for block in _blocks(document.element.body):
        if block.tag == qn("w:p"):
            yield Paragraph(block, document)
            yield from (Paragraph(each, document) for each in _boxed(block))
            continue
        for row in Table(block, document).rows:
            cells = list(dict.fromkeys(cell._tc for cell in row.cells))
            parts = [[Paragraph(p, document) for p in _inner(cell)] for cell in cells]
            label = " ".join(each.text for each in parts[0]) if len(parts) > 1 else ""
            for each in [p for part in parts[bool(label) :] for p in part]:
                yield (each, tidy(label))
                label = ""


def _blocks(element: Any) -> Iterator[Any]:
    """Paragraphs and tables, also those in content controls."""
    for child in element:
        if child.tag in (qn("w:p"), qn("w:tbl")):
            yield child
        elif child.tag in (qn("w:sdt"), qn("w:sdtContent"), qn("w:customXml"), qn("w:ins")):
            yield from _blocks(child)


def _inner(cell: Any) -> Iterator[Any]:
    """The paragraphs of a cell, also those of tables within it."""
    for block in _blocks(cell):
        if block.tag == qn("w:p"):
            yield block
        else:
            for each in (each for row in block.tr_lst for each in row.tc_lst):
                yield from _inner(each)


def _lines(document: Document, notes: Mapping[tuple[str, str], str]) -> Iterator[Line]:
    gap = True
    for number, each in enumerate(_paragraphs(document), 1):
        paragraph, label = each if isinstance(each, tuple) else (each, "")
        text, found = _text(paragraph, notes)
        if label:
            label = label if label.endswith((":", "：")) else f"{label}:"
            found = [(a + len(label) + 1, b + len(label) + 1, c) for a, b, c in found]
            text = f"{label} {text}"
        if not text.strip():
            gap = True
            continue
        bold = 0 if label else _bold(paragraph, text)
        yield Line(number, text, _level(paragraph), tuple(found), gap or not label, bold)
        gap = False


def _bold(paragraph: Paragraph, text: str) -> int:
    """How many characters of the text, from the first on, are in bold."""
    bold = "".join(run.text for run in takewhile(lambda run: run.bold, paragraph.runs))
    return len(bold) if bold.strip() and text.startswith(bold) else 0


def _level(paragraph: Paragraph) -> int:
    name = (paragraph.style.name if paragraph.style else "") or ""
    if name.lower() == "title":
        return 1
    match = _HEADING.match(name)
    return int(match[1]) + 1 if match else 0


def _own(element: Any) -> Iterator[Any]:
    """The nodes of a paragraph in order, without those of text boxes in it."""
    for child in element:
        if child.tag != qn("w:txbxContent"):
            yield child
            yield from _own(child)


def _boxed(paragraph: Any) -> Iterator[Any]:
    """The paragraphs of its text boxes; Word writes each twice, the second time as a fallback."""
    for child in paragraph:
        if child.tag == qn("w:txbxContent"):
            yield from _inner(child)
        elif not str(child.tag).endswith("}Fallback"):
            yield from _boxed(child)


def _text(
    paragraph: Paragraph, notes: Mapping[tuple[str, str], str]
) -> tuple[str, list[tuple[int, int, str]]]:
    """A paragraph's text without the number before it, and its notes on the word before each."""
    text = ""
    found = []
    for node in _own(paragraph._p):
        name = node.tag.rpartition("}")[2] if isinstance(node.tag, str) else ""
        if name == "t":
            text += node.text or ""
        elif name in ("tab", "br", "cr") and node.getparent().tag == qn("w:r"):
            text += "\t" if name == "tab" else " "
        elif name == "noBreakHyphen":
            text += "-"
        elif name in _NOTES and (note := notes.get((name, node.get(qn("w:id")) or ""))):
            word = re.search(r"\S+\s*$", text)
            found.append((word.start() if word else 0, len(text.rstrip()), note))
    bare = _NUMBER.sub("", text)
    cut = len(text) - len(bare)
    return bare, [(max(a - cut, 0), max(b - cut, 0), note) for a, b, note in found]
