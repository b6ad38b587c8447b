"""One snapshot for each process and index, renewed when the index's generation changes."""

from __future__ import annotations

import os
import re
from threading import Lock

from whoosh.index import EmptyIndexError, exists_in, open_dir

from search.store.whoosh.snapshot import LeafArrays, Snapshot, load_leaves

_CONTENTS = re.compile(r"_MAIN_(\d+)\.toc")
_lock = Lock()
_snapshots: dict[str, Snapshot] = {}
_leaves: dict[str, dict[str, LeafArrays]] = {}


class NoIndexError(Exception):
    """There is no index yet."""


def current_snapshot(path: str) -> Snapshot:
    """The newest committed state of the index at `path`.  Raises `NoIndexError`."""
    generation = newest_generation(path)
    known = _snapshots.get(path)
    if known is not None and known.generation == generation:
        return known
    with _lock:
        known = _snapshots.get(path)
        if known is None or known.generation != generation:
            _snapshots[path] = known = _open(path)
        return known


def newest_generation(path: str) -> int:
    """The number in the name of the newest table of contents.  Raises `NoIndexError`."""
    try:
        # Asked for with every search: a listing costs a tenth of a pattern.
        files = os.listdir(path)  # noqa: PTH208
    except OSError:
        files = []
    numbers = [int(match[1]) for file in files if (match := _CONTENTS.fullmatch(file))]
    if not numbers:
        raise NoIndexError(path)
    return max(numbers)


def _open(path: str) -> Snapshot:
    if not exists_in(path):
        raise NoIndexError(path)
    try:
        reader = open_dir(path).reader()
    except EmptyIndexError:
        raise NoIndexError(path) from None
    _leaves[path] = load_leaves(reader, _leaves.get(path, {}))
    return Snapshot(reader, _leaves[path])


def forget(path: str) -> None:
    """Drop what is held of an index that was deleted."""
    with _lock:
        _snapshots.pop(path, None)
        _leaves.pop(path, None)
