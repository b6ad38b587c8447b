"""What every download has in common."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator

from archive.formats.addresses import Addresses
from archive.models import Cue, Interview
from archive.text import as_written, plain_text
from archive.transcript import TopicPart, Transcript, Turn


class Export(ABC):
    """A format in which a whole interview can be downloaded.

    `label` is its name, `extension` the end of its address, `media_type` what it is served as.
    `needs_cues` says whether it has the times inside turns: its transcript is loaded with them.
    One that `needs_times` is only for interviews that have some.
    """

    label: str
    extension: str
    media_type: str
    needs_cues = False
    needs_times = False

    @abstractmethod
    def pieces(self, transcript: Transcript, addresses: Addresses) -> Iterator[bytes]:
        """The file, piece by piece, so that it need not be in memory as one."""

    def path(self, interview: Interview) -> str:
        """Where the interview can be downloaded in this format."""
        return f"/interviews/{interview.slug}/transcript.{self.extension}"

    @property
    def content_type(self) -> str:
        return self.media_type


class WrittenExport(Export):
    """A format that is text, in UTF-8."""

    @abstractmethod
    def write(self, transcript: Transcript, addresses: Addresses) -> Iterator[str]:
        """The text, piece by piece."""

    def pieces(self, transcript: Transcript, addresses: Addresses) -> Iterator[bytes]:
        return (piece.encode() for piece in self.write(transcript, addresses))

    @property
    def content_type(self) -> str:
        return f"{self.media_type}; charset=utf-8"


def has_times(transcript: Transcript) -> bool:
    """Whether any of the interview's words have times."""
    if any(turn.segment.start is not None for turn in transcript.turns):
        return True
    if transcript.with_cues:
        return any(passage.cues for turn in transcript.turns for passage in turn.passages)
    topics = transcript.interview.topics.all()
    return Cue.objects.filter(paragraph__segment__topic__in=topics).exists()


def speakers(turn: Turn) -> str:
    """The names of all who say a turn; empty for a direction."""
    return " / ".join(as_written(person.name) for person in turn.speakers)


def heading(part: TopicPart) -> str:
    """A topic's heading as it is read; empty where there is none."""
    return plain_text(part.topic.title, part.topic.interview.markup)


def is_part(part: TopicPart) -> bool:
    """Whether it is a topic of the second level."""
    return part.topic.parent_id is not None


def facts(transcript: Transcript, addresses: Addresses) -> Iterator[tuple[str, str]]:
    """What the archive knows of the interview, for formats that tell it in words."""
    interview = transcript.interview
    for each in transcript.participants:
        names = " / ".join(filter(None, [each.person.name, each.person.name_ja]))
        position = f", {each.position}" if each.position else ""
        yield as_written(each.role), as_written(names + position)
    parts = [as_written(interview.publisher), interview.published or "n.d."]
    yield "published", ", ".join(filter(None, parts))
    yield from ((name, as_written(value)) for name, value in _circumstances(interview) if value)
    if interview.original_title:
        title = plain_text(interview.original_title, interview.markup)
        publisher = as_written(interview.original_publisher)
        parts = [title, publisher, interview.original_published or "n.d."]
        yield "original", ", ".join(filter(None, parts))
    yield from translated(interview.translations)
    if not interview.speakers_named:
        yield "speakers", "attributed by the editors of the archive"
    yield "address", addresses.interview(interview)


def _circumstances(interview: Interview) -> Iterator[tuple[str, str]]:
    """When, where and for whom it was made, its recording, and what may be done with it."""
    yield "held", ", ".join(filter(None, [interview.place, interview.recorded]))
    yield "made for", interview.commissioner
    length = interview.recording_length
    shown = str(length) if length is not None else ""
    parts = [interview.recording, interview.recording_medium, shown]
    yield "recording", ", ".join(filter(None, parts))
    yield "series", interview.series
    yield "rights", interview.rights
    yield "licence", interview.licence


def topic_facts(part: TopicPart) -> Iterator[tuple[str, str]]:
    """What the archive says of a topic besides its heading."""
    if part.topic.summary:
        yield "summary", plain_text(part.topic.summary, part.topic.interview.markup)
    if part.topic.keyword_list:
        yield "keywords", as_written(", ".join(part.topic.keyword_list))
    yield from translated(part.topic.translations)


def translated(translations: dict[str, dict[str, str]]) -> Iterator[tuple[str, str]]:
    """Titles and summaries in other languages, each under its language: `title (en)`."""
    for language, texts in translations.items():
        for name in ("title", "summary"):
            if texts.get(name):
                yield f"{name} ({language})", as_written(texts[name])
