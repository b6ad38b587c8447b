"""One snapshot for each process and index, renewed when the index's generation changes."""

from __future__ import annotations

from pathlib import Path
from threading import Lock

from whoosh.index import EmptyIndexError, exists_in, open_dir

from search.snapshot import LeafArrays, Snapshot, load_leaves

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
    numbers = [
        int(number)
        for file in Path(path).glob("_MAIN_*.toc")
        if (number := file.stem.rsplit("_", 1)[1]).isdigit()
    ]
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
