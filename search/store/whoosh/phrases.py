"""Exact phrases: every place in the folded text, exact by construction."""

from __future__ import annotations

import numpy as np

from search.languages.folding import fold
from search.store.whoosh.arrays import Bools, Floats, Ints
from search.store.whoosh.snapshot import Snapshot


def containing(snapshot: Snapshot, phrase: str) -> Ints:
    """The paragraphs that contain `phrase`, compared in folded form, ascending.

    A phrase that runs on over a change of speaker inside a source paragraph is in both parts.
    """
    folded = fold(phrase)
    if not folded or "\n" in folded:
        return np.zeros(0, np.int64)
    return _paragraphs(snapshot, snapshot.occurrences(folded), len(folded))


def _paragraphs(snapshot: Snapshot, starts: Ints, length: int) -> Ints:
    """The paragraphs that have any of the characters from each of `starts` on, ascending."""
    first = snapshot.paragraph_of[starts].astype(np.int64)
    last = snapshot.paragraph_of[starts + (length - 1)].astype(np.int64)
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
    starts = snapshot.occurrences(text)
    return _paragraphs(snapshot, starts[~_cuts(snapshot, starts)], len(text))


def standing(snapshot: Snapshot, word: str) -> Ints:
    """The paragraphs in which folded `word` stands and no word goes on beside it, ascending."""
    starts = snapshot.occurrences(word)
    cut = _cuts(snapshot, starts) | _cuts(snapshot, starts + len(word))
    return _paragraphs(snapshot, starts[~cut], len(word))


def _cuts(snapshot: Snapshot, places: Ints) -> Bools:
    """Which of the places lie inside a word of a script whose words stand between spaces."""
    letters = snapshot.spaced_letters
    # At either end of the text there is nothing to cut.
    before = letters[np.maximum(places - 1, 0)] & (places > 0)
    after = letters[np.minimum(places, len(letters) - 1)] & (places < len(letters))
    cut: Bools = before & after
    return cut


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
