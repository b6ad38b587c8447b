"""What of the archive goes into the index: segments, as plain text with what results show."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from haystack.utils import get_identifier, get_model_ct

from archive.models import Paragraph, Segment, Term
from archive.text import plain_text
from archive.transcript import plain_words, with_exchanges
from search.documents.analysis import ParagraphText, SegmentText
from search.documents.schema import KINDS
from search.knowledge.names import Names

# A paragraph's place in its interview as one number: topic, segment, paragraph.
SEGMENT_BITS, PARAGRAPH_BITS = 12, 8


def load_names() -> Names:
    """The names of all the glossary's terms."""
    terms = list(Term.objects.order_by("pk"))
    return Names(
        {term.slug: term.proper_names for term in terms},
        {term.slug: set(term.names).difference(term.proper_names) for term in terms},
    )


def with_texts(segments: QuerySet[Segment]) -> QuerySet[Segment]:
    """The segments with everything that indexing reads, in a fixed number of queries."""
    return with_exchanges(segments.select_related("speaker", "topic__interview")).prefetch_related(
        "topic__interview__participants", "co_speakers"
    )


def segment_text(segment: Segment, fields: dict[str, Any]) -> SegmentText:
    """What the index takes of a segment; `fields` is what haystack prepared of it."""
    paragraphs = [each for each in segment.paragraphs.all() if each.sentences.all()]
    return SegmentText(
        id=get_identifier(segment),
        django_ct=get_model_ct(segment),
        segment=segment.pk,
        interview=segment.topic.interview_id,
        topic=segment.topic_id,
        # 0: nobody speaks.
        speaker=segment.speaker_id or 0,
        exchange=segment.exchange_id,
        kind=KINDS.index(segment.kind),
        title=plain_text(segment.topic.title, segment.topic.interview.markup),
        language=segment.text_language,
        fields=fields,
        paragraphs=tuple(_paragraph_texts(segment, paragraphs)),
        also=tuple(each.pk for each in segment.co_speakers.all()),
    )


def _paragraph_texts(segment: Segment, paragraphs: list[Paragraph]) -> Iterable[ParagraphText]:
    for number, paragraph in enumerate(paragraphs):
        yield ParagraphText(
            anchor=paragraph.anchor_id,
            # 0: words that are in no source.
            line=paragraph.sentences.all()[0].line or 0,
            position=_position(segment, number),
            text=plain_words(paragraph.sentences.all(), segment.topic.interview.markup),
        )


def _position(segment: Segment, paragraph: int) -> int:
    topic = segment.topic.order << SEGMENT_BITS
    turn = topic + min(segment.order, (1 << SEGMENT_BITS) - 1)
    return (turn << PARAGRAPH_BITS) + min(paragraph, (1 << PARAGRAPH_BITS) - 1)
