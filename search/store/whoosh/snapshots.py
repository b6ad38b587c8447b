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
_lock = Lock()
_vocabularies: dict[str, SnapshotVocabulary] = {}
_leaves: dict[str, dict[str, LeafArrays]] = {}


def current_snapshot(path: str) -> Snapshot:
    """The newest committed state of the index at `path`.  Raises `NoIndexError`."""
    return current_vocabulary(path).snapshot


def current_vocabulary(path: str) -> SnapshotVocabulary:
    """The vocabulary of that state.  Raises `NoIndexError`."""
    generation = newest_generation(path)
    known = _vocabularies.get(path)
    if known is not None and known.snapshot.generation == generation:
        return known
    with _lock:
        known = _vocabularies.get(path)
        if known is None or known.snapshot.generation != generation:
            _vocabularies[path] = known = SnapshotVocabulary(_open(path))
        return known


def newest_generation(path: str) -> int:
    """The number in the name of the newest table of contents.  Raises `NoIndexError`."""
    try:
        # Asked for with every search: a listing costs a tenth of a pattern.
        files = os.listdir(path)  # noqa: PTH208
    except OSError:
        files = []
    numbers = [int(match[1]) for file in files if (match := CONTENTS.fullmatch(file))]
    if not numbers:
        raise NoIndexError(path)
    return max(numbers)


def _open(path: str) -> Snapshot:
    try:
        verify(Path(path))
        reader = open_dir(path).reader()
        _leaves[path] = load_leaves(reader, _leaves.get(path, {}))
        return Snapshot(reader, _leaves[path])
    except EmptyIndexError:
        raise NoIndexError(path) from None
    except (OSError, *EARLIER_VERSION, *UNREADABLE) as error:
        log.warning("The search index can't be read: %s", error)
        raise NoIndexError(path) from None
