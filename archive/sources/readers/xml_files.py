"""XML → elements with the lines that they stand on, safely: no entities of its own, no net."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

from archive.sources.readers.building import tidy
from archive.sources.readers.decoding import check_size, decode
from archive.sources.readers.transcripts import Doubt, UnreadableError

ID = "{http://www.w3.org/XML/1998/namespace}id"
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_DECLARATION = re.compile(r"\s*<\?xml[^>]*?\?>")
_ENCODING = re.compile(rb"<\?xml[^>]*?encoding\s*=\s*[\"']([\w.-]+)[\"']")


@dataclass
class Tree:
    """A document, with the line of each element."""

    root: Element
    lines: dict[Element, int] = field(default_factory=dict)
    doubts: tuple[Doubt, ...] = ()

    def line(self, element: Element) -> int:
        """The line on which an element begins."""
        return self.lines.get(element, 1)


class _Parser(DefusedXMLParser):  # type: ignore[misc]
    """Notes where each element begins."""

    def __init__(self) -> None:
        super().__init__(forbid_dtd=False, forbid_entities=True, forbid_external=True)
        self.lines: dict[Element, int] = {}

    def _start(self, tag: str, attributes: Any) -> Element:
        element: Element = super()._start(tag, attributes)
        self.lines[element] = self.parser.CurrentLineNumber
        return element


def parse(data: bytes) -> Tree:
    """Parse a file.  Raises `UnreadableError` for XML that is broken, or that isn't safe."""
    check_size(data)
    text, doubts = _text(data)
    if not text.lstrip().startswith("<"):
        raise UnreadableError([Doubt(1, "the file is no XML: it doesn't begin with <")])
    parser = _Parser()
    try:
        parser.feed(text.lstrip())
        root = parser.close()
    except ParseError as error:
        raise UnreadableError([Doubt(error.position[0], _broken(error))]) from None
    except DefusedXmlException:
        reason = "the XML declares entities of its own, which are not read: write them out"
        raise UnreadableError([Doubt(1, reason)]) from None
    except RecursionError:
        raise UnreadableError([Doubt(1, "the XML is nested too deeply")]) from None
    return Tree(root, parser.lines, doubts)


def _broken(error: ParseError) -> str:
    reason = str(error).split(":")[0]
    return f"the XML is broken there ({reason}, at character {error.position[1] + 1})"


def _text(data: bytes) -> tuple[str, tuple[Doubt, ...]]:
    """The text without its declaration, by the encoding that it declares if that is true."""
    if match := _ENCODING.match(data[:200].lstrip()):
        name = match[1].decode("ascii")
        try:
            if codecs.lookup(name).name not in ("utf-16", "utf-8"):
                return _undeclared(data.decode(name)), ()
        except (LookupError, UnicodeDecodeError):
            pass
    decoded = decode(data)
    return _undeclared(decoded.text), decoded.doubts


def _undeclared(text: str) -> str:
    """Without the declaration, whose encoding is no longer so; its lines stay."""
    match = _DECLARATION.match(text)
    return "\n" * match[0].count("\n") + text[match.end() :] if match else text


def root_name(data: bytes) -> str:
    """The name of the first element, without reading the rest; empty for no XML."""
    try:
        text = _text(data)[0] if len(data) <= 65536 else decode(_whole(data[:65536])).text
    except UnreadableError:
        return ""
    bare = re.sub(r"<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^>\[]*(?:\[.*?\])?>", "", text, flags=re.DOTALL)
    match = re.match(r"\s*<(?:[\w.-]+:)?([\w.-]+)", bare)
    return match[1] if match else ""


def _whole(data: bytes) -> bytes:
    """A file's beginning up to the last end of a tag, so that no character is cut."""
    return data[: data.rfind(b">") + 1] or data


def tag(element: Element) -> str:
    """An element's name without its namespace; empty for a comment."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def find(element: Element, *names: str) -> Iterator[Element]:
    """All descendants of those names, in order."""
    return (each for each in element.iter() if tag(each) in names)


def first(element: Element, *names: str) -> Element | None:
    """The first descendant of those names."""
    return next(find(element, *names), None)


def content(element: Element | None) -> str:
    """All that is written in an element, on one line."""
    return tidy("".join(element.itertext())) if element is not None else ""


def attribute(element: Element, *names: str) -> str:
    """The first attribute of those names, whatever their namespace."""
    for name in names:
        for key, value in element.attrib.items():
            if key.rpartition("}")[2] == name and value.strip():
                return value.strip()
    return ""
