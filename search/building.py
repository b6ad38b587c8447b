"""Writes segments into the Whoosh index.

A new index appears whole: Whoosh publishes a generation by writing its table of contents last.
"""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from whoosh.index import FileIndex, create_in, exists_in, open_dir
from whoosh.query import Or, Term

from search.codec import Codec
from search.documents import SegmentText, segment_documents
from search.glossary import Names
from search.schema import build_schema

# Whoosh's buffer before it writes a run of postings.
LIMIT_MB = 256
# Seconds to wait for another process's writer.
LOCK_TIMEOUT = 30.0
# From so many segments on, other processes help to analyse, by chunks of so many.
PARALLEL_FROM = 400
CHUNK = 100

Documents = list[dict[str, Any]]


def open_index(path: str) -> FileIndex:
    """The index at `path`, made if there is none.  Raises `OSError`."""
    Path(path).mkdir(parents=True, exist_ok=True)
    return open_dir(path) if exists_in(path) else create_in(path, build_schema())


@contextmanager
def writing(index: FileIndex) -> Iterator[Any]:
    """A writer that commits at the end, or leaves the index as it was on an error."""
    writer = index.writer(timeout=LOCK_TIMEOUT, delay=0.05, limitmb=LIMIT_MB, codec=Codec())
    _without_lengths(writer)
    try:
        yield writer
    except BaseException:
        writer.cancel()
        raise
    writer.commit()


def _without_lengths(writer: Any) -> None:
    """Keep Whoosh from looking for a column of lengths at each posting: the schema has none."""
    add_postings = writer.fieldwriter.add_postings

    def add(schema: Any, lengths: Any, items: Any) -> None:
        add_postings(schema, None, items)

    writer.fieldwriter.add_postings = add


def replace_segments(
    index: FileIndex,
    segments: Sequence[SegmentText],
    load_names: Callable[[], Names],
    gone: Sequence[str] = (),
) -> None:
    """Put `segments` into the index in the place of what it has of them; take `gone` out."""
    # The glossary is read under the lock, so that what is written last knows it as it is last.
    with writing(index) as writer:
        names = load_names()
        if not index.is_empty():
            delete(writer, [*(segment.id for segment in segments), *gone])
        for documents in _analysed(segments, names):
            for document in documents:
                writer.add_document(**document)


def delete(writer: Any, ids: Iterable[str]) -> None:
    """Delete every document of the segments that haystack calls `ids`."""
    writer.delete_by_query(Or([Term("id", each) for each in ids]))


def _analysed(segments: Sequence[SegmentText], names: Names) -> Iterator[Documents]:
    workers = min(os.cpu_count() or 1, 8)
    if len(segments) < PARALLEL_FROM or workers == 1:
        for segment in segments:
            yield segment_documents(segment, names)
        return
    context = multiprocessing.get_context("forkserver")
    with ProcessPoolExecutor(workers, context, _start, (names,)) as pool:
        yield from pool.map(_work, segments, chunksize=CHUNK)


_names = Names({})


def _start(names: Names) -> None:
    global _names  # noqa: PLW0603  (what a worker process is given once)
    _names = names


def _work(segment: SegmentText) -> Documents:
    return segment_documents(segment, _names)
