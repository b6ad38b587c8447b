"""TEI P5, module for transcribed speech: `u@who` points at a declared `person`."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from xml.sax.saxutils import XMLGenerator
from xml.sax.xmlreader import AttributesImpl

from archive.formats.addresses import Addresses
from archive.formats.base import Export
from archive.models import Participant, Segment, Sentence
from archive.site.naming import site_name
from archive.text import as_written, plain_text
from archive.transcript import (
    Passage,
    TopicPart,
    Transcript,
    Turn,
    note_in,
    note_language,
)

NAMESPACE = "http://www.tei-c.org/ns/1.0"
UNKNOWN = "n.d."


def person_id(participant: Participant) -> str:
    """An XML name, which a slug need not be."""
    return f"person-{participant.person.slug}"


class TeiExport(Export):
    label, extension, media_type = "TEI", "xml", "application/tei+xml"

    def write(self, transcript: Transcript, addresses: Addresses) -> Iterator[str]:
        yield from _Document(transcript, addresses).write()


class _Document:
    """Writes one file; `_taken` gives what was written since it was last asked."""

    def __init__(self, transcript: Transcript, addresses: Addresses) -> None:
        self.transcript = transcript
        self.interview = transcript.interview
        self.addresses = addresses
        self._file = io.StringIO()
        self._xml = XMLGenerator(self._file, "UTF-8", short_empty_elements=True)

    def write(self) -> Iterator[str]:
        self._xml.startDocument()
        language = self.interview.language
        with self._element("TEI", {"xmlns": NAMESPACE, "xml:lang": language}):
            self._header()
            yield self._taken()
            with self._element("text"), self._element("body"):
                for part in self.transcript.topics:
                    self._topic(part)
                    yield self._taken()
        yield self._taken()
        yield "\n"

    def _taken(self) -> str:
        text = self._file.getvalue()
        self._file.seek(0)
        self._file.truncate()
        return text

    @contextmanager
    def _element(self, name: str, attributes: dict[str, str] | None = None) -> Iterator[None]:
        self._xml.startElement(name, AttributesImpl(attributes or {}))
        yield
        self._xml.endElement(name)

    def _leaf(self, name: str, text: str, attributes: dict[str, str] | None = None) -> None:
        with self._element(name, attributes):
            self._xml.characters(text)

    def _header(self) -> None:
        with self._element("teiHeader"):
            with self._element("fileDesc"):
                self._title()
                self._publication()
                self._source()
            self._encoding()
            self._profile()

    def _title(self) -> None:
        with self._element("titleStmt"):
            self._leaf("title", plain_text(self.interview.title, self.interview.markup))
            for each in self.transcript.participants:
                with self._element("respStmt"):
                    self._leaf("resp", each.role)
                    self._leaf("name", as_written(each.person.name), {"ref": f"#{person_id(each)}"})

    def _publication(self) -> None:
        with self._element("publicationStmt"):
            self._leaf("publisher", site_name("en"))
            address = self.addresses.interview(self.interview)
            self._leaf("idno", address, {"type": "URL"})

    def _source(self) -> None:
        """The text that the archive holds, and what it was translated from."""
        interview = self.interview
        with self._element("sourceDesc"):
            with self._element("bibl"):
                self._leaf("title", plain_text(interview.title, interview.markup))
                self._stated(interview.publisher, interview.published)
            if interview.original_title:
                with self._element("bibl", {"type": "original"}):
                    language = interview.original_language
                    self._leaf(
                        "title",
                        plain_text(interview.original_title, interview.markup),
                        {"xml:lang": language} if language else {},
                    )
                    self._stated(interview.original_publisher, interview.original_published)
                    if interview.original_summary:
                        self._leaf("note", plain_text(interview.original_summary, interview.markup))

    def _stated(self, publisher: str, published: str) -> None:
        if publisher:
            self._leaf("publisher", as_written(publisher))
        self._leaf("date", published or UNKNOWN, {"when": published} if published else {})

    def _encoding(self) -> None:
        named = self.interview.speakers_named
        text = (
            "Speakers as the source names them."
            if named
            else (
                "The source does not name its speakers: the editors of the archive attributed the "
                "words. A note of type “doubt” stands where the text does not decide who speaks."
            )
        )
        with self._element("encodingDesc"):
            with self._element("editorialDecl"):
                self._leaf("p", text, {"xml:lang": "en"})
            with self._element("classDecl"), self._element("taxonomy"):
                for kind in Segment.Kind:
                    with self._element("category", {"xml:id": f"kind-{kind.value}"}):
                        self._leaf("catDesc", kind.value, {"xml:lang": "en"})

    def _profile(self) -> None:
        with self._element("profileDesc"):
            with self._element("langUsage"):
                self._leaf("language", "", {"ident": self.interview.language})
            with self._element("particDesc"), self._element("listPerson"):
                for each in self.transcript.participants:
                    self._person(each)

    def _person(self, participant: Participant) -> None:
        person = participant.person
        with self._element("person", {"xml:id": person_id(participant), "role": participant.role}):
            self._leaf("persName", as_written(person.name))
            if person.name_ja:
                self._leaf("persName", as_written(person.name_ja), {"xml:lang": "ja"})
            if participant.position:
                self._leaf("occupation", as_written(participant.position))

    def _topic(self, part: TopicPart) -> None:
        attributes = {"type": "topic", "n": str(part.number), "xml:id": f"topic-{part.topic.slug}"}
        with self._element("div", attributes):
            self._leaf("head", plain_text(part.topic.title, self.interview.markup))
            for turn in part.turns:
                self._turn(turn)

    def _turn(self, turn: Turn) -> None:
        attributes = {
            "xml:id": turn.anchor,
            "n": str(turn.number),
            "who": f"#person-{turn.speaker.slug}",
            "ana": f"#kind-{turn.kind}",
        }
        if turn.segment.language:
            attributes["xml:lang"] = turn.segment.language
        if turn.question:
            attributes["corresp"] = f"#{turn.question.anchor}"
        with self._element("u", attributes):
            for passage in turn.passages:
                self._passage(passage, turn.language)

    def _passage(self, passage: Passage, language: str) -> None:
        with self._element("seg", {"xml:id": passage.anchor, "type": "paragraph"}):
            for sentence in passage.sentences:
                self._xml.characters(plain_text(sentence.text, passage.markup))
                if sentence.doubt:
                    self._note(sentence, language)

    def _note(self, doubtful: Sentence, language: str) -> None:
        attributes = {"type": "doubt", "xml:lang": note_language(language, doubtful)}
        self._leaf("note", as_written(note_in(language, doubtful)), attributes)
