"""Exact phrases: every place in the folded text, exact by construction."""

from __future__ import annotations

import numpy as np

from search.languages.folding import fold
from search.languages.scripts import cuts_spaced
from search.store.whoosh.arrays import Bools, Floats, Ints
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


def word_beginnings(snapshot: Snapshot, text: str) -> Ints:
    """The paragraphs in which folded `text` stands where a word begins, ascending.

    In writing without spaces words may begin anywhere.
    """
    starts = [
        start
        for start in snapshot.occurrences(text).tolist()
        if not (start and cuts_spaced(snapshot.text, start))
    ]
    found: Ints = np.unique(snapshot.paragraph_of[np.array(starts, np.int64)].astype(np.int64))
    return found


def counted(snapshot: Snapshot, text: str) -> tuple[Ints, Floats]:
    """The paragraphs that contain folded `text`, ascending, and how often each does."""
    starts = snapshot.occurrences(text)
    first = snapshot.paragraph_of[starts].astype(np.int64)
    last = snapshot.paragraph_of[starts + (len(text) - 1)].astype(np.int64)
    crossing = np.flatnonzero(last > first)
    more = [np.arange(first[n] + 1, last[n] + 1) for n in crossing]
    paragraphs, counts = np.unique(np.concatenate([first, *more]), return_counts=True)
    return paragraphs, counts.astype(np.float32)


def as_mask(snapshot: Snapshot, paragraphs: Ints) -> Bools:
    """A flag for each paragraph of the snapshot."""
    mask = np.zeros(len(snapshot), dtype=bool)
    mask[paragraphs] = True
    return mask
