"""The vectors of sentences, as they lie in a folder beside the index, and the search among them.

For each encoder there is one file that says which sentence stands where (`SENTENCE`), and some with
vectors (`VECTOR`), each under the hash of what was said.  A sentence without a vector is passed
over.  Files with vectors never change: what is new comes into another one, and when they are many
they are made one.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b
from pathlib import Path
from threading import Lock
from typing import Any
from uuid import uuid4

import numpy as np
import numpy.typing as npt
from django.conf import settings

from search.meaning.encoder import Encoder, Floats
from search.meaning.files import read_array, replacing, write_array

Table = npt.NDArray[Any]
Ints = npt.NDArray[np.int64]

# A sentence: its turn (the segment's key), the paragraph's place in that, columns of its plain
# text, and the hash of what stands there.
SENTENCE = np.dtype(
    [("segment", "<i8"), ("paragraph", "<u4"), ("start", "<u4"), ("end", "<u4"), ("key", "<u8")]
)
# To be raised with every change of what the files hold.
FORMAT = 1
# Of a vector's greatest component, in bytes.
LARGEST = 127
# Vectors that are compared at a time: so many fit into a processor's cache.
BLOCK = 2048
# More files with vectors than these are made one.
MOST_FILES = 8


def folder() -> Path:
    """Where vectors are kept: beside the index."""
    return Path(settings.HAYSTACK_CONNECTIONS["default"]["PATH"]).with_name("meaning")


def key_of(text: str) -> int:
    """What a sentence's vector is kept under."""
    return int.from_bytes(blake2b(text.strip().encode(), digest_size=8).digest(), "little")


@dataclass(frozen=True)
class Near:
    """A turn (its segment's key), and where its nearest sentence stands.

    `key`: the hash of that sentence.
    """

    segment: int
    cosine: float
    paragraph: int
    start: int
    end: int
    key: int


@dataclass(frozen=True)
class SentenceVectors:
    """One state of the folder: sentences in the order of their turns, and vectors by their keys."""

    sentences: Table
    files: Sequence[Table]

    @cached_property
    def _rows(self) -> Ints:
        """For each sentence the row of its vector, over all files; -1: there is none."""
        keys = self.keys
        if not len(keys):
            return np.full(len(self.sentences), -1, dtype=np.int64)
        order = np.argsort(keys, kind="stable")
        wanted = self.sentences["key"]
        place = np.minimum(np.searchsorted(keys, wanted, sorter=order), len(keys) - 1)
        rows: Ints = np.where(keys[order[place]] == wanted, order[place], -1)
        return rows

    @cached_property
    def keys(self) -> npt.NDArray[np.uint64]:
        """The keys of all vectors, file by file."""
        parts = [file["key"] for file in self.files]
        return np.concatenate(parts) if parts else np.zeros(0, np.uint64)

    @cached_property
    def lacking(self) -> npt.NDArray[np.uint64]:
        """The keys of sentences that have no vector yet."""
        return np.unique(self.sentences["key"][self._rows < 0])

    def near(self, vector: Floats, least: float, most: int) -> list[Near]:
        """At most `most` turns, nearest first, with a sentence whose cosine is `least` or more."""
        if not len(self.sentences):
            return []
        cosines = self._cosines(vector)
        segments = self.sentences["segment"]
        starts = np.flatnonzero(np.concatenate(([True], segments[1:] != segments[:-1])))
        best = np.maximum.reduceat(cosines, starts)
        turns = np.argsort(-best, kind="stable")[:most]
        ends = np.append(starts, len(segments))
        return [
            self._near(int(starts[turn]) + int(cosines[starts[turn] : ends[turn + 1]].argmax()), c)
            for turn, c in zip(turns.tolist(), best[turns].tolist(), strict=True)
            if c >= least
        ]

    def mean(self, segments: Iterable[int]) -> Floats | None:
        """The unit vector between those of all sentences of turns; None: they have none."""
        rows = self._rows[np.isin(self.sentences["segment"], list(segments))]
        wanted = rows[rows >= 0]
        parts = []
        first = 0
        for file in self.files:
            here = file[wanted[(wanted >= first) & (wanted < first + len(file))] - first]
            parts.append(here["vector"].astype(np.float32) * here["scale"][:, None])
            first += len(file)
        total = np.concatenate(parts).sum(axis=0) if parts and len(wanted) else np.zeros(1)
        length = float(np.linalg.norm(total))
        unit: Floats = (total / max(length, 1e-9)).astype(np.float32)
        return unit if length else None

    def _near(self, sentence: int, cosine: float) -> Near:
        segment, *place = self.sentences[sentence].tolist()
        return Near(segment, cosine, *place)

    def _cosines(self, vector: Floats) -> Floats:
        """Each sentence's cosine to a unit vector; -1 where it has no vector."""
        parts = [
            (file["vector"][at : at + BLOCK].astype(np.float32) @ vector)
            * file["scale"][at : at + BLOCK]
            for file in self.files
            for at in range(0, len(file), BLOCK)
        ]
        found = np.concatenate([*parts, [np.float32(-1)]])
        cosines: Floats = found[self._rows]
        return cosines


class Shelf:
    """The files of one encoder in a folder."""

    def __init__(self, path: Path, encoder: Encoder) -> None:
        self.path = path
        self.stem = blake2b(f"{FORMAT} {encoder.name}".encode(), digest_size=4).hexdigest()

    @property
    def _sentences(self) -> Path:
        return self.path / f"{self.stem}.sentences.npy"

    @property
    def _vectors(self) -> list[Path]:
        return sorted(self.path.glob(f"{self.stem}-*.vectors.npy"))

    def state(self) -> object:
        """What is another one after every change."""
        try:
            status = self._sentences.stat()
        except OSError:
            return None
        files = tuple(path.name for path in self._vectors)
        return (status.st_mtime_ns, status.st_ino, status.st_size, files)

    def read(self) -> SentenceVectors:
        """What there is; what is damaged is left out, and set aside."""
        sentences = read_array(self._sentences)
        files = [read_array(path) for path in self._vectors]
        return SentenceVectors(
            np.zeros(0, SENTENCE) if sentences is None else sentences,
            [file for file in files if file is not None],
        )

    def write_sentences(self, sentences: Table) -> None:
        """Say which sentences there are, in any order."""
        self.path.mkdir(parents=True, exist_ok=True)
        write_array(self._sentences, sentences[np.argsort(sentences["segment"], kind="stable")])

    def add_vectors(self, keys: Sequence[int], vectors: Floats) -> None:
        """Keep the unit vectors of sentences with these keys."""
        largest = np.maximum(np.abs(vectors).max(axis=1), 1e-9)
        rows = np.zeros(len(keys), dtype=_vector(vectors.shape[1]))
        rows["key"] = keys
        rows["scale"] = largest / LARGEST
        rows["vector"] = np.round(vectors / rows["scale"][:, None])
        self._add(rows)

    def _add(self, rows: Table) -> None:
        write_array(self.path / f"{self.stem}-{uuid4().hex[:12]}.vectors.npy", rows)

    def noted(self) -> object:
        """What was noted last of what the vectors were made from; None: nothing."""
        try:
            return json.loads(self._note.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return None

    def note(self, note: object) -> None:
        """Note what the vectors were made from, as a value that JSON can hold."""
        with replacing(self._note) as aside:
            aside.write_text(json.dumps(note), encoding="utf-8")

    @property
    def _note(self) -> Path:
        return self.path / f"{self.stem}.json"

    def tidy(self) -> None:
        """Make many files one, with what is still said, and take away those of other encoders."""
        paths, kept = self._vectors, self.read()
        said = np.isin(kept.keys, kept.sentences["key"])
        if len(paths) > MOST_FILES or said.sum() < len(said) / 2:
            rows = np.concatenate([np.asarray(file) for file in kept.files])[said]
            self._add(rows)
            for path in paths:
                path.unlink(missing_ok=True)
        for pattern in ("*.npy", "*.json"):
            for path in self.path.glob(pattern):
                if not path.name.startswith(self.stem):
                    path.unlink(missing_ok=True)


def _vector(dimensions: int) -> np.dtype[Any]:
    """A vector with its key: bytes, of which each stands for `scale`."""
    return np.dtype([("key", "<u8"), ("scale", "<f4"), ("vector", "i1", (dimensions,))])


_lock = Lock()
# By folder and encoder: the state that was read last, and what it was.
_read: dict[tuple[str, str], tuple[object, SentenceVectors]] = {}


def current_vectors(path: Path, encoder: Encoder) -> SentenceVectors:
    """The newest state of the vectors in a folder; without any sentence, where there are none."""
    shelf = Shelf(path, encoder)
    key, state = (str(path), shelf.stem), shelf.state()
    known = _read.get(key)
    if known is None or known[0] != state:
        with _lock:
            known = _read.get(key)
            if known is None or known[0] != state:
                _read[key] = known = state, shelf.read()
    return known[1]


def batches(values: Sequence[Any], size: int) -> Iterator[Sequence[Any]]:
    """The values in order, at most `size` at a time."""
    return (values[at : at + size] for at in range(0, len(values), size))


def sentences_table(rows: Iterable[tuple[int, int, int, int, int]]) -> Table:
    """Sentences as an array."""
    return np.array(list(rows), dtype=SENTENCE)
