"""One generation of the index, held as arrays.

Whoosh keeps the postings, the columns and the deletions; it hands them out one document at a time,
through matchers that cost more than the scoring.  A `Snapshot` reads them in bulk: columns once
for each Whoosh segment (these never change, so an edit loads only the small segment it made),
postings block by block when a term is asked for.  Paragraphs are numbered in reading order, the
paragraphs of one turn side by side, so that everything about turns is arithmetic on slices.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, lru_cache, partial
from threading import Lock
from typing import Any

import numpy as np
import numpy.typing as npt

from search.documents.analysis import unpacked
from search.documents.schema import NUMBERS
from search.languages.scripts import is_spaced_letter
from search.store.protocol import StoredParagraph, StoredTurn
from search.store.whoosh.arrays import Bools, Floats, Ints
from search.store.whoosh.characters import CharacterIndex
from search.store.whoosh.leaves import (
    LeafArrays,
    blocks,
    deleted_documents,
    leaf_name,
    leaf_readers,
)

# Decoded postings kept, counted in postings (12 bytes each).
CACHED_POSTINGS = 2_000_000
# Documents and answers about terms kept, by number.
CACHED_DOCUMENTS, CACHED_TERMS = 500, 20_000
# Phrases whose places are kept: those of one query.
CACHED_PHRASES = 8
EDGE = "\n"


@dataclass(frozen=True)
class Postings:
    """Paragraphs (numbers, ascending) with a term, and how often each has it."""

    paragraphs: Ints
    counts: Floats


@dataclass(frozen=True)
class Spans:
    """For each turn: where in its interview it begins and how long it is, as parts of 1."""

    starts: npt.NDArray[np.float64]
    widths: npt.NDArray[np.float64]


@dataclass(frozen=True)
class Documents:
    """What is packed in the columns: `document` numbers each paragraph over all Whoosh segments."""

    document: Ints
    offsets: list[int]
    arrays: list[LeafArrays]

    def stored(self, paragraph: int) -> StoredParagraph:
        """What is kept to show of a paragraph."""
        arrays, document = self._place(paragraph)
        line = int(arrays.numbers["line"][document])
        return StoredParagraph(line=line, **unpacked(arrays.shown[document]))

    def fields(self, paragraph: int) -> dict[str, Any]:
        """haystack's fields, which a turn's first paragraph has."""
        arrays, document = self._place(paragraph)
        kept = arrays.fields[document]
        return unpacked(kept) if kept else {}

    def _place(self, paragraph: int) -> tuple[LeafArrays, int]:
        """The Whoosh segment of a paragraph, and its number there."""
        document = int(self.document[paragraph])
        leaf = bisect_right(self.offsets, document) - 1
        return self.arrays[leaf], document - self.offsets[leaf]


class Snapshot:
    """The searchable state of one generation; immutable, shared by threads."""

    def __init__(self, reader: Any, leaves: dict[str, LeafArrays]) -> None:
        self.reader = reader
        self.generation = reader.generation()
        self._leaves = list(leaf_readers(reader))
        arrays = [leaves[leaf_name(leaf)] for leaf, _ in self._leaves]
        self._document = self._reading_order(arrays)
        self._paragraph = np.full(reader.doc_count_all(), -1, dtype=np.int64)
        self._paragraph[self._document] = np.arange(len(self._document))
        for name in NUMBERS:
            setattr(self, name, self._column(arrays, name)[self._document])
        texts = [text for leaf in arrays for text in leaf.texts]
        self.texts = [texts[document] for document in self._document]
        self.turn_starts, self.turn = _runs(self.segment)
        self._cache: OrderedDict[tuple[str, str], Postings] = OrderedDict()
        self._cached = 0
        self._lock = Lock()
        # What one page of results asks for, the next one does too.  None of it refers to the
        # snapshot, which is to be gone as soon as there is a newer one.
        documents = Documents(self._document, [offset for _, offset in self._leaves], arrays)
        self._stored = lru_cache(CACHED_DOCUMENTS)(documents.stored)
        self._fields = lru_cache(CACHED_DOCUMENTS)(documents.fields)
        self._has = lru_cache(CACHED_TERMS)(partial(_has, reader))

    segment: Ints
    interview: Ints
    topic: Ints
    speaker: Ints
    kind: Ints
    exchange: Ints
    language: Ints
    position: Ints
    line: Ints
    length: Ints

    def _reading_order(self, arrays: list[LeafArrays]) -> Ints:
        """Whoosh's numbers of the living documents, by interview and place in it."""
        living = np.ones(self.reader.doc_count_all(), dtype=bool)
        for leaf, offset in self._leaves:
            for document in deleted_documents(leaf):
                living[offset + document] = False
        keys = (self._column(arrays, "position"), self._column(arrays, "interview"))
        order = np.lexsort(keys)
        return order[living[order]]

    @staticmethod
    def _column(arrays: list[LeafArrays], name: str) -> Ints:
        columns = [leaf.numbers[name] for leaf in arrays]
        return np.concatenate(columns).astype(np.int64) if columns else np.zeros(0, np.int64)

    def __len__(self) -> int:
        return len(self.texts)

    @property
    def turns(self) -> int:
        """How many turns there are."""
        return len(self.turn_starts)

    @cached_property
    def by_language(self) -> tuple[Ints, Ints]:
        """For each paragraph the place of its language, and how many paragraphs each has."""
        _, which, sizes = np.unique(self.language, return_inverse=True, return_counts=True)
        return which, sizes

    def of_turn(self, turn: int) -> range:
        """The paragraphs of a turn."""
        start = int(self.turn_starts[turn])
        last = turn + 1 == self.turns
        return range(start, len(self) if last else int(self.turn_starts[turn + 1]))

    @cached_property
    def relative_length(self) -> Floats:
        """Each paragraph's length in tokens beside the average of its language."""
        which, sizes = self.by_language
        average = np.bincount(which, self.length, minlength=len(sizes)) / np.maximum(sizes, 1)
        return (self.length / np.maximum(average, 1e-9)[which]).astype(np.float32)

    @cached_property
    def _numbered(self) -> dict[str, tuple[Ints, Ints]]:
        return {
            name: np.unique(getattr(self, name)[self.turn_starts], return_inverse=True)
            for name in ("interview", "topic", "speaker", "kind", "exchange")
        }

    def numbered(self, field: str) -> tuple[Ints, Ints]:
        """The different values of a field, ascending, and for each turn which of them it has."""
        return self._numbered[field]

    @cached_property
    def voices(self) -> dict[int, Ints]:
        """The turns that people say together with the speaker, by person: there are few."""
        return {
            int(key): np.unique(self.turn[self.postings("voices", key).paragraphs])
            for key in self.lexicon("voices")
        }

    @cached_property
    def turn_lengths(self) -> Ints:
        """How many characters each turn has."""
        lengths = self._text_lengths
        return np.add.reduceat(lengths, self.turn_starts) if len(self) else lengths

    @cached_property
    def spans(self) -> Spans:
        """Where in its interview each turn stands."""
        first, of_turn = _runs(self.interview[self.turn_starts])
        ends = np.concatenate(([0], np.cumsum(self.turn_lengths)))
        before = ends[first]
        whole = np.maximum(np.diff([*before, ends[-1]]), 1)[of_turn]
        widths = self.turn_lengths / whole
        return Spans((ends[1:] - before[of_turn]) / whole - widths, widths)

    @cached_property
    def turn_of_segment(self) -> dict[int, int]:
        """The turn of each segment, by the segment's key in the database."""
        keys = self.segment[self.turn_starts].tolist()
        return {key: turn for turn, key in enumerate(keys)}

    def stored(self, paragraph: int) -> StoredParagraph:
        """What the index keeps to show of a paragraph."""
        return self._stored(paragraph)

    def fields(self, turn: int) -> dict[str, Any]:
        """haystack's fields of a turn."""
        return self._fields(int(self.turn_starts[turn]))

    def stored_turn(self, turn: int) -> StoredTurn:
        """All that is kept to show of a turn."""
        return StoredTurn(self.fields(turn), [self.stored(each) for each in self.of_turn(turn)])

    # Terms

    def postings(self, field: str, term: str) -> Postings:
        """Where `term` stands."""
        key = (field, term)
        with self._lock:
            if key in self._cache:
                self._cache.move_to_end(key)
                return self._cache[key]
            found = self._read(field, term.encode())
            self._cache[key] = found
            self._cached += len(found.paragraphs) + 10
            while self._cached > CACHED_POSTINGS:
                _, dropped = self._cache.popitem(last=False)
                self._cached -= len(dropped.paragraphs) + 10
            return found

    def _read(self, field: str, term: bytes) -> Postings:
        ids, counts = [], []
        for leaf, offset in self._leaves:
            for block_ids, block_counts in blocks(leaf, field, term):
                ids.append(block_ids + offset)
                counts.append(block_counts)
        if not ids:
            return NO_POSTINGS
        paragraphs = self._paragraph[np.concatenate(ids)]
        weights = np.concatenate(counts)
        if len(self._leaves) > 1 or np.any(paragraphs[1:] <= paragraphs[:-1]):
            order = np.argsort(paragraphs, kind="stable")
            paragraphs, weights = paragraphs[order], weights[order]
        first = int(np.searchsorted(paragraphs, 0))
        return Postings(paragraphs[first:], weights[first:])

    def turns_with(self, field: str, term: str) -> Ints:
        """The turns with a term, ascending."""
        turns: Ints = np.unique(self.turn[self.postings(field, term).paragraphs])
        return turns

    def lexicon(self, field: str) -> list[str]:
        """Every term of a field, sorted."""
        return sorted(term.decode() for term in self.reader.lexicon(field))

    def has(self, field: str, term: str) -> bool:
        """Whether any paragraph has the term."""
        return self._has(field, term)

    # Text

    @cached_property
    def text(self) -> str:
        """Every folded paragraph, in reading order, one after the other.

        Between paragraphs stands a line end, which folded text never has; parts of one source
        paragraph (where the speaker changes inside it) stand together without one.
        """
        pieces: list[str] = []
        for index, text in enumerate(self.texts):
            pieces.append(text)
            if not self._continues[index]:
                pieces.append(EDGE)
        return "".join(pieces)

    def occurrences(self, phrase: str) -> Ints:
        """Where folded `phrase` begins in `text`, ascending; it must not be empty."""
        return self._find(phrase)

    @cached_property
    def _find(self) -> Callable[[str], Ints]:
        # One query asks for its words several times: whether they stand there, where, how often.
        return lru_cache(CACHED_PHRASES)(CharacterIndex(self.text).find)

    @cached_property
    def spaced_letters(self) -> Bools:
        """For each character of `text` whether words in its script stand between spaces."""
        codes = np.frombuffer(self.text.encode("utf-32-le", "surrogatepass"), dtype="<u4")
        there = np.flatnonzero(np.bincount(codes, minlength=1)).tolist()
        table = np.zeros(max([0, *there]) + 1, dtype=bool)
        table[[code for code in there if is_spaced_letter(chr(code))]] = True
        letters: Bools = table[codes]
        return letters

    @cached_property
    def _continues(self) -> Bools:
        """Whether the next paragraph goes on on the same source line."""
        together = np.zeros(len(self), dtype=bool)
        together[:-1] = (
            (self.line[:-1] > 0)
            & (self.line[1:] == self.line[:-1])
            & (self.interview[1:] == self.interview[:-1])
        )
        return together

    @cached_property
    def paragraph_of(self) -> npt.NDArray[np.int32]:
        """The paragraph of each character of `text`; a line end is its paragraph's."""
        steps = self._text_lengths + ~self._continues
        return np.repeat(np.arange(len(self), dtype=np.int32), steps)

    @cached_property
    def _text_lengths(self) -> Ints:
        return np.fromiter(map(len, self.texts), dtype=np.int64, count=len(self))


def _has(reader: Any, field: str, term: str) -> bool:
    return (field, term.encode()) in reader


NO_POSTINGS = Postings(np.zeros(0, np.int64), np.zeros(0, np.float32))


def _runs(values: Ints) -> tuple[Ints, Ints]:
    """Where runs of equal values start, and for each place the number of its run."""
    if not len(values):
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    starts = np.flatnonzero(np.concatenate(([True], values[1:] != values[:-1])))
    return starts, np.repeat(np.arange(len(starts)), np.diff([*starts, len(values)]))
