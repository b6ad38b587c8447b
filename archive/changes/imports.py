"""The change that an import makes, which no signal of a model tells whole."""

from __future__ import annotations

from archive.changes.log import log_segments
from archive.models import Interview, Segment


def interview_imported(interview: Interview) -> None:
    """Log that all of an interview may have changed."""
    segments = Segment.objects.filter(topic__interview=interview)
    log_segments(segments.values_list("pk", flat=True))
