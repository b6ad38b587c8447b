"""Every edit goes through here: one transaction, its rows before and after, and what follows."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from archive.editing.aftermath import Shown, settle, shown
from archive.editing.errors import NotConfirmedError, RefusedError
from archive.editing.rows import Rows, add_people, differences, keys_of, rows_of
from archive.editing.telling import corrections_between
from archive.models import Correction, Edit, Interview, Person


@dataclass(frozen=True)
class Editor:
    """Who edits, why, and whether they agreed that the archive keeps the interview from now on."""

    user: AbstractBaseUser | None = None
    reason: str = ""
    confirmed: bool = False

    @property
    def name(self) -> str:
        """The name that the history keeps, whatever becomes of the account."""
        return self.user.get_username() if self.user else ""


@dataclass
class Recording:
    """An edit that is being made.  `place`: the anchor of the turn that it is made at."""

    interview: Interview
    place: str = ""
    of: Edit | None = None
    edit: Edit | None = None


@dataclass(frozen=True)
class Reach:
    """What an edit may change: how the interview is built, and that of `others` (keys); of what
    turns hold, all, or only that of `contents` (keys) and of turns that it makes."""

    contents: Collection[int] | None = None
    others: Collection[int] = ()


EVERYTHING, NO_CONTENTS = Reach(), Reach(())


@contextmanager
def recorded(
    editor: Editor,
    interview: Interview,
    operation: str,
    *,
    place: str = "",
    reach: Reach = EVERYTHING,
) -> Iterator[Recording]:
    """Make an edit in the block, all of it or nothing.

    An edit that changes nothing leaves no trace.  Raises `NotConfirmedError`.
    """
    with transaction.atomic():
        scope = [interview.pk, *reach.others]
        # One editor of an interview at a time; always in this order, so that none wait in a ring.
        locked = Interview.objects.select_for_update().filter(pk__in=scope).order_by("pk")
        theirs = _asked(editor, list(locked), interview)
        recording = Recording(interview, place)
        before, seen = rows_of(scope, reach.contents), shown(scope)
        newest = Person.objects.aggregate(newest=Max("pk"))["newest"] or 0
        yield recording
        after = rows_of(scope, _contents(reach, scope, seen))
        # Who only took part, or takes part no more, is in the archive all the same.
        add_people(after, keys_of(before, "person"))
        add_people(before, [each for each in keys_of(after, "person") if each <= newest])
        if changed := differences(before, after):
            _claim(theirs, interview)
            recording.edit = _note(editor, recording, operation, changed)
            _note_corrections(recording.edit, before, after)
            settle(scope, (before, seen), (after, shown(scope)))


def _contents(reach: Reach, scope: list[int], seen: Shown) -> Collection[int] | None:
    """The turns whose contents may be others now."""
    if reach.contents is None:
        return None
    return {*reach.contents, *(each for each in shown(scope) if each not in seen)}


def _asked(editor: Editor, locked: list[Interview], interview: Interview) -> list[Interview]:
    """Those of the interviews that their files keep, if the editor agreed to change that."""
    if interview not in locked:
        raise RefusedError(_("This interview is no longer in the archive."))
    theirs = [each for each in locked if each.kept_by == Interview.KeptBy.FILE]
    if theirs and not editor.confirmed:
        raise NotConfirmedError
    return theirs


def _claim(theirs: list[Interview], interview: Interview) -> None:
    """Have the archive keep the interviews from now on."""
    for each in theirs:
        each.kept_by = Interview.KeptBy.ARCHIVE
        each.save(update_fields=["kept_by"])
    interview.kept_by = Interview.KeptBy.ARCHIVE


def _note(editor: Editor, recording: Recording, operation: str, changed: dict[str, Any]) -> Edit:
    return Edit.objects.create(
        interview=recording.interview,
        editor_id=editor.user.pk if editor.user else None,
        editor_name=editor.name[:150],
        operation=operation,
        place=recording.place,
        reason=editor.reason.strip(),
        rows=changed,
        of=recording.of,
    )


def _note_corrections(edit: Edit, before: Rows, after: Rows) -> None:
    Correction.objects.bulk_create(
        Correction(edit=edit, **values) for values in corrections_between(before, after)
    )
