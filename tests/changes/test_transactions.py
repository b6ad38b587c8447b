"""What waits for a transaction's end is found until it ends."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from django.db import connection, transaction

from archive.changes.transactions import waiting_for_commit


class Waiting:
    """A callback of a class of its own."""

    def __call__(self) -> None:
        """Do nothing."""


def test_django_keeps_callbacks_where_they_are_looked_for(db: None) -> None:
    callback = Waiting()
    with transaction.atomic():
        transaction.on_commit(callback, robust=True)
        kept: Any = connection.run_on_commit[-1]
        savepoints = set(connection.savepoint_ids)
    assert kept == (savepoints, callback, True), (
        "Django no longer keeps callbacks as (savepoints, callback, robust) in the list "
        "`run_on_commit` of its connection, where archive/changes/transactions.py looks for them "
        "(read from Django 5.2.19)."
    )


def test_it_finds_what_waits_until_the_commit(transactional_db: None) -> None:
    callback = Waiting()
    assert waiting_for_commit(Waiting) is None
    with transaction.atomic():
        transaction.on_commit(lambda: None)
        assert waiting_for_commit(Waiting) is None
        transaction.on_commit(callback)
        with transaction.atomic():
            assert waiting_for_commit(Waiting) is callback
    assert waiting_for_commit(Waiting) is None


def test_it_does_not_find_what_a_savepoint_took_back(transactional_db: None) -> None:
    with transaction.atomic():
        with suppress(ValueError), transaction.atomic():
            transaction.on_commit(Waiting())
            raise ValueError
        assert waiting_for_commit(Waiting) is None, (
            "Django keeps the callbacks of a savepoint that was rolled back (5.2.19 did not): what "
            "changes after it in the same transaction would be neither counted nor indexed."
        )
