"""What every download has in common."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator

from archive.formats.addresses import Addresses
from archive.models import Interview
from archive.text import as_written, plain_text
from archive.transcript import Transcript


class Export(ABC):
    """A format in which a whole interview can be downloaded.

    `label` is its name, `extension` the end of its address, `media_type` what it is served as.
    """

    label: str
    extension: str
    media_type: str

    @abstractmethod
    def write(self, transcript: Transcript, addresses: Addresses) -> Iterator[str]:
        """The file, piece by piece, so that it is never in memory as one text."""

    def path(self, interview: Interview) -> str:
        """Where the interview can be downloaded in this format."""
        return f"/interviews/{interview.slug}/transcript.{self.extension}"

    @property
    def content_type(self) -> str:
        return f"{self.media_type}; charset=utf-8"


def facts(transcript: Transcript, addresses: Addresses) -> Iterator[tuple[str, str]]:
    """What the archive knows of the interview, for formats that tell it in words."""
    interview = transcript.interview
    for each in transcript.participants:
        names = " / ".join(filter(None, [each.person.name, each.person.name_ja]))
        position = f", {each.position}" if each.position else ""
        yield each.role, as_written(names + position)
    parts = [as_written(interview.publisher), interview.published or "n.d."]
    yield "published", ", ".join(filter(None, parts))
    if interview.original_title:
        title = plain_text(interview.original_title, interview.markup)
        publisher = as_written(interview.original_publisher)
        parts = [title, publisher, interview.original_published or "n.d."]
        yield "original", ", ".join(filter(None, parts))
    if not interview.speakers_named:
        yield "speakers", "attributed by the editors of the archive"
    yield "address", addresses.interview(interview)
