"""Whoosh's segments read in bulk: their columns, their postings, their deletions.

Whoosh calls the parts of an index segments; here they are leaves, since a segment is a turn.  What
is read here are its inner parts, as of Whoosh-Reloaded 2.7.5: it hands out columns and postings one
by one, through matchers that cost more than the scoring.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pickle import loads
from typing import Any

import numpy as np
import numpy.typing as npt

from search.documents.schema import NUMBERS
from search.store.whoosh.arrays import Floats, Ints


@dataclass(frozen=True)
class LeafArrays:
    """The columns of one Whoosh segment: `numbers` by name, folded texts by document.

    `shown` and `fields` read what is packed there, a document at a time.
    """

    numbers: dict[str, npt.NDArray[np.uint32]]
    texts: list[str]
    shown: Any
    fields: Any


def deleted_documents(leaf: Any) -> Iterator[int]:
    """The numbers of a leaf's documents that are deleted."""
    return iter(leaf._perdoc.deleted_docs())


def leaf_readers(reader: Any) -> Iterator[tuple[Any, int]]:
    """The Whoosh segments with their offsets; an empty index has none."""
    return (each for each in reader.leaf_readers() if each[0].segment() is not None)


def leaf_name(leaf: Any) -> str:
    return str(leaf.segment().segment_id())


def load_leaves(reader: Any, known: dict[str, LeafArrays]) -> dict[str, LeafArrays]:
    """The arrays of every Whoosh segment of `reader`, loading those not in `known`."""
    names = {leaf_name(leaf): leaf for leaf, _ in leaf_readers(reader)}
    return {name: known.get(name) or _load(leaf) for name, leaf in names.items()}


def _load(leaf: Any) -> LeafArrays:
    count = leaf.doc_count_all()
    numbers = {}
    for name in NUMBERS:
        column, start, length = leaf._perdoc._get_column_file(name)
        data = bytes(column.get(start, length)).ljust(4 * count, b"\0")
        numbers[name] = np.frombuffer(data, dtype=">u4").astype(np.uint32)
        column.close()
    texts = [bytes(text).decode() for text in leaf.column_reader("folded")]
    return LeafArrays(numbers, texts, leaf.column_reader("shown"), leaf.column_reader("fields"))


def blocks(leaf: Any, field: str, term: bytes) -> Iterator[tuple[Ints, Floats]]:
    """The postings of one Whoosh segment, a block at a time: (document numbers, weights).

    This reads what Whoosh's own matcher reads, but keeps a block whole instead of handing out
    its postings one by one: see `whoosh.codec.whoosh3.W3LeafMatcher`.
    """
    if (field, term) not in leaf:
        return
    matcher = leaf._terms.matcher(field, term, leaf.schema[field].format)
    if not hasattr(matcher, "_nextoffset"):
        # A term that stands once is kept inside the term dictionary.
        ids = np.fromiter(matcher._ids, dtype=np.int64)
        yield ids, np.fromiter(matcher._weights, dtype=np.float32)
        return
    while matcher.is_active():
        yield _decode(matcher)
        matcher._next_block()


def _decode(matcher: Any) -> tuple[Ints, Floats]:
    data = matcher._postfile.get(
        matcher._dataoffset,
        matcher._nextoffset - matcher._dataoffset,
    )
    if matcher._compression:
        data = zlib.decompress(data)
    deltas, weights, _ = loads(data)  # noqa: S301  (our own index, as Whoosh reads it)
    ids = np.cumsum(np.array(deltas, dtype=np.int64))
    if weights is None:
        return ids, np.ones(len(ids), dtype=np.float32)
    if isinstance(weights, float):
        return ids, np.full(len(ids), weights, dtype=np.float32)
    return ids, np.array(weights, dtype=np.float32)
