"""Writes XML piece by piece, for the formats that are of it."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from xml.sax.saxutils import XMLGenerator
from xml.sax.xmlreader import AttributesImpl


class XmlWriter:
    """Writes elements; `taken` gives what was written since it was last asked."""

    def __init__(self) -> None:
        self._file = io.StringIO()
        self._xml = XMLGenerator(self._file, "UTF-8", short_empty_elements=True)
        self._xml.startDocument()

    def taken(self) -> str:
        text = self._file.getvalue()
        self._file.seek(0)
        self._file.truncate()
        return text

    def start(self, name: str, attributes: dict[str, str] | None = None) -> None:
        self._xml.startElement(name, AttributesImpl(attributes or {}))

    def end(self, name: str) -> None:
        self._xml.endElement(name)

    @contextmanager
    def element(self, name: str, attributes: dict[str, str] | None = None) -> Iterator[None]:
        self.start(name, attributes)
        yield
        self.end(name)

    def leaf(self, name: str, text: str = "", attributes: dict[str, str] | None = None) -> None:
        """An element with text alone, or with nothing."""
        with self.element(name, attributes):
            self.text(text)

    def text(self, text: str) -> None:
        # An empty text too would keep an element from being written as `<name/>`.
        if text:
            self._xml.characters(text)
