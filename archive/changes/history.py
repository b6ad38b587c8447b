"""When an interview came into this archive, and when its record last changed here.

These are the archive's own dates, for its feed; they say nothing of when an interview took place.
They are kept apart from the interview, so that its fixture is the same on every machine.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import models
from django.db.models import Q
from django.db.models.signals import post_save, pre_delete
from django.dispatch import receiver
from django.utils import timezone

from archive.models import History, Interview, Paragraph, Participant, Segment, Sentence, Topic

# For each kind of part: which interview's history it belongs to.
AFFECTED: dict[type[models.Model], Callable[[Any], Q]] = {
    Participant: lambda each: Q(interview=each.interview_id),
    Topic: lambda each: Q(interview=each.interview_id),
    Segment: lambda each: Q(interview__topics=each.topic_id),
    Paragraph: lambda each: Q(interview__topics__segments=each.segment_id),
    Sentence: lambda each: Q(interview__topics__segments__paragraphs=each.paragraph_id),
}


@receiver(post_save, sender=Interview)
def note_interview(instance: Interview, **kwargs: Any) -> None:
    """An interview that was added or edited."""
    changed = {"changed": timezone.now()}
    added = {**changed, "added": changed["changed"]}
    History.objects.update_or_create(changed, interview=instance, create_defaults=added)


@receiver([post_save, pre_delete])
def note_part(
    sender: type[models.Model], instance: models.Model, raw: bool = False, **kwargs: Any
) -> None:
    """A part that was added, edited or taken away; those of a fixture come with their interview."""
    if sender in AFFECTED and not raw:
        keys = History.objects.filter(AFFECTED[sender](instance)).values("pk")
        History.objects.filter(pk__in=keys).update(changed=timezone.now())
