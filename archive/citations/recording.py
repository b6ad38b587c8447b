"""What is stated of a recording, for citations in forms that have room for it."""

from __future__ import annotations

from archive.models import Interview
from archive.models.dates import PartialDate
from archive.text import as_written


def held_on(interview: Interview) -> PartialDate | None:
    """The day on which it was held; None: nobody states one."""
    return PartialDate.parse(interview.recorded)


def held_at(interview: Interview) -> str:
    """The place where it was held."""
    return as_written(interview.place)


def medium(interview: Interview) -> str:
    """The recording's medium, as citations for programs name it: in English."""
    return interview.recording_medium


def recording_notes(interview: Interview) -> list[str]:
    """The facts as notes, for forms without a place of their own for them."""
    stated = {
        "Held": ", ".join(filter(None, [interview.recorded, held_at(interview)])),
        "Recording": ", ".join(filter(None, [medium(interview), as_written(interview.recording)])),
        "Rights": as_written(interview.rights),
        "Licence": as_written(interview.licence),
    }
    return [f"{name}: {text}" for name, text in stated.items() if text]
