"""The words of a book: a paragraph with the marks of its notes, and the notes themselves."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.utils.translation import gettext as _

from archive.formats.epub_book import Book, in_language
from archive.formats.epub_markup import write_html
from archive.formats.xml_writing import XmlWriter
from archive.models import Sentence
from archive.text import Insert, Mark, as_written, plain_text, safe_html
from archive.transcript import Footnote, Passage, note_in, note_language


def write_passage(xml: XmlWriter, book: Book, passage: Passage) -> None:
    """The paragraph, under its anchor, with a mark at whatever a note is on."""
    with xml.element("p", {"id": passage.anchor}):
        for alias in passage.aliases:
            xml.leaf("span", "", {"id": alias})
        doubts = list(_doubts(passage))
        marks = [
            Mark(first, last, "span", (("class", "doubtful"),)) for _each, first, last in doubts
        ]
        inserts = [_reference(each, passage, book) for each in passage.footnotes]
        inserts += [_doubt_mark(sentence, last, passage, book) for sentence, _first, last in doubts]
        html = safe_html(passage.text, passage.markup, marks, inserts)
        write_html(xml, html, book.addresses.interview(book.interview))


def write_notes(xml: XmlWriter, book: Book, passage: Passage) -> None:
    """The notes on a paragraph, to stand behind it; programs show them where their mark is."""
    for footnote in passage.footnotes:
        order = footnote.note.order
        back = _id("noted", passage, order)
        with _note(xml, book, _id("footnote", passage, order), (back, str(footnote.number))):
            if footnote.is_editorial:
                xml.leaf("strong", _("Editors’ note"), book.in_labels())
                xml.text(" ")
            xml.leaf("bdi", footnote.text)
    for sentence in passage.doubts:
        back = _id("doubt", passage, sentence.order)
        with _note(xml, book, _id("note", passage, sentence.order), (back, "↑")):
            xml.leaf("strong", _("Speaker uncertain"), book.in_labels())
            xml.text(" ")
            language = note_language(book.labels, sentence)
            xml.leaf("span", as_written(note_in(book.labels, sentence)), in_language(language))


def _id(kind: str, passage: Passage, order: int) -> str:
    """The id of a note or of its mark, as the pages have it."""
    return f"{kind}-{passage.anchor}-{order}"


@contextmanager
def _note(xml: XmlWriter, book: Book, name: str, begins: tuple[str, str]) -> Iterator[None]:
    """A note of the id `name`; it begins with its mark's id and a sign, which leads back there."""
    mark, sign = begins
    label = {"aria-label": _("Back to the words"), **book.in_labels()}
    aside = {"epub:type": "footnote", "role": "doc-footnote", "id": name}
    back = {"epub:type": "backlink", "role": "doc-backlink", "href": f"#{mark}"}
    with xml.element("aside", aside), xml.element("p"):
        xml.leaf("a", sign, {**back, **label})
        xml.text(" ")
        yield


def _doubts(passage: Passage) -> Iterator[tuple[Sentence, int, int]]:
    """The doubtful sentences, each with its characters."""
    last = 0
    for sentence in passage.sentences:
        first, last = last, last + len(plain_text(sentence.text, passage.markup))
        if sentence.doubt:
            yield sentence, first, last


def _reference(footnote: Footnote, passage: Passage, book: Book) -> Insert:
    """The number of a note, behind the words that it is on."""
    order, number = footnote.note.order, str(footnote.number)
    label = {"aria-label": _("Note %(number)s") % {"number": number}, **book.in_labels()}
    ids = _id("footnote", passage, order), _id("noted", passage, order)
    return _mark(footnote.note.last, number, ids, label)


def _doubt_mark(sentence: Sentence, place: int, passage: Passage, book: Book) -> Insert:
    ids = _id("note", passage, sentence.order), _id("doubt", passage, sentence.order)
    return _mark(place, _("note"), ids, book.in_labels())


def _mark(place: int, text: str, ids: tuple[str, str], more: dict[str, str]) -> Insert:
    """A mark before the character `place`; `ids` are the note's and its own."""
    link = {"epub:type": "noteref", "role": "doc-noteref", "href": f"#{ids[0]}", "id": ids[1]}
    return Insert(place, (("sup", ()), ("a", tuple({**link, **more}.items()))), text)
