"""Keeps the index with the data: what is saved or deleted shows in the next search.

Saves are collected and indexed when their transaction commits, a turn once however many of its
sentences changed.  A fixture's rows are not: they make the index stale, and `manage.py prepare`
builds it anew.
"""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction
from django.db.models import Model
from django.db.models.signals import post_save, pre_delete
from django.dispatch import receiver

from archive.changes import segments_showing, waiting_for_commit
from archive.models import Interview, Segment, Term
from archive.signals import imported, prepared, restored
from search.index import updating


@receiver([post_save, pre_delete])
def note_change(instance: Model, raw: bool = False, **kwargs: Any) -> None:
    """Index the segments that show something of a changed record when the transaction commits."""
    segments = segments_showing(instance)
    if segments is None:
        return
    if raw:
        updating.mark_stale()
        return
    _note(set(segments.values_list("pk", flat=True)))


@receiver([post_save, pre_delete], sender=Term)
def note_term(instance: Term, raw: bool = False, **kwargs: Any) -> None:
    """Index the segments that mentioned the term or have a name of it."""
    if raw:
        updating.mark_stale()
    else:
        _note(updating.segments_mentioning(instance.slug, instance.names))


@receiver(imported)
def index_imported(interview: Interview, **kwargs: Any) -> None:
    """Index an interview that was imported anew."""
    segments = Segment.objects.filter(topic__interview=interview)
    _note(set(segments.values_list("pk", flat=True)))


@receiver(restored)
def doubt_index(**kwargs: Any) -> None:
    """The index was made of another database; `prepare` builds it anew."""
    updating.mark_stale()


@receiver(prepared)
def bring_up_to_date(command: BaseCommand, **kwargs: Any) -> None:
    """Build the index where it is missing or of other content."""
    updating.build_if_stale(command.stdout.write)


class _Update:
    """A transaction's callback that indexes the segments noted in it."""

    def __init__(self) -> None:
        # Django calls it by this name where it logs that it failed.
        self.__qualname__ = type(self).__qualname__
        self.keys: set[int] = set()

    def __call__(self) -> None:
        updating.index_segments(self.keys)


def _note(keys: set[int]) -> None:
    """Index the segments with these keys at the transaction's end, each once."""
    if not transaction.get_connection().in_atomic_block:
        updating.index_segments(keys)
        return
    update = waiting_for_commit(_Update)
    if update is None:
        update = _Update()
        # The change is committed by then; a failure is logged, and `prepare` makes up for it.
        transaction.on_commit(update, robust=True)
    update.keys |= keys
