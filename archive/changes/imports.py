"""Changes that no signal of a model tells whole: those of an import, and of the editors' desk."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from django.db.models import Q
from django.utils import timezone

from archive.changes.log import log_segments
from archive.models import History, Interview, Segment


def interview_imported(interview: Interview) -> None:
    """Log that all of an interview may have changed."""
    segments = Segment.objects.filter(topic__interview=interview)
    log_segments(segments.values_list("pk", flat=True))


def interviews_edited(interviews: Iterable[int], segments: Collection[int]) -> None:
    """Log an edit by which segments of these keys changed, or went, in interviews of these keys.

    Other turns of their exchanges show them too.
    """
    mates = Segment.objects.filter(Q(exchange__segments__in=segments))
    log_segments({*segments, *mates.values_list("pk", flat=True)})
    History.objects.filter(pk__in=list(interviews)).update(changed=timezone.now())
