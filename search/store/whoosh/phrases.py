"""Exact phrases: every place in the folded text, exact by construction."""

from __future__ import annotations

import numpy as np

from search.languages.folding import fold
from search.store.whoosh.arrays import Bools, Ints
from search.store.whoosh.snapshot import Snapshot


def containing(snapshot: Snapshot, phrase: str) -> Ints:
    """The paragraphs that contain `phrase`, compared in folded form, ascending.

    A phrase that runs on over a change of speaker inside a source paragraph is in both parts.
    """
    folded = fold(phrase)
    if not folded or "\n" in folded:
        return np.zeros(0, np.int64)
    starts = snapshot.occurrences(folded)
    first = snapshot.paragraph_of[starts].astype(np.int64)
    last = snapshot.paragraph_of[starts + (len(folded) - 1)].astype(np.int64)
    if np.array_equal(first, last):
        return first[np.concatenate(([True], first[1:] != first[:-1]))] if len(first) else first
    found = np.unique(np.concatenate([first, last]))
    between = last - first > 1
    if between.any():
        spans = [np.arange(a, b) for a, b in zip(first[between], last[between], strict=True)]
        found = np.unique(np.concatenate([found, *spans]))
    return found


def as_mask(snapshot: Snapshot, paragraphs: Ints) -> Bools:
    """A flag for each paragraph of the snapshot."""
    mask = np.zeros(len(snapshot), dtype=bool)
    mask[paragraphs] = True
    return mask
