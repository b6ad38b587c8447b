"""Gathers the postings of what is written, in the place of Whoosh's pool.

Whoosh collects every posting as a tuple, and sorts them all, in runs on the disk when there are
many.  But documents come in order: what each term has is sorted as it comes, in two arrays.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator

# (field, term, document number, weight, value), as Whoosh hands them on.
Posting = tuple[str, bytes, int, float, bytes]


class GatheredPostings:
    """What `whoosh.writing.SegmentWriter` asks of its pool: 8 bytes a posting, no run, no limit.

    Postings have no values (the schema has existence alone).  Raises `ValueError` for documents
    that are not in order.
    """

    def __init__(self) -> None:
        self.fieldnames: set[str] = set()
        self._found: dict[tuple[str, bytes], tuple[array[int], array[float]]] = {}

    def add(self, posting: Posting) -> None:
        """Take one posting, of the last document or of the one after it."""
        name, term, document, weight, _ = posting
        key = name, term
        if key not in self._found:
            self._found[key] = array("I"), array("f")
            self.fieldnames.add(name)
        documents, weights = self._found[key]
        if documents and documents[-1] >= document:
            raise ValueError(f"Document {document} comes after {documents[-1]} for {term!r}.")
        documents.append(document)
        weights.append(weight)

    def iter_postings(self) -> Iterator[Posting]:
        """Every posting, by field, term and document."""
        for name, term in sorted(self._found):
            for document, weight in zip(*self._found[name, term], strict=True):
                yield name, term, document, weight, b""

    def cleanup(self) -> None:
        """Forget everything."""
        self._found.clear()
