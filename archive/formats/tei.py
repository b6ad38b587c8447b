"""TEI P5, module for transcribed speech: `u@who` points at a declared `person`."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from archive.formats.addresses import Addresses
from archive.formats.base import WrittenExport, is_part
from archive.formats.tei_header import TeiHeader, translations
from archive.formats.tei_words import moments_of, write_passage
from archive.formats.tei_writing import (
    NAMESPACE,
    in_seconds,
    moment,
    moment_id,
    person_id,
)
from archive.formats.xml_writing import XmlWriter
from archive.models import Anchor, withdrawn_anchors
from archive.text import as_written, plain_text
from archive.transcript import TopicPart, Transcript, Turn


class TeiExport(WrittenExport):
    """All that the archive holds of an interview, in the terms of the TEI."""

    label, extension, media_type = "TEI", "xml", "application/tei+xml"
    needs_cues = True

    def write(self, transcript: Transcript, addresses: Addresses) -> Iterator[str]:
        yield from _Document(transcript, addresses).write()


class _Document:
    """Writes one file."""

    def __init__(self, transcript: Transcript, addresses: Addresses) -> None:
        self.transcript = transcript
        self.interview = transcript.interview
        self.xml = XmlWriter()
        self.header = TeiHeader(transcript, addresses, self.xml)

    def write(self) -> Iterator[str]:
        xml = self.xml
        with xml.element("TEI", {"xmlns": NAMESPACE, "xml:lang": self.interview.language}):
            self.header.write()
            yield xml.taken()
            with xml.element("text"):
                self._timeline()
                self._exchanges()
                yield xml.taken()
                with xml.element("body"):
                    for part in self.transcript.topics:
                        self._topic(part)
                        yield xml.taken()
                    if not self.transcript.topics:
                        xml.leaf("div")
                self._former_anchors()
        yield xml.taken()
        yield "\n"

    def _timeline(self) -> None:
        times = {time for turn in self.transcript.turns for time in moments_of(turn)}
        if not times:
            return
        begin = timedelta()
        with self.xml.element("timeline", {"unit": "s", "origin": moment(begin)}):
            self.xml.leaf("when", "", {"xml:id": moment_id(begin)})
            for time in sorted(times - {begin}):
                attributes = {
                    "xml:id": moment_id(time),
                    "interval": in_seconds(time),
                    "since": moment(begin),
                }
                self.xml.leaf("when", "", attributes)

    def _exchanges(self) -> None:
        exchanges: dict[str, list[str]] = {}
        for turn in self.transcript.turns:
            exchanges.setdefault(turn.exchange.slug, []).append(f"#{turn.anchor}")
        if exchanges:
            with self.xml.element("spanGrp", {"type": "exchange"}):
                for slug, anchors in exchanges.items():
                    self.xml.leaf("span", "", {"n": slug, "target": " ".join(anchors)})

    def _topic(self, part: TopicPart) -> None:
        """A topic, around those that are parts of it."""
        attributes = {"type": "topic", "n": str(part.number), "xml:id": f"topic-{part.topic.slug}"}
        self.xml.start("div", attributes)
        self._heading(part)
        for turn in part.turns:
            self._turn(turn)
        following = part.next
        goes_on = following is not None and _stands_inside(following)
        for _ in range(_stands_inside(part) + (not goes_on)):
            self.xml.end("div")

    def _heading(self, part: TopicPart) -> None:
        topic = part.topic
        if topic.title:
            self.xml.leaf("head", plain_text(topic.title, self.interview.markup))
        for language, text in translations(topic.translations, "title"):
            self.xml.leaf("head", text, {"type": "translation", "xml:lang": language})
        if topic.summary or topic.keyword_list:
            with self.xml.element("argument"):
                if topic.summary:
                    self.xml.leaf("p", plain_text(topic.summary, self.interview.markup))
                self._keywords(topic.keyword_list)
        for language, text in translations(topic.translations, "summary"):
            with self.xml.element("argument", {"xml:lang": language}):
                self.xml.leaf("p", text)

    def _keywords(self, keywords: list[str]) -> None:
        if keywords:
            with self.xml.element("list", {"type": "keywords"}):
                for keyword in keywords:
                    self.xml.leaf("item", as_written(keyword))

    def _turn(self, turn: Turn) -> None:
        """What somebody says, or a direction, which is a `stage`."""
        attributes = {"xml:id": turn.anchor, "n": str(turn.number)}
        if turn.speakers:
            attributes["who"] = " ".join(f"#{person_id(each)}" for each in turn.speakers)
        attributes["ana"] = f"#kind-{turn.kind}"
        if turn.segment.language:
            attributes["xml:lang"] = turn.segment.language
        if turn.question:
            attributes["corresp"] = f"#{turn.question.anchor}"
        name = "u" if turn.speakers else "stage"
        with self.xml.element(name, attributes | _times(turn)):
            for passage in turn.passages:
                write_passage(self.xml, passage)

    def _former_anchors(self) -> None:
        """Anchors that no words bear any more, with what they last led to."""
        gone = self.interview.anchors.filter(segment=None, paragraph=None)
        found = list(gone.order_by("code").prefetch_related("former_topics"))
        if not found:
            return
        hidden = withdrawn_anchors([each.code for each in found])
        element = self.xml.element
        with element("back"), element("div", {"type": "former-anchors"}), element("list"):
            for anchor in found:
                words = "" if anchor.code in hidden else anchor.words
                self._former_anchor(anchor, words)

    def _former_anchor(self, anchor: Anchor, words: str) -> None:
        with self.xml.element("item", {"xml:id": anchor.code}):
            self.xml.leaf("seg", plain_text(words, self.interview.markup))
            if anchor.replaced_by_id:
                target = f"#{anchor.replaced_by_id}"
                self.xml.leaf("ptr", "", {"type": "successor", "target": target})
            for slug in sorted(topic.slug for topic in anchor.former_topics.all()):
                self.xml.leaf("ptr", "", {"type": "topic", "target": f"#topic-{slug}"})


def _times(turn: Turn) -> dict[str, str]:
    """When the turn is said.  A `stage` has no attributes for that, but `synch`."""
    start, end = turn.segment.start, turn.segment.end
    if turn.speakers:
        named = {"start": start, "end": end}
        return {name: moment(time) for name, time in named.items() if time is not None}
    times = [moment(time) for time in (start, end) if time is not None]
    return {"synch": " ".join(times)} if times else {}


def _stands_inside(part: TopicPart) -> bool:
    """Whether its `div` is in another's: in that of the topic of the first level before it."""
    above = part.previous
    while above is not None and is_part(above):
        above = above.previous
    return is_part(part) and above is not None
