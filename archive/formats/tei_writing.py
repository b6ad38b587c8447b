"""What all parts of a TEI file are written with."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from xml.sax.saxutils import XMLGenerator
from xml.sax.xmlreader import AttributesImpl

from archive.models import Participant, Person

NAMESPACE = "http://www.tei-c.org/ns/1.0"


class TeiWriter:
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


def person_id(person: Person) -> str:
    """An XML name, which a slug need not be."""
    return f"person-{person.slug}"


def participant_id(participant: Participant) -> str:
    return person_id(participant.person)


def moment_id(time: timedelta) -> str:
    """The name of a time in the timeline: the microseconds since the recording began."""
    return f"T{time // timedelta(microseconds=1)}"


def moment(time: timedelta) -> str:
    """A reference to it."""
    return f"#{moment_id(time)}"


def in_seconds(time: timedelta) -> str:
    """The time in seconds, to the microsecond, without zeros at its end."""
    return f"{time.total_seconds():.6f}".rstrip("0").rstrip(".")
