"""Segments as lists of turns from many interviews show them: with a few queries for all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Prefetch

from archive.models import Paragraph, Segment, Sentence
from archive.text.sanitise import plain_text


@dataclass(frozen=True)
class SegmentWords:
    """A segment with its words loaded."""

    segment: Segment

    @property
    def plain(self) -> str:
        """The characters a reader sees."""
        return "".join(
            plain_text(sentence.text)
            for paragraph in self.segment.paragraphs.all()
            for sentence in paragraph.sentences.all()
        )

    @property
    def address(self) -> str:
        """Where it stands on its topic's page."""
        return f"{self.segment.topic.get_absolute_url()}#{self.segment.anchor_id}"


def load_segments(keys: Sequence[int]) -> list[SegmentWords]:
    """The segments of these keys, in this order; those that are gone are left out."""
    sentences = Prefetch("sentences", Sentence.objects.order_by("order"))
    paragraphs = Paragraph.objects.order_by("order").prefetch_related(sentences)
    found = (
        Segment.objects.filter(pk__in=keys)
        .select_related("speaker", "topic__interview")
        .prefetch_related(Prefetch("paragraphs", paragraphs))
        .in_bulk()
    )
    return [SegmentWords(found[key]) for key in keys if key in found]
