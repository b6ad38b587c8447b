"""What an editor is writing and has not saved: kept for them, for each turn."""

from __future__ import annotations

from collections.abc import Mapping

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import QuerySet
from django.utils import timezone

from archive.models import Draft, Interview
from archive.text import FORBIDDEN

# More than this no turn has; whoever sends more is not writing.
MOST_CHARACTERS = 1_000_000


def keep_draft(
    user: AbstractBaseUser, interview: Interview, turn: str, version: str, texts: Mapping[str, str]
) -> Draft:
    """Keep what `user` has written so far, by paragraph, from the turn's `version`."""
    kept = {code: FORBIDDEN.sub("", text)[:MOST_CHARACTERS] for code, text in texts.items()}
    values = {"interview": interview, "version": version, "texts": kept, "time": timezone.now()}
    draft, _made = Draft.objects.update_or_create(values, editor_id=user.pk, turn=turn)
    return draft


def drop_draft(user: AbstractBaseUser, turn: str) -> None:
    """Forget it: it was saved, or is not wanted any more."""
    Draft.objects.filter(editor_id=user.pk, turn=turn).delete()


def drafts_of(user: AbstractBaseUser, interview: Interview) -> QuerySet[Draft]:
    """What the user has not saved in an interview."""
    return Draft.objects.filter(editor_id=user.pk, interview=interview)
