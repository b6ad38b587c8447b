"""The names by which the parts of a TEI file refer to one another."""

from __future__ import annotations

from datetime import timedelta

from archive.models import Participant, Person

NAMESPACE = "http://www.tei-c.org/ns/1.0"


def person_id(person: Person) -> str:
    """An XML name, which a slug need not be."""
    return f"person-{person.slug}"


def participant_id(participant: Participant) -> str:
    return person_id(participant.person)


def moment_id(time: timedelta) -> str:
    """The name of a time in the timeline: the microseconds since the recording began."""
    return f"T{time // timedelta(microseconds=1)}"


def moment(time: timedelta) -> str:
    """A reference to it."""
    return f"#{moment_id(time)}"


def in_seconds(time: timedelta) -> str:
    """The time in seconds, to the microsecond, without zeros at its end."""
    return f"{time.total_seconds():.6f}".rstrip("0").rstrip(".")
