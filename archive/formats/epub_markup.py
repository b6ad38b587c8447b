"""Safe HTML as the XHTML of a book.

What a source wrote that no valid book may have (a link to nowhere, a reading of no word) loses its
element or its attribute, never its words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit
from xml.etree.ElementTree import Element, TreeBuilder

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_email
from django.utils.encoding import iri_to_uri

from archive.formats.xml_writing import XmlWriter

# A word with its readings, by its parts: words or elements, readings, brackets around these.
RUBY = re.compile("(?:w+(?:r+|p(?:rp)+))+")
# An element that isn't written.
WORDS = "words"
RUBY_PARTS = {"rt": "r", "rp": "p"}
# Attributes that hold an address.
ADDRESSES = {"a": "href", "q": "cite"}
is_web_address = URLValidator(schemes=["http", "https"])


def write_html(xml: XmlWriter, html: str, base: str) -> None:
    """Write the HTML, of well-nested elements, whose addresses are relative to `base`."""
    parser = _Parser()
    parser.feed(html)
    parser.close()
    _Writing(xml, base).content(parser.builder.close())


class _Parser(HTMLParser):
    """Builds a tree of elements, in one that holds them all."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.builder = TreeBuilder()
        self.builder.start(WORDS, {})

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.builder.start(tag, {name: value or "" for name, value in attrs})
        if tag == "br":
            self.builder.end(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag != "br":
            self.builder.end(tag)

    def handle_data(self, data: str) -> None:
        self.builder.data(data)

    def close(self) -> None:
        super().close()
        self.builder.end(WORDS)


class _Writing:
    """Writes elements, each as it may be where it stands."""

    def __init__(self, xml: XmlWriter, base: str) -> None:
        self.xml, self.base = xml, base

    def content(self, element: Element, above: frozenset[str] = frozenset()) -> None:
        """What is in the element, which stands in others, of names `above`."""
        self.xml.text(element.text or "")
        for each in element:
            self._element(each, element, above)
            self.xml.text(each.tail or "")

    def _element(self, element: Element, parent: Element, above: frozenset[str]) -> None:
        if not _may_be(element, parent, above):
            # So that what may be only in such an element loses its own too.
            element.tag = WORDS
            self.content(element, above)
        # Brackets for programs that know no readings: those of books do.
        elif element.tag != "rp":
            with self.xml.element(element.tag, dict(self._attributes(element))):
                self.content(element, above | {element.tag})

    def _attributes(self, element: Element) -> Iterator[tuple[str, str]]:
        for name, value in element.items():
            if name != ADDRESSES.get(element.tag) or value.startswith("#"):
                yield name, value
            elif address := whole_address(value, self.base):
                yield name, address


def _may_be(element: Element, parent: Element, above: frozenset[str]) -> bool:
    if element.tag in RUBY_PARTS:
        return parent.tag == "ruby"
    if element.tag == "ruby":
        return _is_ruby(element) and "ruby" not in above
    return element.tag != "a" or "a" not in above


def _is_ruby(element: Element) -> bool:
    """Whether each word of it has a reading."""
    parts = "w" if (element.text or "").strip() else ""
    for each in element:
        parts += RUBY_PARTS.get(each.tag, "w") + "w" * bool((each.tail or "").strip())
    return RUBY.fullmatch(parts) is not None


def whole_address(text: str, base: str) -> str:
    """An address that a source gives, as a whole and valid one; empty where it is none."""
    try:
        address = iri_to_uri(urljoin(base, text.strip()))
        if address.startswith("mailto:"):
            validate_email(urlsplit(address).path)
        else:
            is_web_address(address)
    except (ValidationError, ValueError):
        return ""
    return address
