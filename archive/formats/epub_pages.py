"""The pages of a book: its title, its contents, and one for each topic."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from archive.formats.epub_book import TITLE, Book, Chapter, in_language
from archive.formats.epub_markup import whole_address, write_html
from archive.formats.epub_words import write_notes, write_passage
from archive.formats.times import clock_times
from archive.formats.xml_writing import XmlWriter
from archive.models import Participant
from archive.text import as_written, safe_html
from archive.transcript import Turn, in_reader_language


def title_page(xml: XmlWriter, book: Book) -> None:
    """What the book is: its title, who speaks, what it is about, and the facts."""
    with (
        book.page(xml, book.title),
        xml.element("section", {"epub:type": "titlepage", "aria-labelledby": "title"}),
    ):
        xml.leaf("h1", book.title, {"id": "title"})
        for language, texts in book.interview.translations.items():
            if texts.get("title"):
                title = as_written(texts["title"])
                xml.leaf("p", title, {"class": "translation", **in_language(language)})
        _people(xml, book)
        _summary(xml, book, book.interview.summary)
        with xml.element("dl"):
            for each in _facts(book):
                if each.text:
                    _fact(xml, book, each)
        if not book.interview.speakers_named:
            said = _(
                "The source does not say who speaks. The editors of this archive attributed the"
                " words to the speakers."
            )
            with xml.element("p"):
                xml.leaf("span", said, book.in_labels())


def _people(xml: XmlWriter, book: Book) -> None:
    if not book.transcript.participants:
        return
    with xml.element("ul", {"class": "people"}):
        for each in book.transcript.participants:
            with xml.element("li"):
                with xml.element("strong"):
                    xml.leaf("bdi", as_written(in_reader_language(each.person)))
                xml.text(" ")
                known = each.role in Participant.Role.values
                xml.leaf("span", as_written(each.role_label), book.in_labels() if known else {})
                if each.position:
                    xml.text(" · ")
                    xml.leaf("bdi", as_written(each.position))


def _summary(xml: XmlWriter, book: Book, text: str) -> None:
    if text:
        with xml.element("p", {"class": "summary"}):
            html = safe_html(text, book.interview.markup)
            write_html(xml, html, book.addresses.interview(book.interview))


class Fact(NamedTuple):
    """What is stated under a name, in `language` where that is known to be another."""

    label: str
    text: str
    language: str = ""


def _facts(book: Book) -> Iterator[Fact]:
    """What is stated of the interview; some are empty."""
    interview = book.interview
    yield Fact(_("published"), _together(interview.publisher, interview.published))
    yield Fact(_("Held"), _together(interview.place, interview.recorded))
    yield Fact(_("Made for"), as_written(interview.commissioner))
    yield Fact(_("Recording"), as_written(interview.recording))
    yield Fact(_("Series"), as_written(interview.series))
    original = book.plain(interview.original_title)
    yield Fact(_("original title"), original, interview.original_language)
    original = _together(interview.original_publisher, interview.original_published)
    yield Fact(_("original published"), original)
    yield Fact(_("Rights"), as_written(interview.rights))
    yield Fact(_("Licence"), as_written(interview.licence))
    yield Fact(_("On the web"), book.addresses.interview(interview))


def _together(*texts: str) -> str:
    return ", ".join(as_written(text) for text in texts if text)


def _fact(xml: XmlWriter, book: Book, fact: Fact) -> None:
    """A fact under its name, as a link where it is an address."""
    with xml.element("dt"):
        xml.leaf("span", capfirst(fact.label), book.in_labels())
    language = in_language(fact.language) if fact.language else {}
    with xml.element("dd"), xml.element("bdi", language):
        if address := whole_address(fact.text, ""):
            xml.leaf("a", fact.text, {"href": address})
        else:
            xml.text(fact.text)


def contents(xml: XmlWriter, book: Book) -> None:
    """The contents by topic, in two levels where there are two, and where the parts of it are."""
    title = _("Contents")
    with book.page(xml, title):
        toc = {"epub:type": "toc", "role": "doc-toc", "id": "toc", "aria-labelledby": "contents"}
        with xml.element("nav", toc):
            xml.leaf("h1", title, {"id": "contents", **book.in_labels()})
            with xml.element("ol"):
                _entry(xml, TITLE, book.title, ())
                for main, nested in _levels(book):
                    _entry(xml, main.file, main.name, nested)
        places = {"epub:type": "landmarks", "hidden": "hidden", "aria-label": title}
        with xml.element("nav", places), xml.element("ol"):
            for kind, file, text in _landmarks(book):
                with xml.element("li"):
                    xml.leaf("a", text, {"epub:type": kind, "href": file})


def _entry(xml: XmlWriter, file: str, name: str, nested: tuple[Chapter, ...]) -> None:
    with xml.element("li"):
        xml.leaf("a", name, {"href": file})
        if nested:
            with xml.element("ol"):
                for each in nested:
                    _entry(xml, each.file, each.name, ())


def _levels(book: Book) -> Iterator[tuple[Chapter, tuple[Chapter, ...]]]:
    """The topics in reading order, each with those under it that follow it."""
    first = [
        place for place, each in enumerate(book.chapters) if not (each.is_nested and place > 0)
    ]
    for place, following in pairwise([*first, len(book.chapters)]):
        yield book.chapters[place], book.chapters[place + 1 : following]


def _landmarks(book: Book) -> Iterator[tuple[str, str, str]]:
    yield "titlepage", TITLE, book.title
    yield "toc", "#toc", _("Contents")
    if book.chapters:
        yield "bodymatter", book.chapters[0].file, book.chapters[0].name


def topic_page(xml: XmlWriter, book: Book, chapter: Chapter) -> None:
    """A topic with its turns, each under a heading that says who speaks."""
    named = {"aria-labelledby": "heading"} if chapter.heading else {"aria-label": chapter.name}
    level = 2 if chapter.is_nested else 1
    with book.page(xml, chapter.name), xml.element("section", {"epub:type": "chapter", **named}):
        if chapter.heading:
            xml.leaf(f"h{level}", chapter.heading, {"id": "heading"})
        _summary(xml, book, chapter.part.topic.summary)
        for turn in chapter.part.turns:
            _turn(xml, book, turn, f"h{level + 1}")


def _turn(xml: XmlWriter, book: Book, turn: Turn, heading: str) -> None:
    who = f"{turn.anchor}-who"
    named = {"aria-label": turn.who} if turn.is_direction else {"aria-labelledby": who}
    kinds = f"turn {turn.side}"
    with xml.element("section", {"class": kinds, "id": turn.anchor, **named}):
        for alias in turn.aliases:
            xml.leaf("span", "", {"id": alias})
        if not turn.is_direction:
            with xml.element(heading, {"id": who}):
                xml.text(turn.who)
                if turn.segment.start is not None:
                    xml.text(" ")
                    xml.leaf("small", clock_times(turn))
        _question(xml, book, turn)
        for passage in turn.passages:
            with xml.element("div", book.in_turn(turn)):
                write_passage(xml, book, passage)
            write_notes(xml, book, passage)


def _question(xml: XmlWriter, book: Book, turn: Turn) -> None:
    """Where the question stands, if that is under another heading."""
    if question := turn.question_to_quote:
        with xml.element("p", {"class": "crossing"}):
            link = {"href": book.place_of(question), **book.in_labels()}
            xml.leaf("a", _("The question to this answer"), link)
