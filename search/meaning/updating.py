"""Makes vectors of what the index has, and takes out what it has no more."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager

import numpy as np
from filelock import FileLock, Timeout
from tqdm import tqdm

from archive.text import primary, sentence_spans
from search.meaning.encoder import Encoder
from search.meaning.vectors import (
    Shelf,
    Table,
    batches,
    current_vectors,
    folder,
    key_of,
    sentences_table,
)
from search.store import BusyError, Store, StoredTurn

# Turns that are read at a time, sentences that are encoded at a time, and those that come into one
# file: so many are lost at most by a process that is killed.
TURNS, AT_ONCE, IN_A_FILE = 500, 128, 4096

# A sentence's row of the table (`search.meaning.vectors.SENTENCE`).
Row = tuple[int, int, int, int, int]


@contextmanager
def locked(seconds: float) -> Iterator[None]:
    """Keep every other process from writing vectors.  Raises `BusyError`, after `seconds`."""
    path = folder()
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(f"{path}.lock", timeout=seconds):
            yield
    except Timeout:
        raise BusyError(str(path)) from None


def noted(encoder: Encoder) -> object:
    """What was noted of what the vectors were made from; None: nothing."""
    return Shelf(folder(), encoder).noted()


def forget_note() -> None:
    """Forget what the vectors were made from, so that all turns are looked at again."""
    for path in folder().glob("*.json"):
        path.unlink(missing_ok=True)


def lacking(encoder: Encoder) -> int:
    """How many sentences have no vector yet."""
    return len(current_vectors(folder(), encoder).lacking)


def update(
    store: Store, encoder: Encoder, note: object, segments: Collection[int] | None = None
) -> int:
    """Bring the vectors up to date, and note of what they are; return how many were made.

    `segments`: the turns that may have changed; None: any.  The lock is held.
    """
    shelf = Shelf(folder(), encoder)
    before = shelf.read()
    known = set(before.keys.tolist())
    rows, texts = [], {}
    turns = store.segments() if segments is None else segments
    for row, text in _sentences(store, encoder, sorted(turns)):
        rows.append(row)
        if row[-1] not in known:
            texts[row[-1]] = text
    table = sentences_table(rows)
    if segments is not None:
        table = np.concatenate([_others(before.sentences, segments), table])
    shelf.write_sentences(table)
    _encode(shelf, encoder, texts)
    shelf.tidy()
    shelf.note(note)
    return len(texts)


def _others(sentences: Table, segments: Collection[int]) -> Table:
    """The sentences of other turns."""
    return sentences[~np.isin(sentences["segment"], list(segments))]


def _sentences(store: Store, encoder: Encoder, segments: list[int]) -> Iterator[tuple[Row, str]]:
    """The sentences of these turns, those that the encoder can read."""
    for some in batches(segments, TURNS):
        for segment, turn in store.turns(some).items():
            if primary(turn.fields["language"]) in encoder.languages:
                yield from _sentences_of(segment, turn)


def _sentences_of(segment: int, turn: StoredTurn) -> Iterator[tuple[Row, str]]:
    for place, paragraph in enumerate(turn.paragraphs):
        for start, end in sentence_spans(paragraph.text, turn.fields["language"]):
            text = paragraph.text[start:end]
            if text.strip():
                yield (segment, place, start, end, key_of(text)), text.strip()


def _encode(shelf: Shelf, encoder: Encoder, texts: Mapping[int, str]) -> None:
    """Make the vectors of texts, with a progress bar on a terminal."""
    bar = tqdm(total=len(texts), desc="meaning", unit=" sentences", disable=None)
    for some in batches(list(texts), IN_A_FILE):
        made = []
        for few in batches(some, AT_ONCE):
            made.append(encoder.encode([texts[key] for key in few]))
            bar.update(len(few))
        shelf.add_vectors(some, np.concatenate(made))
    bar.close()
