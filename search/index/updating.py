"""Keeps the index as new as the database: rebuilds it where it is stale, updates single turns."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from importlib.metadata import version
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from haystack import connections
from tqdm import tqdm

from archive.changes import content_version
from archive.models import Segment
from search.documents.schema import SCHEMA_VERSION
from search.store import NoIndexError, current_store

# Segments that are read from the database at a time.
BATCH = 500
# From so many changed segments on an index may be built anew instead.
MANY = 1000


def is_current() -> bool:
    """Whether there is an index, made of the present content by the present analysis."""
    store = current_store()
    return bool(store.state()) and store.stamp() == _present_stamp()


def build_if_stale(write: Callable[[str], Any]) -> None:
    """Build the index anew unless it was made of the present content by the present analysis."""
    if current_store().stamp() == _present_stamp():
        return
    write(f"search index: {rebuild()} turns")


def rebuild() -> int:
    """Build the index anew, with a progress bar on a terminal; return how many turns it has.

    What there was answers until then.
    """
    backend = connections["default"].get_backend()
    index = connections["default"].get_unified_index().get_index(Segment)
    segments = index.index_queryset()
    count: int = segments.count()
    made_from = _present_stamp()
    mark_stale()
    rows = segments.iterator(chunk_size=BATCH)
    bar = tqdm(rows, desc="search index", total=count, unit=" turns", disable=None)
    backend.rebuild(index, bar)
    # What changed meanwhile may have been read before.
    if made_from == _present_stamp():
        stamp()
    return count


def index_segments(keys: Iterable[int]) -> None:
    """Index the segments with these keys, and take those out that are no more."""
    wanted = sorted(set(keys))
    # To replace most of an index takes longer than to build it, and leaves it in more pieces.
    if len(wanted) > MANY and len(wanted) > Segment.objects.count() / 2:
        rebuild()
        return
    backend = connections["default"].get_backend()
    index = connections["default"].get_unified_index().get_index(Segment)
    try:
        backend.replace(index, _segments(index.index_queryset(), wanted), wanted)
    except Exception:
        mark_stale()
        raise
    # An index that was stale before lacks more than these.
    if current_store().stamp() is not None:
        stamp()


def _segments(queryset: QuerySet[Segment], keys: Sequence[int]) -> Iterator[Segment]:
    """The segments with these keys, few of them in memory at a time."""
    for start in range(0, len(keys), BATCH):
        yield from queryset.filter(pk__in=keys[start : start + BATCH])


def segments_mentioning(slug: str, names: Iterable[str]) -> set[int]:
    """Keys of the segments that mention a term by the index, or have one of `names`."""
    try:
        return current_store().segments_with([("terms", slug)], names)
    except NoIndexError:
        return set()


def stamp() -> None:
    """Note that the index was made from what there is now."""
    current_store().note(_present_stamp())


def mark_stale() -> None:
    """Note that the index lacks a change, for the next `build_if_stale`."""
    current_store().note(None)


def _present_stamp() -> dict[str, Any]:
    return {
        "content": content_version(),
        "schema": SCHEMA_VERSION,
        "dictionary": version("SudachiDict-core"),
        "database": str(settings.DATABASES["default"]["NAME"]),
    }
