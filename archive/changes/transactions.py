"""What waits for the present transaction's end, so that it is asked for once in a transaction.

Django lets a callback be registered (`transaction.on_commit`), but does not say which are: they are
in `run_on_commit` of its connection, which is no public interface.  It is read here and nowhere
else, as it is in Django 5.2.19: a list of (keys of savepoints, callback, robust), from which Django
takes what a savepoint that is rolled back had registered.
tests/changes/test_transactions.py tells when that changes.
"""

from __future__ import annotations

from typing import TypeVar

from django.db import connection

Callback = TypeVar("Callback")


def waiting_for_commit(kind: type[Callback]) -> Callback | None:
    """The callback of this class that waits for the present transaction's commit, if any does."""
    callbacks = (each[1] for each in connection.run_on_commit)
    return next((each for each in callbacks if isinstance(each, kind)), None)
