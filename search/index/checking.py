"""Compares the index with the database, turn by turn."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from haystack import connections

from archive.models import Segment
from search.documents.analysis import SegmentText
from search.index.segments import segment_text
from search.index.updating import BATCH, PATIENCE, reindex
from search.store import Store, StoredTurn, current_store


def differences() -> Iterator[tuple[int, str]]:
    """Each segment (its key) of which the index has something else, and what.

    Raises `search.store.NoIndexError`.
    """
    store = current_store()
    index = connections["default"].get_unified_index().get_index(Segment)
    expected: set[int] = set()
    for segment in index.index_queryset().iterator(chunk_size=BATCH):
        text = segment_text(segment, index.full_prepare(segment))
        expected |= {segment.pk} if text.paragraphs else set()
        if reason := _difference(text, store):
            yield segment.pk, reason
    for key in sorted(store.segments() - expected):
        yield key, "is in the index, but no more in the database"


def _difference(text: SegmentText, store: Store) -> str:
    """What differs between a segment and what the index has of it; empty: nothing."""
    stored: StoredTurn | None = store.turns([text.segment]).get(text.segment)
    if stored is None:
        return "is not in the index" if text.paragraphs else ""
    ours = [(each.anchor, each.line, each.text) for each in text.paragraphs]
    theirs = [(each.anchor, each.line, each.text) for each in stored.paragraphs]
    if ours != theirs:
        return "has other words in the index"
    if wrong := [name for name, value in text.fields.items() if stored.fields.get(name) != value]:
        return f"has another {', '.join(sorted(wrong))} in the index"
    return ""


def repair(keys: Sequence[int]) -> None:
    """Index these segments anew.  Raises `search.store.BusyError`."""
    with current_store().lock(PATIENCE):
        reindex(keys)
