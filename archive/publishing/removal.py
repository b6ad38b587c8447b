"""Takes an interview's words out of the archive for good, and leaves its addresses their notice.

What stays is the interview's row without its texts, withdrawn, with the reason; and its anchors
without their last words, so that none of them is ever given to other words.  Its history goes too:
it has the words before and after each edit.
"""

from __future__ import annotations

from collections.abc import Mapping
from copy import copy
from typing import Any

from django.db import transaction

from archive.models import (
    Anchor,
    Draft,
    Edit,
    ImportState,
    Interview,
    Person,
    Report,
    SourceText,
    Topic,
)
from archive.models.publication import TEXTS
from archive.publishing.states import withdraw

# What an interview's row says of the text, and by what it is replaced.
_EMPTY: dict[str, Any] = {
    **dict.fromkeys(("title", "tags", "summary", "original_title", "original_summary", *TEXTS), ""),
    **{name: {} for name in ("field_lines", "other_lines", "translations")},
    **dict.fromkeys(("first_line", "last_line"), 1),
    "embargo": None,
    "featured": False,
    # An import of its file must not bring the words back.
    "kept_by": Interview.KeptBy.ARCHIVE,
}


@transaction.atomic
def remove(
    interview: Interview, reason: str, translations: Mapping[str, str] | None = None
) -> None:
    """Withdraw the interview and delete its words, its people where they are in no other, and what
    is kept of its source."""
    for name, value in _EMPTY.items():
        setattr(interview, name, copy(value))
    withdraw(interview, reason, translations)
    people = list(interview.people.values_list("pk", flat=True))
    _delete_turns(interview)
    interview.participants.all().delete()
    for person in Person.objects.filter(pk__in=people, participations=None):
        person.delete()
    for kept in (ImportState, SourceText, Draft, Edit):
        kept.objects.filter(interview=interview).delete()
    _forget_words(interview)


def _delete_turns(interview: Interview) -> None:
    # The topics of the second level first: those of the first are not deleted under them.
    for topics in (
        Topic.objects.filter(interview=interview, parent__isnull=False),
        Topic.objects.filter(interview=interview),
    ):
        topics.delete()
    interview.exchanges.all().delete()


def _forget_words(interview: Interview) -> None:
    """The last words of its anchors, which the deletion kept, and those that readers quoted."""
    anchors = Anchor.objects.filter(interview=interview)
    Report.objects.filter(anchor__in=anchors.values("code")).update(words="")
    anchors.update(words="")
