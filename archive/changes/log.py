"""The log of changes: written in the transaction of the change, read by indexes that follow it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from archive.changes.versions import content_changed
from archive.models import Change, FollowingIndex

# An index that lacks a change so old is not waited for.
FORGOTTEN = timedelta(days=7)


@dataclass(frozen=True)
class Changed:
    """What changed from one version of the content to another.

    `complete` is false where the log no longer has all of it.
    """

    segments: frozenset[int] = frozenset()
    terms: frozenset[str] = frozenset()
    whole: bool = False
    complete: bool = True


@transaction.atomic(savepoint=False)
def log_segments(keys: Iterable[int]) -> None:
    """Note that what is shown of these segments changes in the present transaction."""
    number = content_changed()
    Change.objects.bulk_create(
        (Change(number=number, segment=key) for key in keys), ignore_conflicts=True
    )


@transaction.atomic(savepoint=False)
def log_term(slug: str) -> None:
    """Note that a term changes: which segments mention it, each index knows."""
    Change.objects.create(number=content_changed(), term=slug)


@transaction.atomic(savepoint=False)
def log_whole() -> None:
    """Note that anything may change: once in a transaction is enough."""
    Change.objects.filter(number=content_changed(), segment=None, term="").update(whole=True)


def changes_between(applied: int, version: int) -> Changed:
    """What changed after the version `applied` up to `version`."""
    rows = list(
        Change.objects.filter(number__gt=applied, number__lte=version).values_list(
            "number", "segment", "term", "whole"
        )
    )
    return Changed(
        segments=frozenset(segment for _, segment, _, _ in rows if segment is not None),
        terms=frozenset(term for _, _, term, _ in rows if term),
        whole=any(whole for *_, whole in rows),
        complete=len({number for number, *_ in rows}) == version - applied,
    )


def note_applied(name: str, applied: int) -> None:
    """Note how far an index is, and drop what every index that still follows has applied."""
    now = timezone.now()
    FollowingIndex.objects.update_or_create(name=name, defaults={"applied": applied, "seen": now})
    old = Change.objects.filter(time__lt=now - FORGOTTEN).aggregate(newest=Max("number"))["newest"]
    FollowingIndex.objects.filter(applied__lt=old or 0).delete()
    behind = min(FollowingIndex.objects.values_list("applied", flat=True), default=0)
    Change.objects.filter(number__lte=behind).delete()
