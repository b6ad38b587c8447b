"""Writes segments into the Whoosh index.

A new index appears whole: Whoosh publishes a generation by writing its table of contents last.
"""

from __future__ import annotations

import errno
import logging
import struct
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from pickle import UnpicklingError
from typing import Any

from whoosh.index import EmptyIndexError, FileIndex, create_in, open_dir
from whoosh.index import IndexError as WhooshIndexError
from whoosh.query import Or, Term
from whoosh.writing import CLEAR

from search.documents.analysis import SegmentText
from search.documents.processes import Documents, analyse_all
from search.knowledge.names import Names
from search.store.protocol import NoIndexError
from search.store.whoosh.codec import Codec
from search.store.whoosh.integrity import (
    DamagedError,
    forget_checksums,
    note_checksums,
    set_aside,
    verify,
)
from search.store.whoosh.posting_pool import GatheredPostings
from search.store.whoosh.schema import build_schema

log = logging.getLogger(__name__)

# What Whoosh raises for an index whose pickled classes are no more where they were.
EARLIER_VERSION = (ImportError, AttributeError)
# What it raises for files that are cut, empty or otherwise changed.
UNREADABLE = (
    *(DamagedError, UnpicklingError, struct.error, zlib.error),
    *(EOFError, LookupError, TypeError, ValueError, ArithmeticError, MemoryError, WhooshIndexError),
)
# What the machine lacks, and not the index.
PASSING = (errno.EMFILE, errno.ENFILE, errno.ENOMEM, errno.EACCES)
# Seconds to wait for another process's writer.
LOCK_TIMEOUT = 30.0
DELETED_AT_ONCE = 500


def open_index(path: str) -> FileIndex:
    """The index at `path`, made if there is none that is whole.  Raises `OSError`."""
    try:
        return whole_index(path)
    except NoIndexError:
        return _begun(Path(path))


def whole_index(path: str) -> FileIndex:
    """The index at `path`, of which all can be read; a damaged one is set aside.

    Raises `NoIndexError` where there is none, or none any more, and `OSError`.
    """
    folder = Path(path)
    if folder.exists() and not folder.is_dir():
        set_aside(folder)
    folder.mkdir(parents=True, exist_ok=True)
    try:
        index = open_dir(path)
        verify(folder)
        # Also of what is read only when it is asked for.
        index.reader().close()
        return index
    except EmptyIndexError:
        raise NoIndexError(path) from None
    except OSError as error:
        if error.errno in PASSING or not any(folder.glob("*.toc")):
            raise
    except EARLIER_VERSION:
        log.warning("The search index is of an earlier version; a new one is begun.")
        raise NoIndexError(path) from None
    except UNREADABLE:
        pass
    set_aside(folder)
    folder.mkdir()
    raise NoIndexError(path)


def _begun(folder: Path) -> FileIndex:
    """A new index, in the place of a table of contents that leads to nothing."""
    forget_checksums(folder)
    return create_in(str(folder), build_schema())


@contextmanager
def writing(index: FileIndex, **options: Any) -> Iterator[Any]:
    """A writer that commits at the end, or leaves the index as it was on an error.

    `options` are those of the writer's `commit`.
    """
    writer = index.writer(timeout=LOCK_TIMEOUT, delay=0.05, codec=Codec())
    writer.pool = GatheredPostings()
    _without_lengths(writer)
    try:
        yield writer
        writer.commit(**options)
    except BaseException:
        _leave(writer)
        raise
    note_checksums(Path(index.storage.folder))


def _leave(writer: Any) -> None:
    """Give up what was begun; the lock is given back also where nothing more can be written."""
    try:
        writer.cancel()
    except Exception:  # noqa: BLE001  (what ended the writing is told)
        with suppress(Exception):
            writer._finish()


def _without_lengths(writer: Any) -> None:
    """Keep Whoosh from looking for a column of lengths at each posting: the schema has none."""
    add_postings = writer.fieldwriter.add_postings

    def add(schema: Any, lengths: Any, items: Any) -> None:
        add_postings(schema, None, items)

    writer.fieldwriter.add_postings = add


def replace_segments(
    index: FileIndex,
    segments: Iterable[SegmentText],
    load_names: Callable[[], Names],
    replaced: Sequence[str],
) -> None:
    """Take the segments that haystack calls `replaced` out of the index, and put `segments` in."""
    # The glossary is read under the lock, so that what is written last knows it as it is last.
    with writing(index) as writer:
        names = load_names()
        if not index.is_empty():
            delete(writer, replaced)
        for documents in analyse_all(segments, names):
            _write(writer, documents)


def rebuild(
    index: FileIndex, segments: Iterable[SegmentText], load_names: Callable[[], Names]
) -> None:
    """Put `segments` into the index in the place of all that it has.

    What it had is found until the last of them is written.  They are taken as they are needed, so
    that they may come from a database.
    """
    with writing(index, mergetype=CLEAR) as writer:
        # What there is may be of an earlier version's fields.
        writer.schema = build_schema()
        for documents in analyse_all(segments, load_names()):
            _write(writer, documents)


def _write(writer: Any, documents: Documents) -> None:
    for document in documents:
        writer.add_document(**document)


def delete(writer: Any, ids: Sequence[str]) -> None:
    """Delete every document of the segments that haystack calls `ids`."""
    for start in range(0, len(ids), DELETED_AT_ONCE):
        batch = ids[start : start + DELETED_AT_ONCE]
        writer.delete_by_query(Or([Term("id", each) for each in batch]))
