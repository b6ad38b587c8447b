"""A book (EPUB 3) of an interview: which files it has, and what all of them say alike."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.conf import settings

from archive.formats.addresses import Addresses
from archive.formats.xml_writing import XmlWriter
from archive.models import Interview
from archive.text import direction_of, plain_text, primary
from archive.transcript import TopicPart, Transcript, Turn

XHTML, OPS = "http://www.w3.org/1999/xhtml", "http://www.idpf.org/2007/ops"
TITLE, CONTENTS, STYLE = "title.xhtml", "contents.xhtml", "style.css"


@dataclass(frozen=True)
class Chapter:
    """A topic with the name of its file, which stays as long as the topic's slug does."""

    part: TopicPart
    file: str

    @property
    def name(self) -> str:
        """What the contents call it: never nothing."""
        return self.part.name.strip() or self.part.topic.slug

    @property
    def heading(self) -> str:
        """Its heading as it is read; empty where there is none."""
        return self.part.title.strip()

    @property
    def is_nested(self) -> bool:
        """Whether it is a part of the topic before it."""
        return self.part.parent is not None


@dataclass(frozen=True)
class Book:
    """An interview on its way into a book.  `labels` is the language of what isn't its words."""

    transcript: Transcript
    addresses: Addresses
    labels: str
    chapters: tuple[Chapter, ...]

    @classmethod
    def of(cls, transcript: Transcript, addresses: Addresses) -> Book:
        chapters = (Chapter(part, _file(part)) for part in transcript.topics)
        labels = label_language(transcript.interview.language)
        return cls(transcript, addresses, labels, tuple(chapters))

    @property
    def interview(self) -> Interview:
        return self.transcript.interview

    @property
    def language(self) -> str:
        return self.interview.language

    @property
    def direction(self) -> str:
        """`rtl` or `ltr`, in which direction the pages are turned."""
        return "rtl" if direction_of(self.language) == "rtl" else "ltr"

    @property
    def title(self) -> str:
        return self.plain(self.interview.title).strip() or self.interview.slug

    def plain(self, text: str) -> str:
        """The characters that a reader sees of a text of the interview's own."""
        return plain_text(text, self.interview.markup)

    def in_labels(self) -> dict[str, str]:
        """The attributes of an element whose text is no word of the interview, but a label."""
        return {} if primary(self.labels) == primary(self.language) else in_language(self.labels)

    def in_turn(self, turn: Turn) -> dict[str, str]:
        """The attributes of a turn's words, where they are in another language than the rest."""
        return {} if turn.language == self.language else in_language(turn.language)

    def place_of(self, turn: Turn) -> str:
        """Where a turn stands in the book, as a link from another chapter."""
        return f"{_file(turn.topic)}#{turn.anchor}"

    @contextmanager
    def page(self, xml: XmlWriter, title: str) -> Iterator[None]:
        """A file of the book, with its body."""
        root = {"xmlns": XHTML, "xmlns:epub": OPS, **in_language(self.language)}
        with xml.element("html", root):
            with xml.element("head"):
                xml.leaf("title", title)
                xml.leaf("link", "", {"rel": "stylesheet", "type": "text/css", "href": STYLE})
            with xml.element("body"):
                yield


def _file(part: TopicPart) -> str:
    # No other file of the book begins like that.
    return f"topic-{part.topic.slug}.xhtml"


def label_language(language: str) -> str:
    """The language of labels in a book of that language: its own where they are translated."""
    known = [code for code, _name in settings.LANGUAGES if primary(code) == primary(language)]
    return known[0] if known else "en"


def in_language(tag: str) -> dict[str, str]:
    """The attributes of an element that holds a text of that language."""
    return {"lang": tag, "xml:lang": tag, "dir": direction_of(tag)}
