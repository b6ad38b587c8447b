"""Whoosh's format of postings, with the numbers of a block pickled in one piece.

Whoosh pickles a block's numbers as so many objects, and making these is what reading postings costs
most.  Its own readers take what is written here as they take their own.
"""

from __future__ import annotations

from array import array
from typing import Any

from whoosh.codec.whoosh3 import W3Codec, W3PostingsWriter

from search.store.whoosh.mmap_storage import MappedSegment

# Postings in a block of the index.  Whoosh's 128 serve to skip; ours are always read whole.
BLOCK = 4096
# How many bytes a number takes, by the largest in its block.
SIZES = (("B", 1 << 8), ("H", 1 << 16), ("I", 1 << 32))


class _Numbers(array):
    def __reduce_ex__(self, protocol: Any) -> tuple[Any, ...]:
        return array, (self.typecode, self.tobytes())


class _PostingsWriter(W3PostingsWriter):  # type: ignore[misc]
    def _mini_ids(self) -> Any:
        ids = super()._mini_ids()
        return ids if self._byteids else _Numbers(_smallest(ids), ids)

    def _mini_weights(self) -> Any:
        weights = super()._mini_weights()
        return _Numbers("f", weights) if isinstance(weights, tuple) else weights


class Codec(W3Codec):  # type: ignore[misc]
    """What the index is written with; it is read as any of Whoosh's."""

    def __init__(self) -> None:
        # Unpacking would take as long as all the rest of reading, and saves little: see `SIZES`.
        super().__init__(blocklimit=BLOCK, compression=0)

    def new_segment(self, storage: Any, indexname: str) -> MappedSegment:
        """A segment to be written."""
        return MappedSegment(self, indexname)

    def postings_writer(self, dbfile: Any, byteids: bool = False) -> Any:
        """The writer of one file of postings."""
        return _PostingsWriter(
            dbfile, self._blocklimit, byteids, self._compression, self._inlinelimit
        )


def _smallest(numbers: tuple[int, ...]) -> str:
    largest = max(numbers)
    return next(code for code, limit in SIZES if largest < limit)
