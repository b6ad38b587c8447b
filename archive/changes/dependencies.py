"""What depends on what: the one map of the archive's content.

For each model of content it says which interviews a record is part of, and which segments show
something of it.  The interviews' own dates, the number of the content's state and the search index
all read it here.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, Q, QuerySet

from archive.models import (
    Anchor,
    Change,
    ContentVersion,
    Correction,
    Cue,
    DeclinedTerm,
    Draft,
    Edit,
    Exchange,
    FollowingIndex,
    History,
    ImportState,
    Interview,
    Note,
    Paragraph,
    Participant,
    Person,
    Quote,
    Report,
    Segment,
    Sentence,
    Sharing,
    SourceText,
    Term,
    Topic,
    Upload,
)

# Where a segment that is being saved keeps which exchange it was in before.
EXCHANGE_LEFT = "_exchange_left"


@dataclass(frozen=True)
class Dependents:
    """Conditions made of a record: on the interviews that it is part of, and on the segments that
    show something of it.  None: there are none."""

    interviews: Callable[[Any], Q] | None = None
    segments: Callable[[Any], Q] | None = None


CONTENT: dict[type[Model], Dependents] = {
    # Its own dates are noted as it is saved.
    Interview: Dependents(segments=lambda each: Q(topic__interview=each)),
    # A name is no part of an interview's record, but is shown with each turn.
    Person: Dependents(segments=lambda each: Q(speaker=each) | Q(co_speakers=each)),
    Participant: Dependents(
        interviews=lambda each: Q(pk=each.interview_id),
        segments=lambda each: (
            Q(topic__interview=each.interview_id)
            & (Q(speaker=each.person_id) | Q(co_speakers=each.person_id))
        ),
    ),
    Topic: Dependents(
        interviews=lambda each: Q(pk=each.interview_id), segments=lambda each: Q(topic=each)
    ),
    Exchange: Dependents(),
    Anchor: Dependents(),
    # Its exchange's other turns show it too, and those of an exchange that it left.
    Segment: Dependents(
        interviews=lambda each: Q(topics=each.topic_id),
        segments=lambda each: Q(
            exchange__in=[each.exchange_id, getattr(each, EXCHANGE_LEFT, None)]
        ),
    ),
    Paragraph: Dependents(
        interviews=lambda each: Q(topics__segments=each.segment_id),
        segments=lambda each: Q(exchange__segments=each.segment_id),
    ),
    Sentence: Dependents(
        interviews=lambda each: Q(topics__segments__paragraphs=each.paragraph_id),
        segments=lambda each: Q(exchange__segments__paragraphs=each.paragraph_id),
    ),
    Cue: Dependents(interviews=lambda each: Q(topics__segments__paragraphs=each.paragraph_id)),
    Note: Dependents(
        interviews=lambda each: Q(topics__segments__paragraphs=each.paragraph_id),
        segments=lambda each: Q(paragraphs=each.paragraph_id),
    ),
    # Which segments mention it, only the search index knows.
    Term: Dependents(),
}
# What is kept of the content, and what readers send: no page shows it but the feed its dates.
NOT_CONTENT: set[type[Model]] = {
    Change,
    ContentVersion,
    Correction,
    Draft,
    Edit,
    DeclinedTerm,
    FollowingIndex,
    History,
    ImportState,
    Quote,
    Report,
    Sharing,
    SourceText,
    Upload,
}

_LABELS = {model._meta.label for model in CONTENT}


def is_content(model: type[Model]) -> bool:
    """Whether it is a model of content; also as a migration knows it."""
    return model._meta.label in _LABELS


def interviews_of(record: Model) -> QuerySet[Interview] | None:
    """The interviews whose record changes with a part of theirs; None for what is no part."""
    found = CONTENT.get(type(record), Dependents()).interviews
    return Interview.objects.filter(found(record)) if found else None


def segments_showing(record: Model) -> QuerySet[Segment] | None:
    """The segments that show something of a record; None for a model that none shows."""
    found = CONTENT.get(type(record), Dependents()).segments
    return Segment.objects.filter(found(record)) if found else None
