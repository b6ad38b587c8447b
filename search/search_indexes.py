"""What haystack indexes: segments.

haystack prepares the fields that a result shows; `search.documents.analysis` cuts the words.
"""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from haystack import indexes

from archive.models import Participant, Segment
from archive.text import as_written, plain_text
from archive.transcript import question_of, segment_plain
from search.index.segments import with_texts

QUESTION_LENGTH = 300


class SegmentIndex(indexes.SearchIndex, indexes.Indexable):  # type: ignore[misc]
    """A turn as a search result; slugs for filters and facets, names and titles to show."""

    text = indexes.CharField(document=True)
    anchor = indexes.CharField(model_attr="anchor_id")
    kind = indexes.CharField(model_attr="kind")
    interview = indexes.CharField(model_attr="topic__interview__slug")
    interview_title = indexes.CharField(model_attr="topic__interview__title")
    language = indexes.CharField()
    interview_language = indexes.CharField(model_attr="topic__interview__language")
    source = indexes.CharField(model_attr="topic__interview__source")
    topic = indexes.CharField(model_attr="topic__slug")
    topic_title = indexes.CharField(model_attr="topic__title")
    topic_order = indexes.IntegerField(model_attr="topic__order")
    speaker = indexes.CharField(null=True)
    speaker_name = indexes.CharField(null=True)
    speaker_name_ja = indexes.CharField(null=True)
    with_speakers = indexes.MultiValueField()
    role = indexes.CharField()
    question = indexes.CharField(null=True)
    question_anchor = indexes.CharField(null=True)
    question_topic = indexes.CharField(null=True)

    def get_model(self) -> type[Segment]:
        return Segment

    def index_queryset(self, using: str | None = None) -> QuerySet[Segment]:
        # What isn't published is in no index: no result, count or correction can tell of it.
        segments = Segment.objects.published()
        return with_texts(segments.order_by("topic__interview", "topic__order", "order"))

    load_all_queryset = index_queryset

    def prepare_text(self, segment: Segment) -> str:
        return segment_plain(segment)

    def prepare_language(self, segment: Segment) -> str:
        return segment.text_language

    def prepare_role(self, segment: Segment) -> str:
        parts = segment.topic.interview.participants.all()
        found = (each.role for each in parts if each.person_id == segment.speaker_id)
        if segment.speaker is None:
            return ""
        # A plain string: the processes that analyse know nothing of models.
        return next(found, Participant.Role.GUEST.value)

    def prepare_speaker(self, segment: Segment) -> str | None:
        """The slug of who speaks, the first of several; None for a direction."""
        return segment.speaker.slug if segment.speaker else None

    def prepare_speaker_name(self, segment: Segment) -> str:
        return as_written(segment.speaker.name) if segment.speaker else ""

    def prepare_speaker_name_ja(self, segment: Segment) -> str:
        return as_written(segment.speaker.name_ja) if segment.speaker else ""

    def prepare_with_speakers(self, segment: Segment) -> list[list[str]]:
        """The slug and the names of each who says it too."""
        return [
            [each.slug, as_written(each.name), as_written(each.name_ja)]
            for each in segment.co_speakers.all()
        ]

    def prepare(self, segment: Segment) -> dict[str, Any]:
        prepared: dict[str, Any] = super().prepare(segment)
        for name in ("interview_title", "topic_title"):
            prepared[name] = plain_text(prepared[name], segment.topic.interview.markup)
        # A part without a heading is called as its interview is.
        prepared["topic_title"] = prepared["topic_title"] or prepared["interview_title"]
        if question := question_of(segment, segment.exchange.segments.all()):
            prepared["question"] = segment_plain(question)[:QUESTION_LENGTH]
            prepared["question_anchor"] = question.anchor_id
            prepared["question_topic"] = question.topic.slug
        return prepared
