"""Keeps the index as new as the database: follows the log of changes, and rebuilds where it must.

An index notes the version of the content that it has (`stamp`), and claims nothing more.  Whoever
finds it behind the database brings it up: what changed since is read from the log
(`archive.changes`) while nobody else writes, so that two who do it at once, or one who is killed in
the midst, leave nothing out.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import closing, contextmanager
from importlib.metadata import version
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from haystack import connections
from tqdm import tqdm

from archive.changes import Changed, changes_between, content_version, note_applied
from archive.models import Segment, Term
from search.documents.schema import SCHEMA_VERSION
from search.store import BusyError, NoIndexError, Store, current_store

# Segments that are read from the database at a time.
BATCH = 500
# From so many changed segments on, an index may be built anew instead, and no request waits for it.
MANY, MOST_IN_A_REQUEST = 1000, 50
# Seconds that a command waits for another one that writes, and a request.
PATIENCE, PATIENCE_OF_A_REQUEST = 600.0, 0.2
# What a command says that has waited in vain.
OTHERS_WRITE = "Another process writes to the search index; try again later."
# How often in a row the index is brought up to what changed meanwhile.
ROUNDS = 20


# Whether this thread has the index's lock.
_held = threading.local()


@contextmanager
def _locked(store: Store, seconds: float) -> Iterator[None]:
    """The index's lock.  Raises `BusyError`; at once, where this thread has it already."""
    if getattr(_held, "is_held", False):
        raise BusyError("this thread")
    with store.lock(seconds):
        _held.is_held = True
        try:
            yield
        finally:
            _held.is_held = False


def is_behind() -> bool:
    """Whether the index lacks something that the database has."""
    store = current_store()
    return store.stamp() != _present_stamp() or not store.is_readable()


def changes_behind() -> int:
    """How many changes of the content the index lacks; all, where it must be built anew."""
    store, present = current_store(), content_version()
    stamp = store.stamp() if store.is_readable() else None
    applied = stamp.get("content") if isinstance(stamp, dict) else None
    return max(present - applied, 0) if isinstance(applied, int) else present


def is_current() -> bool:
    """Whether the index can be read and is no further behind than the log tells."""
    return _change(current_store()) is not None


def build_if_stale(write: Callable[[str], Any]) -> None:
    """Bring the index up to date, saying so where that means to build it anew.

    Raises `search.store.BusyError` where somebody else writes for too long.
    """
    store = current_store()
    if not is_behind():
        # Nothing is written, so its folder may be one that can only be read.
        return
    with _locked(store, PATIENCE):
        if _change(store) is None:
            write(f"search index: {_rebuild(store)} turns")
        _follow(store)


def rebuild() -> int:
    """Build the index anew, with a progress bar on a terminal; return how many turns it has.

    What there was answers until then.  Raises `search.store.BusyError`.
    """
    store = current_store()
    with _locked(store, PATIENCE):
        turns = _rebuild(store)
        _follow(store)
    return turns


def catch_up(*, in_request: bool = False) -> bool:
    """Bring the index up to date; False: there is too much to do.

    `in_request`: a reader or an editor waits, so nothing large is done.  Raises
    `search.store.BusyError` where somebody else is at it, who will see this change too.
    """
    store = current_store()
    most = MOST_IN_A_REQUEST if in_request else None
    with _locked(store, PATIENCE_OF_A_REQUEST if in_request else PATIENCE):
        return _follow(store, most)


def _follow(store: Store, most: int | None = None) -> bool:
    """Apply what the log has until the index has all of it; the lock is held.

    With `most` it stops, and returns False, at what concerns more segments than that; also where
    after `ROUNDS` there is still more.
    """
    for _ in range(ROUNDS):
        present = _present_stamp()
        if present == store.stamp() and store.is_readable():
            return True
        changed = _change(store)
        keys = None if changed is None else _segments_of(store, changed)
        if most is not None:
            if keys is None or _to_write(keys) > most:
                return False
        elif keys is None or len(keys) > max(MANY, Segment.objects.count() / 2):
            _rebuild(store)
            continue
        try:
            reindex(sorted(keys))
        except NoIndexError:
            # What this process had read of it was whole, but its files are not: it is built anew.
            continue
        _note(store, present)
    return False


def _to_write(keys: Collection[int]) -> int:
    """How many of these segments are to be read and cut into words.

    To take out those that are gone or withdrawn is quick, and is waited for: so no search finds
    what its readers may no longer see.
    """
    if len(keys) <= MOST_IN_A_REQUEST:
        return len(keys)
    return Segment.objects.published().filter(pk__in=keys).count()


def _change(store: Store) -> Changed | None:
    """What changed since the index was stamped; None where only building it anew helps."""
    stamp, present = store.stamp(), _present_stamp()
    if not isinstance(stamp, dict) or not store.is_readable():
        return None
    applied = stamp.get("content")
    if {**stamp, "content": 0} != {**present, "content": 0} or not isinstance(applied, int):
        return None
    if applied > present["content"]:
        # The database is an older one than the index was made from.
        return None
    changed = changes_between(applied, present["content"])
    return changed if changed.complete and not changed.whole else None


def _segments_of(store: Store, changed: Changed) -> set[int]:
    """Keys of the segments that a change concerns, those that mention its terms with them."""
    names = [name for term in Term.objects.filter(slug__in=changed.terms) for name in term.names]
    mentioning = [("terms", slug) for slug in sorted(changed.terms)]
    found = store.segments_with(mentioning, names) if changed.terms else set()
    return found | changed.segments


def reindex(keys: Sequence[int]) -> None:
    """Index the segments with these keys as they are now, and take out those that are no more.

    Raises `search.store.NoIndexError`.
    """
    backend = connections["default"].get_backend()
    index = connections["default"].get_unified_index().get_index(Segment)
    backend.replace(index, _segments(index.index_queryset(), keys), keys)


def _rebuild(store: Store) -> int:
    """Build the index anew; the lock is held.  What changes meanwhile is for the log to tell."""
    backend = connections["default"].get_backend()
    index = connections["default"].get_unified_index().get_index(Segment)
    present = _present_stamp()
    segments = index.index_queryset()
    count: int = segments.count()
    # Until the new index is whole, what is noted of the old one stays true of it.
    # Closed where that fails halfway: PostgreSQL keeps a cursor open for it.
    with closing(segments.iterator(chunk_size=BATCH)) as rows:
        bar = tqdm(rows, desc="search index", total=count, unit=" turns", disable=None)
        backend.rebuild(index, bar)
    _note(store, present)
    return count


def _note(store: Store, present: dict[str, Any]) -> None:
    store.note(present)
    note_applied(store.name(), present["content"])


def _segments(queryset: QuerySet[Segment], keys: Sequence[int]) -> Iterator[Segment]:
    """The segments with these keys, few of them in memory at a time."""
    for start in range(0, len(keys), BATCH):
        yield from queryset.filter(pk__in=keys[start : start + BATCH])


def mark_stale() -> None:
    """Note that the index lacks something that no log tells: it is built anew."""
    current_store().note(None)


def _present_stamp() -> dict[str, Any]:
    return {
        "content": content_version(),
        "schema": SCHEMA_VERSION,
        "dictionary": version("SudachiDict-core"),
        "database": str(settings.DATABASES["default"]["NAME"]),
    }
