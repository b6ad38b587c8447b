"""The states of an interview, and what goes with a change of state."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from archive.models import Interview

State = Interview.State


def publish(interview: Interview, not_before: datetime | None = None) -> None:
    """Let everybody see it: now, or when the embargo ends."""
    interview.forget_withdrawal()
    interview.state, interview.embargo = State.PUBLISHED, not_before
    interview.save()


def make_draft(interview: Interview) -> None:
    """Let editors alone see it, and whom they give a link."""
    interview.forget_withdrawal()
    interview.state = State.DRAFT
    interview.save()


def withdraw(
    interview: Interview, reason: str, translations: Mapping[str, str] | None = None
) -> None:
    """Take it from readers, and tell them `reason` at each of its addresses.

    `translations`: the reason by language (BCP 47).
    """
    interview.forget_withdrawal()
    for language, text in (translations or {}).items():
        interview.translations.setdefault(language, {})["withdrawal"] = text
    interview.state, interview.withdrawal = State.WITHDRAWN, reason
    interview.save()


def put_on_home_page(interview: Interview) -> None:
    """Let it stand there in the place of another."""
    interview.featured = True
    interview.save()
