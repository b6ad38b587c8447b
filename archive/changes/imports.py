"""The change that an import makes, which no signal of a model tells whole."""

from __future__ import annotations

from archive.changes.versions import content_changed
from archive.models import Interview
from archive.signals import imported


def interview_imported(interview: Interview) -> None:
    """Count the change, and let whatever is made of the interview be made anew."""
    content_changed()
    imported.send(Interview, interview=interview)
