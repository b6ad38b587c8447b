"""A sentence encoder without a model, for tests."""

from __future__ import annotations

import zlib
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from unittest import mock

import numpy as np
import numpy.typing as npt

from search.languages.folding import fold
from search.meaning import encoder

DIMENSIONS = 256


class LetterEncoder:
    """An `Encoder` by which texts are near where they share runs of three letters.

    `meant`: texts that mean what others say.  `seen`: all that was encoded, in order.
    """

    languages: Collection[str] = frozenset({"ja", "en", "de"})

    def __init__(self, meant: Mapping[str, str] | None = None, name: str = "letters 1") -> None:
        self.name = name
        self.meant = dict(meant or {})
        self.seen: list[str] = []

    def encode(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        self.seen += texts
        return np.array([self._vector(self.meant.get(each, each)) for each in texts], np.float32)

    @staticmethod
    def _vector(text: str) -> npt.NDArray[np.float32]:
        vector = np.zeros(DIMENSIONS, dtype=np.float32)
        padded = f" {fold(text)} "
        for at in range(len(padded) - 2):
            hashed = zlib.crc32(padded[at : at + 3].encode())
            vector[hashed % DIMENSIONS] += 1 if hashed >> 31 else -1
        unit: npt.NDArray[np.float32] = vector / max(float(np.linalg.norm(vector)), 1e-9)
        return unit


@contextmanager
def installed(made: encoder.Encoder) -> Iterator[None]:
    """Have an encoder as the one that is installed."""
    with mock.patch.object(encoder, "_loaded", [made]):
        yield
