"""A number for the state of the archive's content: every change of content makes it larger.

What is derived from content (rendered pages, the search index) is kept with the number that it was
made from, and made anew when the number has changed.
"""

from __future__ import annotations

from datetime import UTC, datetime

from django.db import connection, transaction
from django.db.models import F
from django.utils import timezone

from archive.changes.transactions import waiting_for_commit
from archive.models.versions import TABLE, ContentVersion


def content_version() -> int:
    """The present number: one small query."""
    return content_state()[0]


def content_state() -> tuple[int, datetime | None]:
    """The present number, and when it became that; None: there is no content yet."""
    # Every page asks for this first: no query is built for it.
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT number, changed FROM {TABLE} WHERE id = 1")  # noqa: S608
        row = cursor.fetchone()
    if row is None:
        return 0, None
    changed = row[1] if isinstance(row[1], datetime) else datetime.fromisoformat(row[1])
    return int(row[0]), changed if changed.tzinfo else changed.replace(tzinfo=UTC)


def content_changed() -> None:
    """Make the number larger, once in a transaction; for changes that send no signal."""
    if waiting_for_commit(_Noted):
        return
    now = timezone.now()
    if not ContentVersion.objects.filter(pk=1).update(number=F("number") + 1, changed=now):
        ContentVersion.objects.update_or_create(pk=1, defaults={"number": 1, "changed": now})
    transaction.on_commit(_Noted())


def content_restored(before: int) -> None:
    """Make the number larger than it was in the database that was there until now, too.

    A database of an old form may have no number; it begins with its migration.
    """
    if TABLE not in connection.introspection.table_names():
        return
    number = max(before, content_version()) + 1
    ContentVersion.objects.update_or_create(
        pk=1, defaults={"number": number, "changed": timezone.now()}
    )


class _Noted:
    """Stands among a transaction's callbacks to show that the number is larger already."""

    def __call__(self) -> None:
        """Nothing is left to do."""
