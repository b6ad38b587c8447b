"""The header of a TEI file: the interview's facts, and who speaks."""

from __future__ import annotations

from collections.abc import Iterator

from archive.formats.addresses import Addresses
from archive.formats.tei_writing import in_seconds, participant_id
from archive.formats.xml_writing import XmlWriter
from archive.models import Interview, Participant, Segment
from archive.site.naming import site_name
from archive.text import as_written, plain_text
from archive.transcript import Transcript

UNKNOWN = "n.d."


class TeiHeader:
    """Writes the header of one file."""

    def __init__(self, transcript: Transcript, addresses: Addresses, xml: XmlWriter) -> None:
        self.transcript = transcript
        self.interview = transcript.interview
        self.addresses = addresses
        self.xml = xml

    def write(self) -> None:
        with self.xml.element("teiHeader"):
            with self.xml.element("fileDesc"):
                self._title()
                self._publication()
                if self.interview.series:
                    with self.xml.element("seriesStmt"):
                        self.xml.leaf("title", as_written(self.interview.series))
                if self.interview.pull_quotes:
                    with self.xml.element("notesStmt"):
                        self.xml.leaf("note", self.interview.pull_quotes, {"type": "pull-quotes"})
                self._source()
            self._encoding()
            self._profile()

    def _plain(self, text: str) -> str:
        return plain_text(text, self.interview.markup)

    def _title(self) -> None:
        with self.xml.element("titleStmt"):
            self.xml.leaf("title", self._plain(self.interview.title))
            for language, text in translations(self.interview.translations, "title"):
                self.xml.leaf("title", text, {"type": "translation", "xml:lang": language})
            if self.interview.commissioner:
                self.xml.leaf("sponsor", as_written(self.interview.commissioner))
            for each in self.transcript.participants:
                with self.xml.element("respStmt"):
                    self.xml.leaf("resp", as_written(each.role))
                    name = as_written(each.person.name)
                    self.xml.leaf("name", name, {"ref": f"#{participant_id(each)}"})

    def _publication(self) -> None:
        with self.xml.element("publicationStmt"):
            self.xml.leaf("publisher", site_name("en"))
            address = self.addresses.interview(self.interview)
            self.xml.leaf("idno", address, {"type": "URL"})
            self.xml.leaf("idno", self.interview.slug, {"type": "slug"})
            if self.interview.licence or self.interview.rights:
                with self.xml.element("availability"):
                    self._licence()

    def _licence(self) -> None:
        licence = as_written(self.interview.licence)
        if licence:
            is_address = licence.startswith(("https://", "http://")) and " " not in licence
            self.xml.leaf("licence", licence, {"target": licence} if is_address else {})
        if self.interview.rights:
            self.xml.leaf("p", as_written(self.interview.rights))

    def _source(self) -> None:
        """The text that the archive holds, what it was translated from, and the recording."""
        interview = self.interview
        with self.xml.element("sourceDesc"):
            with self.xml.element("bibl"):
                self.xml.leaf("title", self._plain(interview.title))
                self._stated(interview.publisher, interview.published)
            if _has_original(interview):
                self._original()
            if _has_recording(interview):
                self._recording()

    def _original(self) -> None:
        interview = self.interview
        medium = interview.original_medium
        language = interview.original_language
        with self.xml.element(
            "bibl", {"type": "original", **({"subtype": medium} if medium else {})}
        ):
            self.xml.leaf(
                "title",
                self._plain(interview.original_title),
                {"xml:lang": language} if language else {},
            )
            self._stated(interview.original_publisher, interview.original_published)
            if interview.original_summary:
                self.xml.leaf("note", self._plain(interview.original_summary))

    def _stated(self, publisher: str, published: str) -> None:
        if publisher:
            self.xml.leaf("publisher", as_written(publisher))
        self.xml.leaf("date", published or UNKNOWN, {"when": published} if published else {})

    def _recording(self) -> None:
        interview = self.interview
        attributes = {}
        if interview.recording_medium:
            attributes["type"] = interview.recording_medium
        if interview.recording_length is not None:
            attributes["dur"] = f"PT{in_seconds(interview.recording_length)}S"
        element, address = self.xml.element, as_written(interview.recording)
        with element("recordingStmt"), element("recording", attributes), element("p"):
            if address:
                self.xml.leaf("ref", address, {"target": address})

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
        with self.xml.element("encodingDesc"):
            with self.xml.element("editorialDecl"):
                who = "speakers-named" if named else "speakers-attributed"
                self.xml.leaf("p", text, {"xml:lang": "en", "n": who})
            with self.xml.element("classDecl"), self.xml.element("taxonomy"):
                for kind in Segment.Kind:
                    with self.xml.element("category", {"xml:id": f"kind-{kind.value}"}):
                        self.xml.leaf("catDesc", kind.value, {"xml:lang": "en"})

    def _profile(self) -> None:
        with self.xml.element("profileDesc"):
            self._abstracts()
            with self.xml.element("langUsage"):
                self.xml.leaf("language", "", {"ident": self.interview.language})
            with self.xml.element("particDesc"), self.xml.element("listPerson"):
                for each in self.transcript.participants:
                    self._person(each)
            self._setting()
            self._tags()

    def _abstracts(self) -> None:
        if self.interview.summary:
            with self.xml.element("abstract"):
                self.xml.leaf("p", self._plain(self.interview.summary))
        for language, text in translations(self.interview.translations, "summary"):
            with self.xml.element("abstract", {"xml:lang": language}):
                self.xml.leaf("p", text)

    def _person(self, participant: Participant) -> None:
        person = participant.person
        attributes = {"xml:id": participant_id(participant)}
        # An attribute takes a single word; any role is said in `resp`.
        if participant.role in Participant.Role.values:
            attributes["role"] = participant.role
        with self.xml.element("person", attributes):
            kind = {} if person.identified else {"type": "description"}
            self.xml.leaf("persName", as_written(person.name), kind)
            if person.name_ja:
                self.xml.leaf("persName", as_written(person.name_ja), {"xml:lang": "ja"})
            if person.family_name:
                self.xml.leaf("persName", as_written(person.family_name), {"type": "family"})
            if participant.position:
                self.xml.leaf("occupation", as_written(participant.position))

    def _setting(self) -> None:
        recorded, place = self.interview.recorded, self.interview.place
        if recorded or place:
            with self.xml.element("settingDesc"), self.xml.element("setting"):
                if place:
                    self.xml.leaf("name", as_written(place), {"type": "place"})
                if recorded:
                    self.xml.leaf("date", recorded, {"when": recorded})

    def _tags(self) -> None:
        if tags := self.interview.tag_list:
            line = self._plain(self.interview.tags)
            with self.xml.element("textClass"), self.xml.element("keywords", {"n": line}):
                for tag in tags:
                    self.xml.leaf("term", self._plain(tag))


def translations(texts: dict[str, dict[str, str]], name: str) -> Iterator[tuple[str, str]]:
    """What is said under `name` in each language that says it."""
    for language, said in texts.items():
        if said.get(name):
            yield language, as_written(said[name])


def _has_original(interview: Interview) -> bool:
    names = ("title", "summary", "language", "medium", "publisher", "published")
    return any(getattr(interview, f"original_{name}") for name in names)


def _has_recording(interview: Interview) -> bool:
    length = interview.recording_length
    return bool(interview.recording or interview.recording_medium or length is not None)
