"""A book for reading programs (.epub, EPUB 3.3).

A page for each topic, on which every turn stands under a heading with its speaker, and turns and
paragraphs have their anchors as ids.  Notes are what reading programs show in place.  The same
interview gives the same bytes.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from django.utils.translation import override

from archive.formats.addresses import Addresses
from archive.formats.base import Export
from archive.formats.epub_book import CONTENTS, STYLE, TITLE, Book
from archive.formats.epub_package import PACKAGE, container, package
from archive.formats.epub_pages import contents, title_page, topic_page
from archive.formats.xml_writing import XmlWriter
from archive.transcript import Transcript

PIECE = 64 * 1024
STYLE_SHEET = Path(__file__).with_name("epub.css")
# The first that a zip can hold: when the file was made is nothing of the interview's.
NO_TIME = (1980, 1, 1, 0, 0, 0)
UNIX, READABLE = 3, 0o644 << 16


class EpubExport(Export):
    """A book, for reading without a net, in the reader's own type and colours."""

    label, extension, media_type = "EPUB", "epub", "application/epub+zip"

    def pieces(self, transcript: Transcript, addresses: Addresses) -> Iterator[bytes]:
        file = io.BytesIO()
        book = Book.of(transcript, addresses)
        # Nothing is given out in here: the language is that of the whole thread.
        with override(book.labels), ZipFile(file, "w") as whole:
            for name, content in _files(book):
                _add(whole, name, content)
        file.seek(0)
        while piece := file.read(PIECE):
            yield piece


def _files(book: Book) -> Iterator[tuple[str, bytes]]:
    yield "mimetype", EpubExport.media_type.encode()
    yield "META-INF/container.xml", _xml(container)
    pages = {TITLE: partial(title_page, book=book), CONTENTS: partial(contents, book=book)}
    pages |= {each.file: partial(topic_page, book=book, chapter=each) for each in book.chapters}
    written = {name: _xml(page) for name, page in pages.items()}
    has_ruby = any(b"<ruby>" in each for each in written.values())
    yield PACKAGE, _xml(partial(package, book=book, has_ruby=has_ruby))
    folder = PACKAGE.rpartition("/")[0]
    yield from ((f"{folder}/{name}", content) for name, content in written.items())
    yield f"{folder}/{STYLE}", STYLE_SHEET.read_bytes()


def _xml(write: Callable[[XmlWriter], object]) -> bytes:
    xml = XmlWriter()
    write(xml)
    return xml.taken().encode()


def _add(whole: ZipFile, name: str, content: bytes) -> None:
    """The file, as nothing but its name and content decides it."""
    info = ZipInfo(name, NO_TIME)
    info.create_system, info.external_attr = UNIX, READABLE
    # The first file is as it is, so that a program knows the book by its first bytes.
    info.compress_type = ZIP_STORED if name == "mimetype" else ZIP_DEFLATED
    whole.writestr(info, content)
