"""Keeps the index with the data: what is saved or deleted shows in the next search.

Saves are collected and indexed when their transaction commits, a turn once however many of its
sentences changed.  A fixture's rows are not: they make the index stale, and `manage.py prepare`
builds it anew.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction
from django.db.models import Q
from django.db.models.signals import post_save, pre_delete, pre_save
from django.dispatch import receiver

from archive.changes.transactions import waiting_for_commit
from archive.models import (
    Interview,
    Paragraph,
    Participant,
    Person,
    Segment,
    Sentence,
    Term,
    Topic,
)
from archive.signals import imported, prepared, serving
from search.index import updating as keeping

LEFT = "_exchange_left"

# For each model: which segments show something of a record of it.
AFFECTED: dict[type, Callable[[Any], Q]] = {
    Interview: lambda each: Q(topic__interview=each),
    Topic: lambda each: Q(topic=each),
    # Its exchange's other turns show it too, and those of an exchange that it left.
    Segment: lambda each: Q(exchange__in=[each.exchange_id, getattr(each, LEFT, None)]),
    Paragraph: lambda each: Q(exchange__segments=each.segment_id),
    Sentence: lambda each: Q(exchange__segments__paragraphs=each.paragraph_id),
    Person: lambda each: Q(speaker=each),
    Participant: lambda each: Q(speaker=each.person_id, topic__interview=each.interview_id),
}


@receiver(pre_save, sender=Segment)
def note_exchange(instance: Segment, raw: bool, **kwargs: Any) -> None:
    """Remember in which exchange a segment is before it is saved."""
    if not raw:
        stored = Segment.objects.filter(pk=instance.pk).values_list("exchange", flat=True)
        setattr(instance, LEFT, stored.first())


@receiver([post_save, pre_delete])
def note_change(sender: type, instance: Any, raw: bool = False, **kwargs: Any) -> None:
    """Index the segments of a changed record when the transaction commits."""
    if sender not in AFFECTED:
        return
    if raw:
        keeping.mark_stale()
        return
    segments = Segment.objects.filter(AFFECTED[sender](instance))
    _note(set(segments.values_list("pk", flat=True)))


@receiver([post_save, pre_delete], sender=Term)
def note_term(instance: Term, raw: bool = False, **kwargs: Any) -> None:
    """Index the segments that mentioned the term or have a name of it."""
    if raw:
        keeping.mark_stale()
    else:
        _note(keeping.segments_mentioning(instance.slug, instance.names))


@receiver(imported)
def index_imported(interview: Interview, **kwargs: Any) -> None:
    """Index an interview that was imported anew."""
    segments = Segment.objects.filter(topic__interview=interview)
    _note(set(segments.values_list("pk", flat=True)))


@receiver(serving)
def load_before_workers_fork(**kwargs: Any) -> None:
    """The dictionary, the index and what is made of it, so that no reader waits for them."""
    keeping.warm_up()


@receiver(prepared)
def bring_up_to_date(command: BaseCommand, **kwargs: Any) -> None:
    """Build the index where it is missing or of other content."""
    keeping.build_if_stale(command.stdout.write)


class _Update:
    """A transaction's callback that indexes the segments noted in it."""

    def __init__(self) -> None:
        # Django calls it by this name where it logs that it failed.
        self.__qualname__ = type(self).__qualname__
        self.keys: set[int] = set()

    def __call__(self) -> None:
        keeping.index_segments(self.keys)


def _note(keys: set[int]) -> None:
    """Index the segments with these keys at the transaction's end, each once."""
    if not transaction.get_connection().in_atomic_block:
        keeping.index_segments(keys)
        return
    update = waiting_for_commit(_Update)
    if update is None:
        update = _Update()
        # The change is committed by then; a failure is logged, and `prepare` makes up for it.
        transaction.on_commit(update, robust=True)
    update.keys |= keys
