"""Finds the turns that an edit is of, as they are now, and whether the editor saw them so."""

from __future__ import annotations

import json
from collections.abc import Mapping
from hashlib import sha256

from django.utils.translation import gettext as _

from archive.editing.errors import ConflictError, RefusedError
from archive.models import Interview, Paragraph, Segment
from archive.transcript import stored_text, with_details


def turn_at(anchor: str) -> Segment:
    """The turn of that anchor.  Raises `RefusedError` where it is gone."""
    segments = with_details(Segment.objects.filter(anchor=anchor), cues=True)
    found = segments.select_related("topic__interview", "exchange", "speaker").first()
    if found is None:
        raise RefusedError(_("The turn %(anchor)s is no longer in the text.") % {"anchor": anchor})
    return found


def interview_at(anchor: str) -> Interview:
    """The interview in which the turn of that anchor stands.  Raises `RefusedError`."""
    return turn_at(anchor).topic.interview


def texts_in(segment: Segment) -> dict[str, str]:
    """The stored text of each paragraph of a turn, by its anchor, in order."""
    return {each.anchor_id: stored_text(each.sentences.all()) for each in segment.paragraphs.all()}


def turn_version(segment: Segment) -> str:
    """A short name for a turn as it is now: what editors see and change of it."""
    state = [
        *(segment.topic_id, segment.speaker_id, segment.kind, segment.language),
        sorted(each.pk for each in segment.co_speakers.all()),
        list(texts_in(segment).items()),
    ]
    return sha256(json.dumps(state, ensure_ascii=False).encode()).hexdigest()[:16]


def check_version(segment: Segment, version: str, given: Mapping[str, str] | None = None) -> None:
    """Raise `ConflictError` where the turn is no longer as the editor saw it."""
    if (now := turn_version(segment)) != version:
        raise ConflictError(segment.anchor_id, now, texts_in(segment), given or {})


def paragraph_in(segment: Segment, anchor: str) -> Paragraph:
    """A paragraph of a turn.  Raises `RefusedError`."""
    found = next((each for each in segment.paragraphs.all() if each.anchor_id == anchor), None)
    if found is None:
        raise RefusedError(_("The paragraph %(anchor)s is not in this turn.") % {"anchor": anchor})
    return found


def neighbours(segment: Segment) -> tuple[Segment | None, Segment | None]:
    """The turns before and after one, under its heading."""
    mates = Segment.objects.filter(topic=segment.topic_id)
    before = mates.filter(order__lt=segment.order).order_by("-order").first()
    return before, mates.filter(order__gt=segment.order).order_by("order").first()
