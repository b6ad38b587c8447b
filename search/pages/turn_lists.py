"""Segments as lists of turns from many interviews show them: with a few queries for all."""

from __future__ import annotations

from collections.abc import Sequence

from archive.models import Segment
from archive.transcript import with_words


def load_segments(keys: Sequence[int]) -> list[Segment]:
    """The segments of these keys with their words, in this order; those gone are left out."""
    segments = Segment.objects.filter(pk__in=keys).select_related("speaker", "topic__interview")
    found = with_words(segments).in_bulk()
    return [found[key] for key in keys if key in found]
