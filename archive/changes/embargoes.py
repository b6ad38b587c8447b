"""Embargoes that end, which nobody saves: a change of content all the same.

The end of one is noted by the first change of content after it, whichever that is, in its
transaction and with its number.
"""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet

from archive.models import Change, History, Interview, Segment


def ended(after: datetime, until: datetime) -> QuerySet[Interview]:
    """The interviews whose embargo ended in that time: readers see them from then on."""
    state = Interview.State.PUBLISHED
    return Interview.objects.filter(state=state, embargo__gt=after, embargo__lte=until)


def note_ended(number: int, after: datetime, until: datetime) -> None:
    """Log them under the number of the present change."""
    keys = list(ended(after, until).values_list("pk", flat=True))
    if not keys:
        return
    segments = Segment.objects.filter(topic__interview__in=keys).values_list("pk", flat=True)
    Change.objects.bulk_create(
        (Change(number=number, segment=key) for key in segments), ignore_conflicts=True
    )
    # For readers they are new.
    History.objects.filter(pk__in=keys).update(added=until, changed=until)
