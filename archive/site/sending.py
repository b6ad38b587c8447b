"""How much one sender may have stored in an hour, exactly, however many requests come at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.db import connection, transaction
from django.utils.crypto import salted_hmac


def sender_of(network: str, purpose: str) -> str:
    """The hash by which what one network sends for a purpose is counted."""
    return salted_hmac(purpose, network, algorithm="sha256").hexdigest()


@contextmanager
def one_at_a_time(sender: str, has_sent_enough: Callable[[], bool]) -> Iterator[bool]:
    """Whether the sender may send now; nobody else with that sender is counted meanwhile.

    What is stored in this context is stored before the next one is counted.
    """
    with transaction.atomic():
        _lock(sender)
        yield not has_sent_enough()


def _lock(sender: str) -> None:
    """Let one of a sender's requests at a time be counted, until the transaction ends."""
    # SQLite has one writer at a time, from the transaction's beginning (BEGIN IMMEDIATE).
    if connection.vendor == "postgresql":
        number = int.from_bytes(bytes.fromhex(sender[:16]), signed=True)
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [number])
