"""The archive's own store: Whoosh's index, read as arrays, in a folder."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from uuid import uuid4

import numpy as np
from django.core.exceptions import ImproperlyConfigured
from filelock import FileLock, Timeout
from whoosh.index import FileIndex

from archive.models import Segment
from search.documents.analysis import SegmentText
from search.knowledge.names import Names
from search.query.understand import Understood
from search.store.protocol import (
    BusyError,
    Changes,
    FieldTerm,
    Found,
    NoIndexError,
    Page,
    Places,
    Similar,
    StoredTurn,
)
from search.store.whoosh import writing
from search.store.whoosh.integrity import write_whole
from search.store.whoosh.phrases import containing
from search.store.whoosh.ranking import search_snapshot
from search.store.whoosh.similar import similar_turns
from search.store.whoosh.snapshot import Snapshot
from search.store.whoosh.snapshots import current_snapshot, current_vocabulary, newest_state
from search.store.whoosh.vocabulary import SnapshotVocabulary

# The file in which it is noted what the index was made from.
STAMP = "content.json"
# The file that holds the index's own name.
NAME = "name"


class WhooshStore:
    """`search.store.protocol.Store` over the index in the folder `path`."""

    def __init__(self, path: str) -> None:
        self.path = path

    # Reading

    @property
    def snapshot(self) -> Snapshot:
        """The present state."""
        return current_snapshot(self.path)

    def vocabulary(self) -> SnapshotVocabulary:
        """The terms of the present state."""
        return current_vocabulary(self.path)

    def search(
        self, understood: Understood, filters: Mapping[str, Collection[int]], page: Page
    ) -> Found:
        """The turns that match a query, and that the filters leave."""
        vocabulary = self.vocabulary()
        return search_snapshot(vocabulary.snapshot, vocabulary, understood, filters, page)

    def similar(
        self,
        terms: Mapping[FieldTerm, int],
        segments: Collection[int],
        without: Collection[int],
        limit: int,
    ) -> list[Similar]:
        """The turns that share the most telling of `terms`."""
        return similar_turns(self.snapshot, terms, segments, without, limit)

    def turns(self, segments: Iterable[int]) -> dict[int, StoredTurn]:
        """What is kept of the turns of these segments, by key."""
        snapshot = self.snapshot
        known = snapshot.turn_of_segment
        return {key: snapshot.stored_turn(known[key]) for key in segments if key in known}

    def segments(self) -> set[int]:
        """The keys of all segments that are indexed."""
        return set(self.snapshot.turn_of_segment)

    def places(self, field: str, term: str) -> Places:
        """Where a term stands."""
        snapshot = self.snapshot
        turns = snapshot.turns_with(field, term)
        first = snapshot.turn_starts[turns]
        return Places(
            snapshot.segment[first].tolist(),
            snapshot.interview[first].tolist(),
            snapshot.spans.starts[turns].tolist(),
            snapshot.spans.widths[turns].tolist(),
        )

    def segments_with(self, terms: Iterable[FieldTerm], texts: Iterable[str]) -> set[int]:
        """Keys of the segments with any of `terms`, or with any of `texts` as it stands."""
        snapshot = self.snapshot
        paragraphs = [snapshot.postings(name, term).paragraphs for name, term in terms]
        paragraphs += [containing(snapshot, text) for text in texts]
        found = np.concatenate(paragraphs) if paragraphs else np.zeros(0, np.int64)
        return set(snapshot.segment[found].tolist())

    def state(self) -> int:
        """A number for the index's newest generation; 0: there is no index."""
        try:
            return newest_state(self.path)
        except NoIndexError:
            return 0

    @contextmanager
    def lock(self, seconds: float) -> Iterator[None]:
        """Keep every other process from writing.  Raises `BusyError`."""
        Path(self.path).parent.mkdir(parents=True, exist_ok=True)
        try:
            with FileLock(f"{self.path}.lock", timeout=seconds):
                yield
        except Timeout:
            raise BusyError(self.path) from None

    def is_readable(self) -> bool:
        """Whether the index is there and can be opened."""
        try:
            return bool(self.vocabulary())
        except NoIndexError:
            return False

    def name(self) -> str:
        """The index's own name, kept in its folder."""
        path = Path(self.path) / NAME
        # An empty one was left where its disk was full.
        if not path.exists() or not path.stat().st_size:
            write_whole(path, uuid4().hex)
        return path.read_text(encoding="utf-8")

    def stamp(self) -> object:
        """What was noted last of what the index was made from; None: nothing."""
        try:
            return json.loads(self._stamp_path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return None

    @property
    def _stamp_path(self) -> Path:
        return Path(self.path) / STAMP

    # Writing

    def apply(self, changes: Changes, load_names: Callable[[], Names]) -> None:
        """Make changes; the index gets a new generation in any case.  Raises `NoIndexError`."""
        ids = [f"{Segment._meta.label_lower}.{key}" for key in changes.keys]
        index = self._index(writing.whole_index)
        writing.replace_segments(index, changes.segments, load_names, ids)

    def rebuild(self, segments: Iterable[SegmentText], load_names: Callable[[], Names]) -> None:
        """Index `segments` in the place of all that there is, which answers until then."""
        writing.rebuild(self._index(writing.open_index), segments, load_names)

    def clear(self) -> None:
        """Empty the index."""
        self.rebuild((), lambda: Names({}))
        self.note(None)

    def _index(self, opened: Callable[[str], FileIndex]) -> FileIndex:
        """Whoosh's index.  Raises `ImproperlyConfigured` where it can't be kept in its folder."""
        try:
            return opened(self.path)
        except OSError as error:
            raise ImproperlyConfigured(
                f"The search index can't be kept at {self.path}: {error.strerror}."
            ) from error

    def note(self, stamp: object) -> None:
        """Note what the index was made from; None: it lacks something."""
        if stamp is None:
            # A file in the folder's place has none in it.
            with suppress(NotADirectoryError):
                self._stamp_path.unlink(missing_ok=True)
        else:
            write_whole(self._stamp_path, json.dumps(stamp))
