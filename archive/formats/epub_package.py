"""What a book says of itself: its package document, and where that is (EPUB 3.3)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import count

from django.utils.translation import gettext as _

from archive.formats.epub_book import CONTENTS, STYLE, TITLE, Book
from archive.formats.xml_writing import XmlWriter
from archive.models import Participant
from archive.site.naming import site_name
from archive.text import as_written
from archive.transcript import in_reader_language

PACKAGE = "book/package.opf"
OPF, DC = "http://www.idpf.org/2007/opf", "http://purl.org/dc/elements/1.1/"
CONTAINER = "urn:oasis:names:tc:opendocument:xmlns:container"
# Roles as libraries name them (MARC); the others have no name there.
ROLES: dict[str, str] = {
    Participant.Role.INTERVIEWER: "ivr",
    Participant.Role.GUEST: "ive",
    Participant.Role.HOST: "hst",
    Participant.Role.MODERATOR: "mod",
    Participant.Role.PANELLIST: "pan",
}
# A book has to have a date, also one of an interview whose history isn't known.
UNKNOWN = datetime(2000, 1, 1, tzinfo=UTC)
FEATURES = ("structuralNavigation", "tableOfContents", "readingOrder", "displayTransformability")
XHTML = "application/xhtml+xml"


def container(xml: XmlWriter) -> None:
    """Where the package document is."""
    with xml.element("container", {"version": "1.0", "xmlns": CONTAINER}), xml.element("rootfiles"):
        package = {"full-path": PACKAGE, "media-type": "application/oebps-package+xml"}
        xml.leaf("rootfile", "", package)


def package(xml: XmlWriter, book: Book, *, has_ruby: bool) -> None:
    """The package document: metadata, the files, and their order."""
    attributes = {
        "xmlns": OPF,
        "version": "3.0",
        "unique-identifier": "address",
        "xml:lang": book.language,
        "dir": book.direction,
    }
    with xml.element("package", attributes):
        with xml.element("metadata", {"xmlns:dc": DC}):
            _Metadata(xml, book).write(has_ruby=has_ruby)
        _manifest(xml, book)
        with xml.element("spine", {"page-progression-direction": book.direction}):
            for name in _items(book):
                xml.leaf("itemref", "", {"idref": name})


def _items(book: Book) -> dict[str, str]:
    """The pages in reading order, each by its id."""
    pages = {f"topic-{each.part.topic.slug}": each.file for each in book.chapters}
    return {"title-page": TITLE, "contents": CONTENTS, **pages}


def _manifest(xml: XmlWriter, book: Book) -> None:
    with xml.element("manifest"):
        for name, file in _items(book).items():
            more = {"properties": "nav"} if file == CONTENTS else {}
            xml.leaf("item", "", {"id": name, "href": file, "media-type": XHTML, **more})
        xml.leaf("item", "", {"id": "style", "href": STYLE, "media-type": "text/css"})


class _Metadata:
    """Writes what is known of the book: Dublin Core, and what schema.org says of access to it."""

    def __init__(self, xml: XmlWriter, book: Book) -> None:
        self.xml, self.book, self.interview = xml, book, book.interview

    def write(self, *, has_ruby: bool) -> None:
        address = self.book.addresses.interview(self.interview)
        # The archive promises that an interview keeps its address.
        self.xml.leaf("dc:identifier", address, {"id": "address"})
        self._titles()
        self.xml.leaf("dc:language", self.book.language)
        self._people()
        for name, text in self._stated():
            if text := as_written(text).strip():
                self.xml.leaf(name, text)
        self.xml.leaf("dc:source", address)
        self._properties()
        self._access(has_ruby=has_ruby)

    def _titles(self) -> None:
        self.xml.leaf("dc:title", self.book.title, {"id": "title"})
        self._property("title-type", "main", {"refines": "#title"})
        for language, texts in self.interview.translations.items():
            if texts.get("title"):
                other = {"refines": "#title", "xml:lang": language}
                self._property("alternate-script", as_written(texts["title"]), other)

    def _people(self) -> None:
        for number, each in zip(count(1), self.book.transcript.participants, strict=False):
            name = f"person-{number}"
            self.xml.leaf(
                "dc:contributor", as_written(in_reader_language(each.person)), {"id": name}
            )
            if role := ROLES.get(each.role):
                scheme = {"refines": f"#{name}", "scheme": "marc:relators"}
                self._property("role", role, scheme)

    def _stated(self) -> Iterator[tuple[str, str]]:
        interview = self.interview
        yield "dc:publisher", interview.publisher or site_name(self.book.labels)
        # Of the text; when it was held is another matter.
        yield "dc:date", interview.published
        yield "dc:description", self.book.plain(interview.summary)
        for tag in interview.tag_list:
            yield "dc:subject", self.book.plain(tag)
        yield "dc:rights", interview.rights or interview.licence

    def _properties(self) -> None:
        interview = self.interview
        history = getattr(interview, "history", None)
        changed = (history.changed if history else UNKNOWN).astimezone(UTC)
        self._property("dcterms:modified", changed.strftime("%Y-%m-%dT%H:%M:%SZ"))
        if interview.recorded:
            self._property("dcterms:created", interview.recorded)
        if interview.licence and interview.rights:
            self._property("dcterms:license", as_written(interview.licence))
        if interview.series:
            series = {"id": "series"}
            self._property("belongs-to-collection", as_written(interview.series), series)
            self._property("collection-type", "series", {"refines": "#series"})

    def _access(self, *, has_ruby: bool) -> None:
        for mode in ("accessMode", "accessModeSufficient"):
            self._property(f"schema:{mode}", "textual")
        for feature in [*FEATURES, *["rubyAnnotations"] * has_ruby]:
            self._property("schema:accessibilityFeature", feature)
        self._property("schema:accessibilityHazard", "none")
        summary = _(
            "Text alone, with headings, contents by topic, and notes that lead back to the words."
            " Size, type and colours are the reader’s."
        )
        language = {"xml:lang": self.book.labels}
        self._property("schema:accessibilitySummary", summary, language)

    def _property(self, name: str, text: str, more: dict[str, str] | None = None) -> None:
        self.xml.leaf("meta", text, {"property": name, **(more or {})})
