"""When an interview came into this archive, and when its record last changed here.

These are the archive's own dates, for its feed; they say nothing of when an interview took place.
They are kept apart from the interview, so that its fixture is the same on every machine.
"""

from __future__ import annotations

from django.db.models import Model
from django.utils import timezone

from archive.changes.dependencies import interviews_of
from archive.models import History, Interview


def note_interview(interview: Interview) -> None:
    """An interview was added or edited."""
    changed = {"changed": timezone.now()}
    added = {**changed, "added": changed["changed"]}
    History.objects.update_or_create(changed, interview=interview, create_defaults=added)


def note_part(record: Model) -> None:
    """A part of an interview was added or edited, or is about to be taken away."""
    interviews = interviews_of(record)
    if interviews is not None:
        # Asked for first: SQLite would go through all dates to see whether they are among them.
        keys = set(interviews.values_list("pk", flat=True))
        History.objects.filter(pk__in=keys).update(changed=timezone.now())
