"""Words that mean something near: 絶滅 for 滅ぼす, マージン for 儲ける.

The vectors are chiVe's (Works Applications, trained on Sudachi's normalised words), as the package
`ja-ginza` carries them; `manage.py build_vectors` shortens them to the file that is shipped.  The
file holds, for the hash of each word, a row of a matrix of unit vectors in bytes.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from hashlib import blake2b
from pathlib import Path

import numpy as np
import numpy.typing as npt

PATH = Path(__file__).parent / "data" / "vectors.npz"
# A byte of the file for the length 1.
SCALE = 127.0


def word_hash(word: str) -> int:
    """The key of a word in the file."""
    return int.from_bytes(blake2b(word.encode(), digest_size=8).digest(), "little")


@dataclass(frozen=True)
class Vectors:
    """`keys` (sorted hashes) → `rows` of `matrix`, whose rows are unit vectors times `SCALE`."""

    keys: npt.NDArray[np.uint64]
    rows: npt.NDArray[np.uint16]
    matrix: npt.NDArray[np.int8]

    def row(self, word: str) -> int | None:
        """The word's row; None: it has no vector."""
        key = np.uint64(word_hash(word))
        place = int(np.searchsorted(self.keys, key))
        known = place < len(self.keys) and self.keys[place] == key
        return int(self.rows[place]) if known else None

    def of(self, words: list[str]) -> npt.NDArray[np.float32]:
        """The unit vectors of words that all have one: an array (words, dimensions)."""
        rows = [row for word in words if (row := self.row(word)) is not None]
        unit: npt.NDArray[np.float32] = self.matrix[rows].astype(np.float32) / SCALE
        return unit


@cache
def load_vectors() -> Vectors:
    """The shipped vectors."""
    with np.load(PATH) as arrays:
        return Vectors(arrays["keys"], arrays["rows"], arrays["matrix"])


class Neighbourhood:
    """The words of an archive, to find those that mean something near to a given word."""

    def __init__(self, vectors: Vectors, words: list[str]) -> None:
        self.vectors = vectors
        self.words = [word for word in words if vectors.row(word) is not None]
        self.matrix = vectors.of(self.words)

    def near(self, word: str, least: float, most: int) -> list[tuple[str, float]]:
        """At most `most` words of the archive with their cosine to `word`, `least` or more."""
        row = self.vectors.row(word)
        if row is None or not self.words:
            return []
        cosines = self.matrix @ (self.vectors.matrix[row].astype(np.float32) / SCALE)
        best = np.argsort(-cosines)[: most + 1]
        found = [(self.words[index], float(cosines[index])) for index in best]
        return [(near, cosine) for near, cosine in found if cosine >= least and near != word][:most]
