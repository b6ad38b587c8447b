"""The archive's own TEI: the download `transcript.xml`.

A turn's speakers are slugs, so a person's label is the slug.  Lines are the file's.  A file that an
earlier version of the archive wrote has less in it; what it lacks is empty.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal, InvalidOperation

from django.utils.translation import gettext_noop

from archive.sources.readers.located_xml import NONE, Element, parse
from archive.sources.readers.own_checks import mistakes_in, one_of
from archive.sources.readers.own_tei_header import read_header
from archive.sources.readers.own_tei_words import Moments, read_paragraph
from archive.sources.readers.transcripts import (
    Doubt,
    ReadAnchor,
    ReadInterview,
    ReadTopic,
    ReadTurn,
    UnreadableError,
)

NAME = "own-tei"
LABEL = gettext_noop("the archive’s own TEI")
NAMESPACE = b"http://www.tei-c.org/ns/1.0"
# The taxonomy of turns, which no other TEI has.
MARKS = (b'"kind-question"', b'"kind-answer"', b'"kind-remark"')


def recognises(data: bytes, name: str) -> float:
    """Sure of TEI with the archive's own taxonomy of turns."""
    return 1.0 if NAMESPACE in data[:2000] and all(mark in data for mark in MARKS) else 0.0


def read(data: bytes) -> ReadInterview:
    """The interview.  Raises `UnreadableError` with every mistake in the file."""
    root = parse(data)
    if root.name != "TEI":
        raise UnreadableError([Doubt(root.line, f"`{root.name}` is the file’s root, not `TEI`")])
    found, mistakes = _Reading(root).interview()
    mistakes += [] if mistakes else mistakes_in(found)
    if mistakes:
        raise UnreadableError(mistakes)
    return found


class _Reading:
    """One file on its way to an interview, with the mistakes found so far."""

    def __init__(self, root: Element) -> None:
        self.root = root
        self.text = root.first("text")
        self.mistakes: list[Doubt] = []
        self.moments = Moments(self._times(), self.mistakes)
        self.exchanges = {
            anchor.removeprefix("#"): span.get("n")
            for span in self.text.first("spanGrp").children("span")
            for anchor in span.get("target").split()
        }

    def _times(self) -> dict[str, timedelta]:
        """The timeline: each time in it by its name."""
        timeline = self.text.first("timeline")
        found = {}
        for when in timeline.children("when"):
            interval = when.get("interval") or "0"
            try:
                found[when.get("xml:id")] = _seconds(interval)
            except (InvalidOperation, ValueError, OverflowError):
                reason = f"`{interval}` of `{when.get('xml:id')}` is no number of seconds"
                self.mistakes.append(Doubt(when.line, reason))
        return found

    def interview(self) -> tuple[ReadInterview, list[Doubt]]:
        divs = self.text.first("body").children("div")
        topics = [topic for div in divs for topic in self._topics(div, 1)]
        former = [self._former(item) for item in self.text.first("back").below("item")]
        return read_header(self.root, tuple(topics), tuple(former)), self.mistakes

    def _topics(self, div: Element, level: int) -> Iterator[ReadTopic]:
        """A topic, then those that are parts of it."""
        own = next((each for each in div.children("argument") if not each.get("xml:lang")), NONE)
        yield ReadTopic(
            title=next((head.text for head in div.children("head") if not head.get("type")), ""),
            turns=tuple(self._turn(each) for each in div.children("u", "stage")),
            line=div.line,
            level=min(level, 2),
            slug=div.get("xml:id").removeprefix("topic-"),
            summary=own.first("p").text,
            keywords=tuple(each.text for each in own.first("list").children("item")),
            translations=_translations(div),
        )
        for inner in div.children("div"):
            yield from self._topics(inner, level + 1)

    def _turn(self, element: Element) -> ReadTurn:
        anchor = element.get("xml:id")
        moments = self.moments.all(element, element.get("synch")) if element.name == "stage" else []
        start = self.moments.one(element, "start") or next(iter(moments), None)
        end = self.moments.one(element, "end") or next(iter(moments[1:]), None)
        return ReadTurn(
            speakers=tuple(self._speakers(element)),
            paragraphs=tuple(
                read_paragraph(seg, self.moments, self.mistakes) for seg in element.children("seg")
            ),
            line=element.line,
            kind=self._kind(element),
            exchange=self.exchanges.get(anchor) or self._own_exchange(element),
            language=element.get("xml:lang"),
            start=start,
            end=end,
            anchor=anchor,
        )

    def _speakers(self, element: Element) -> Iterator[str]:
        for reference in element.get("who").split():
            if not reference.startswith("#person-"):
                known = [f"#{each.get('xml:id')}" for each in self.root.below("person")]
                self.mistakes.append(Doubt(element.line, one_of("the speaker", reference, known)))
            yield reference.removeprefix("#person-")

    def _kind(self, element: Element) -> str:
        kinds = [each for each in element.get("ana").split() if each.startswith("#kind-")]
        return kinds[0].removeprefix("#kind-") if kinds else ""

    def _own_exchange(self, element: Element) -> str:
        """Of a file that names no exchanges: the question, which a turn of one refers to."""
        return element.get("corresp").removeprefix("#") or element.get("xml:id")

    def _former(self, item: Element) -> ReadAnchor:
        pointers = list(item.children("ptr"))
        targets = [(each.get("type"), each.get("target").removeprefix("#")) for each in pointers]
        return ReadAnchor(
            item.get("xml:id"),
            item.first("seg").text,
            next((target for kind, target in targets if kind == "successor"), ""),
            tuple(target.removeprefix("topic-") for kind, target in targets if kind == "topic"),
        )


def _seconds(text: str) -> timedelta:
    return timedelta(microseconds=round(Decimal(text) * 1_000_000))


def _translations(div: Element) -> dict[str, dict[str, str]]:
    """Title and summary in other languages, in the order in which the languages first come."""
    found: dict[str, dict[str, str]] = {}
    for each in div.children("head", "argument"):
        if each.name == "head" and each.get("type") == "translation":
            found.setdefault(each.get("xml:lang"), {})["title"] = each.text
        elif each.name == "argument" and each.get("xml:lang"):
            found.setdefault(each.get("xml:lang"), {})["summary"] = each.first("p").text
    return found
