"""OpenDocument texts (.odt): a line is a paragraph, headings are topics, footnotes notes.

A line number is that of the paragraph, from 1 on.  The package is unpacked by the standard library
and its XML read by defusedxml: a library for OpenDocument would build a whole document for it.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from xml.etree.ElementTree import Element

from django.utils.translation import gettext_noop

from archive.sources.readers.building import tidy
from archive.sources.readers.labelling import Line
from archive.sources.readers.packages import check_package, names_in
from archive.sources.readers.speech import read_speech
from archive.sources.readers.transcripts import Doubt, ReadInterview, UnreadableError
from archive.sources.readers.xml_files import attribute, content, find, first, parse, tag

NAME = "odt"
LABEL = gettext_noop("texts of OpenDocument (.odt)")
TEXT, META = "content.xml", "meta.xml"
TYPE = b"opendocument.text"
Found = list[tuple[int, int, str]]


def recognises(data: bytes, name: str) -> float:
    """Sure by the type that stands at the package's beginning."""
    if TEXT not in names_in(data):
        return 0
    return 1 if TYPE in data[:200] else 0.6


def read(data: bytes) -> ReadInterview:
    """Read a document.  Raises `UnreadableError` for a damaged one, and where nobody speaks."""
    check_package(data)
    body = first(parse(_part(data, TEXT)).root, "text")
    lines = list(_lines(body)) if body is not None else []
    if not lines:
        raise UnreadableError([Doubt(1, "the document has no text")])
    found = read_speech(lines)
    return replace(found, title=found.title or _title(data))


def _part(data: bytes, name: str) -> bytes:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            return package.read(name)
    except (KeyError, zipfile.BadZipFile, ValueError, OSError):
        reason = f"the document is damaged: its {name} can't be read"
        raise UnreadableError([Doubt(1, reason)]) from None


def _title(data: bytes) -> str:
    """The title that the document's properties say."""
    if META not in names_in(data):
        return ""
    return tidy(content(first(parse(_part(data, META)).root, "title")))


def _lines(body: Element) -> Iterator[Line]:
    gap = True
    for number, block in enumerate(_blocks(body), 1):
        found: Found = []
        text = _text(block, found)
        if not text.strip():
            gap = True
            continue
        yield Line(number, text, _level(block), tuple(found), gap)
        gap = True


def _blocks(element: Element) -> Iterator[Element]:
    """Paragraphs and headings, also those of lists and tables; what notes hold is theirs."""
    for child in element:
        if tag(child) in ("p", "h"):
            yield child
        elif tag(child) not in ("tracked-changes", "annotation", "note"):
            yield from _blocks(child)


def _level(block: Element) -> int:
    if tag(block) != "h":
        return 1 if "title" in attribute(block, "style-name").lower() else 0
    level = attribute(block, "outline-level")
    return (int(level) if level.isdecimal() else 1) + 1


def _text(element: Element, found: Found, before: str = "") -> str:
    """The text of an element, `before` it being what stands on its line already."""
    text = element.text or ""
    for child in element:
        kind = tag(child)
        if kind == "note":
            _add_note(child, before + text, found)
        elif kind in ("s", "tab", "line-break"):
            text += "\t" if kind == "tab" else " "
        elif kind != "annotation":
            text += _text(child, found, before + text)
        text += child.tail or ""
    return text


def _add_note(note: Element, text: str, found: Found) -> None:
    """Add a note on the word before its sign."""
    words = tidy(" ".join(content(each) for each in find(note, "note-body")))
    word = re.search(r"\S+\s*$", text)
    if words:
        found.append((word.start() if word else 0, len(text.rstrip()), words))
