"""A number for the state of the archive's content: every change of content makes it larger.

What is derived from content (rendered pages, the search index) is kept with the number that it was
made from, and made anew when the number has changed.
"""

from __future__ import annotations

from datetime import UTC, datetime

from django.db import connection, transaction
from django.db.models import F
from django.utils import timezone

from archive.changes.embargoes import ended, note_ended
from archive.changes.transactions import waiting_for_commit
from archive.models import Change
from archive.models.versions import TABLE, ContentVersion
from archive.signals import changed


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


def content_changed() -> int:
    """Make the number larger, once in a transaction, and return it.

    The row stays locked until the transaction ends, so numbers have no gaps and are in the order
    of the commits.  When it is committed, `archive.signals.changed` is sent.
    """
    if noted := waiting_for_commit(_Noted):
        return noted.number
    with transaction.atomic(savepoint=False):
        number, since, until = _next_number()
        noted = _Noted(number)
        Change.objects.create(number=number)
        note_ended(number, since, until)
        # What follows is made up for by whoever reads the log next.
        transaction.on_commit(noted, robust=True)
    return noted.number


def _next_number() -> tuple[int, datetime, datetime]:
    """The next number, and from when until when it moves the content's clock.

    The clock never goes back, whatever another machine's says: an embargo that has ended stays so.
    """
    now = timezone.now()
    # What comes first locks the row.
    if not ContentVersion.objects.filter(pk=1).update(number=F("number") + 1):
        ContentVersion.objects.update_or_create(pk=1, defaults={"number": 1, "changed": now})
    number, before = content_state()
    since = before or now
    ContentVersion.objects.filter(pk=1).update(changed=max(now, since))
    return number, since, max(now, since)


def end_embargoes() -> bool:
    """Let interviews be seen whose embargo is over; tell whether there were any.

    Whoever follows the content calls it once a second, since nobody saves anything then.
    """
    _, before = content_state()
    if before is None or not ended(before, timezone.now()).exists():
        return False
    with transaction.atomic():
        content_changed()
    return True


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
    """Stands among a transaction's callbacks to show that it has its number."""

    def __init__(self, number: int) -> None:
        # Django calls it by this name where it logs that it failed.
        self.__qualname__ = type(self).__qualname__
        self.number = number

    def __call__(self) -> None:
        """Tell that the change is committed."""
        changed.send(ContentVersion)
