"""How many reports one sender may make."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from django.db import connection, transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

from archive.models import Report

# How many reports one sender may make in an hour.
HOURLY = 5


def sender_of(network: str) -> str:
    """The hash by which reports from one network are counted."""
    return salted_hmac("archive.reports.sender", network, algorithm="sha256").hexdigest()


@contextmanager
def counted(sender: str) -> Iterator[bool]:
    """Whether the sender may report now; nobody else with that sender is counted meanwhile.

    What is stored in this context is stored before the next one is counted.
    """
    with transaction.atomic():
        _lock(sender)
        yield not _has_reported_enough(sender)


def _lock(sender: str) -> None:
    """Let one of a sender's reports at a time be counted, until the transaction ends."""
    # SQLite has one writer at a time, from the transaction's beginning (BEGIN IMMEDIATE).
    if connection.vendor == "postgresql":
        number = int.from_bytes(bytes.fromhex(sender[:16]), signed=True)
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [number])


def _has_reported_enough(sender: str) -> bool:
    hour_ago = timezone.now() - timedelta(hours=1)
    return Report.objects.filter(sender=sender, created__gte=hour_ago).count() >= HOURLY
