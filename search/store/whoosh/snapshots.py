"""One snapshot for each process and index, renewed when the index's generation changes."""

from __future__ import annotations

import logging
import os
import re
from pathlib import Path
from threading import Lock

from whoosh.index import EmptyIndexError, open_dir

from search.store.protocol import NoIndexError
from search.store.whoosh.integrity import verify
from search.store.whoosh.leaves import LeafArrays, load_leaves
from search.store.whoosh.snapshot import Snapshot
from search.store.whoosh.vocabulary import SnapshotVocabulary
from search.store.whoosh.writing import EARLIER_VERSION, UNREADABLE

log = logging.getLogger(__name__)

# How Whoosh names its tables of contents, each with the generation's number.
CONTENTS = re.compile(r"_MAIN_(\d+)\.toc")
# Bits of a time in nanoseconds.
TIME_BITS = 64
_lock = Lock()
# By folder: the state that was read last, and its vocabulary; None where it can't be read.
_vocabularies: dict[str, tuple[int, SnapshotVocabulary | None]] = {}
_leaves: dict[str, dict[str, LeafArrays]] = {}


def current_snapshot(path: str) -> Snapshot:
    """The newest committed state of the index at `path`.  Raises `NoIndexError`."""
    return current_vocabulary(path).snapshot


def current_vocabulary(path: str) -> SnapshotVocabulary:
    """The vocabulary of that state.  Raises `NoIndexError`."""
    state = newest_state(path)
    known = _vocabularies.get(path)
    if known is None or known[0] != state:
        with _lock:
            known = _vocabularies.get(path)
            if known is None or known[0] != state:
                _vocabularies[path] = known = state, _open(path, state)
    if known[1] is None:
        raise NoIndexError(path)
    return known[1]


def newest_state(path: str) -> int:
    """A number for the newest table of contents.  Raises `NoIndexError`.

    Its generation and when it was written: an index that was begun anew may have a generation that
    there was before.
    """
    # A listing made while a newer one takes the older one's place may have neither.
    numbers = _generations(path) or _generations(path)
    if not numbers:
        raise NoIndexError(path)
    try:
        written = os.stat(f"{path}/_MAIN_{max(numbers)}.toc").st_mtime_ns  # noqa: PTH116
    except FileNotFoundError:
        # A newer one took its place.
        return newest_state(path)
    return (max(numbers) << TIME_BITS) + written


def _generations(path: str) -> list[int]:
    try:
        # Asked for with every search: a listing costs a tenth of a pattern.
        files = os.listdir(path)  # noqa: PTH208
    except OSError:
        return []
    return [int(match[1]) for file in files if (match := CONTENTS.fullmatch(file))]


def _open(path: str, state: int) -> SnapshotVocabulary | None:
    """The newest vocabulary, where `state` was the newest one; None, said in the log: damaged.

    Raises `NoIndexError` where its files may be whole.
    """
    try:
        verify(Path(path))
        reader = open_dir(path).reader()
        _leaves[path] = load_leaves(reader, _leaves.get(path, {}))
        return SnapshotVocabulary(Snapshot(reader, _leaves[path]))
    except (OSError, EmptyIndexError) as error:
        if (newer := newest_state(path)) != state:
            # A writer took the files away while they were opened; those of the newer state stand.
            return _open(path, newer)
        if isinstance(error, EmptyIndexError):
            return None
        # It may pass, as where too many files are open: the next search tries again.
        log.warning("The search index can't be read: %s", error)
        raise NoIndexError(path) from None
    except (*EARLIER_VERSION, *UNREADABLE) as error:
        log.warning("The search index can't be read: %s", error)
        return None
