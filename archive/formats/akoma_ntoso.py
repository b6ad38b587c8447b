"""Akoma Ntoso 3.0 (OASIS LegalDocML), the form of parliaments' debates.

A topic is a `debateSection`, a turn a `question`, an `answer` or a `speech`; what nobody says is a
`narrative`.  The standard has times of day only: seconds into the recording are in a namespace of
our own, which it allows.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from archive.formats.addresses import Addresses
from archive.formats.base import WrittenExport, heading, is_part, speakers
from archive.formats.notes import cut_at
from archive.formats.tei_writing import in_seconds, person_id
from archive.formats.xml_writing import XmlWriter
from archive.models import Interview, Note, Segment
from archive.models.dates import PartialDate
from archive.site.naming import site_name
from archive.text import as_written, plain_text
from archive.transcript import Passage, TopicPart, Transcript, Turn

NAMESPACE = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
TIMES = "urn:interview-archive:recording"
# What stands where a date has to be and nobody states one.
NO_DATE = {"date": "0001-01-01", "name": "unknown"}
ELEMENTS = {Segment.Kind.QUESTION: "question", Segment.Kind.ANSWER: "answer"}


class AkomaNtosoExport(WrittenExport):
    """The interview as a debate."""

    label, extension, media_type = "Akoma Ntoso", "akn", "application/akn+xml"

    def write(self, transcript: Transcript, addresses: Addresses) -> Iterator[str]:
        yield from _Debate(transcript, addresses).write()


class _Debate:
    """Writes one file."""

    def __init__(self, transcript: Transcript, addresses: Addresses) -> None:
        self.transcript = transcript
        self.interview = transcript.interview
        self.address = addresses.interview(self.interview)
        self.addresses = addresses
        self.xml = XmlWriter()

    def write(self) -> Iterator[str]:
        names = {"xmlns": NAMESPACE, "xmlns:rec": TIMES}
        element = self.xml.element
        with element("akomaNtoso", names), element("debate", {"name": "interview"}):
            self._meta()
            self._preface()
            yield self.xml.taken()
            with element("debateBody"):
                for part in self.transcript.topics:
                    if not _stands_inside(part):
                        self._topic(part)
                        yield self.xml.taken()
                if not self.transcript.topics:
                    self.xml.leaf("narrative")
        yield self.xml.taken()
        yield "\n"

    def _meta(self) -> None:
        with self.xml.element("meta"):
            with self.xml.element("identification", {"source": "#archive"}):
                self._level("FRBRWork", _dated(self.interview), self.address)
                self._level("FRBRExpression", _dated(self.interview), self.address)
                file = f"{self.address}transcript.akn"
                self._level("FRBRManifestation", _dated(self.interview), file)
            self._references()
            self._notes()

    def _level(self, name: str, dated: dict[str, str], address: str) -> None:
        with self.xml.element(name):
            self.xml.leaf("FRBRthis", "", {"value": address})
            self.xml.leaf("FRBRuri", "", {"value": address})
            self.xml.leaf("FRBRdate", "", dated)
            self.xml.leaf("FRBRauthor", "", {"href": "#archive"})
            if name == "FRBRWork":
                # A country has to be named, and an interview has none: ISO 3166's code for that.
                self.xml.leaf("FRBRcountry", "", {"value": "zz"})
            elif name == "FRBRExpression":
                self.xml.leaf("FRBRlanguage", "", {"language": self.interview.language})

    def _references(self) -> None:
        with self.xml.element("references", {"source": "#archive"}):
            self._reference(
                "TLCOrganization", "archive", f"{self.addresses.base}/", site_name("en")
            )
            for each in self.transcript.participants:
                person = each.person
                address = self.addresses.speaker(self.interview, person)
                self._reference("TLCPerson", person_id(person), address, as_written(person.name))
            for number, role in enumerate(self._roles, 1):
                self._reference("TLCRole", f"role-{number}", f"/ontology/role/{number}", role)

    @property
    def _roles(self) -> list[str]:
        roles = (as_written(each.role) for each in self.transcript.participants)
        return list(dict.fromkeys(roles))

    def _reference(self, name: str, eid: str, href: str, shown: str) -> None:
        self.xml.leaf(name, "", {"eId": eid, "href": href, "showAs": shown})

    def _notes(self) -> None:
        """What is said beside the words; a `noteRef` stands where each belongs."""
        notes = [
            (_note_id(passage, number), note)
            for turn in self.transcript.turns
            for passage in turn.passages
            for number, note in enumerate(_by_place(passage), 1)
        ]
        if not notes:
            return
        with self.xml.element("notes", {"source": "#archive"}):
            for name, note in notes:
                with self.xml.element("note", {"eId": name, "class": note.kind}):
                    self.xml.leaf("p", as_written(note.text))

    def _preface(self) -> None:
        with self.xml.element("preface"), self.xml.element("p"):
            title = plain_text(self.interview.title, self.interview.markup)
            self.xml.leaf("docTitle", title)

    def _topic(self, part: TopicPart) -> None:
        """A section; those of its parts are in it."""
        attributes = {"name": "topic", "eId": f"topic-{part.topic.slug}"}
        with self.xml.element("debateSection", attributes):
            if title := heading(part):
                self.xml.leaf("heading", title)
            for turn in part.turns:
                self._turn(turn)
            inner = part.next if not is_part(part) else None
            is_empty = not part.turns and not (inner and is_part(inner))
            while inner is not None and is_part(inner):
                self._topic(inner)
                inner = inner.next
            if is_empty:
                self.xml.leaf("narrative")

    def _turn(self, turn: Turn) -> None:
        if not turn.speakers:
            self._direction(turn)
            return
        attributes = {"eId": turn.anchor, **_times(turn), **_language(turn)}
        attributes["by"] = f"#{person_id(turn.speakers[0])}"
        if as_written(turn.role) in self._roles:
            attributes["as"] = f"#role-{self._roles.index(as_written(turn.role)) + 1}"
        with self.xml.element(ELEMENTS.get(Segment.Kind(turn.kind), "speech"), attributes):
            # One person alone can be referred to; all are named.
            self.xml.leaf("from", speakers(turn))
            for passage in turn.passages:
                with self.xml.element("p", {"eId": passage.anchor}):
                    self._words(passage)

    def _direction(self, turn: Turn) -> None:
        for passage in turn.passages:
            with self.xml.element("narrative", {"eId": passage.anchor, **_language(turn)}):
                self._words(passage)

    def _words(self, passage: Passage) -> None:
        notes = _by_place(passage)
        first, *others = cut_at(passage.plain, [note.last for note in notes])
        self.xml.text(first)
        for number, piece in enumerate(others, 1):
            href = f"#{_note_id(passage, number)}"
            self.xml.leaf("noteRef", "", {"href": href, "marker": str(number)})
            self.xml.text(piece)


def _by_place(passage: Passage) -> list[Note]:
    return sorted(passage.notes, key=lambda note: note.last)


def _note_id(passage: Passage, number: int) -> str:
    return f"{passage.anchor}-note-{number}"


def _stands_inside(part: TopicPart) -> bool:
    """Whether its section is in that of a topic before it."""
    above = part.previous
    while above is not None and is_part(above):
        above = above.previous
    return is_part(part) and above is not None


def _dated(interview: Interview) -> dict[str, str]:
    """When it was held or else came out, as far as a whole day needs it: its first day."""
    for name, text in (("recording", interview.recorded), ("publication", interview.published)):
        if stated := PartialDate.parse(text):
            day = date(stated.year, stated.month or 1, stated.day or 1)
            return {"date": day.isoformat(), "name": name}
    return NO_DATE


def _times(turn: Turn) -> dict[str, str]:
    named = {"rec:start": turn.segment.start, "rec:end": turn.segment.end}
    return {name: in_seconds(time) for name, time in named.items() if time is not None}


def _language(turn: Turn) -> dict[str, str]:
    return {"xml:lang": turn.segment.language} if turn.segment.language else {}
