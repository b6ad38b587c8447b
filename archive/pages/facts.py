"""The facts of an interview, as its page lists them: only those that are stated."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from django.utils.translation import gettext as _

from archive.models import Interview
from archive.text import as_written
from archive.transcript import Turn

WEB = ("https://", "http://")


@dataclass(frozen=True)
class Fact:
    """One fact: what it is, in words, with an address where it leads to one."""

    label: str
    text: str
    address: str = ""


def facts_of(interview: Interview) -> list[Fact]:
    """What is stated of how the interview was made."""
    return [each for each in _facts(interview) if each.text]


def _facts(interview: Interview) -> Iterator[Fact]:
    length = interview.recording_length
    yield Fact(_("Held"), interview.recorded)
    yield Fact(_("Place"), as_written(interview.place))
    yield Fact(_("Made for"), as_written(interview.commissioner))
    yield Fact(
        _("Recording"),
        interview.get_recording_medium_display() or web_address(interview.recording),
        web_address(interview.recording),
    )
    yield Fact(_("Length"), str(timedelta(seconds=int(length.total_seconds()))) if length else "")
    yield Fact(_("Rights"), as_written(interview.rights))
    yield Fact(_("Licence"), as_written(interview.licence), web_address(interview.licence))
    yield Fact(_("Series"), as_written(interview.series))


def web_address(text: str) -> str:
    """The text where it is an address of the web that a page can link to; else empty."""
    return as_written(text) if text.lower().startswith(WEB) else ""


def place_in_recording(turn: Turn) -> str:
    """The address where a turn is heard, as a media fragment (https://www.w3.org/TR/media-frags/);
    empty where there is no recording, or nobody says when."""
    return heard_at(turn.topic.topic.interview, turn.start)


def heard_at(interview: Interview, start: timedelta | None) -> str:
    """The address where a time of the recording is heard."""
    recording = web_address(interview.recording)
    if not recording or start is None:
        return ""
    return f"{recording.partition('#')[0]}#t={int(start.total_seconds())}"
