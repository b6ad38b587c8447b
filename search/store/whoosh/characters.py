"""Finds every occurrence of a phrase in a long text, without reading the text."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

# Characters are listed by the lower half of their number: as few lists as there is room for.
LISTS = 1 << 16


class CharacterIndex:
    """A text with the places of each of its characters.

    A phrase is where its rarest character is, with the others around it.  The lists take 4 bytes a
    character, the text itself 2 (4 where it has characters beyond the basic plane).
    """

    def __init__(self, text: str) -> None:
        codes = _codes(text)
        lists = codes.astype(np.uint16)
        self.is_wide = bool(len(codes)) and int(codes.max()) >= LISTS
        self.codes = codes if self.is_wide else lists
        # Sixteen bits are sorted by counting.
        self.places = np.argsort(lists, kind="stable").astype(np.int32)
        self.ends = np.cumsum(np.bincount(lists, minlength=LISTS))

    def find(self, phrase: str) -> npt.NDArray[np.int64]:
        """Where `phrase` (not empty) begins, ascending."""
        wanted = _codes(phrase)
        if not self.is_wide and int(wanted.max()) >= LISTS:
            return np.zeros(0, np.int64)
        lists = (wanted % LISTS).astype(np.int64)
        counts = self.ends[lists] - np.where(lists, self.ends[lists - 1], 0)
        order = np.argsort(counts, kind="stable")
        rarest = int(order[0])
        end = int(self.ends[lists[rarest]])
        starts = self.places[end - int(counts[rarest]) : end] - np.int32(rarest)
        starts = starts[(starts >= 0) & (starts <= len(self.codes) - len(wanted))]
        for place in order[0 if self.is_wide else 1 :].tolist():
            starts = starts[self.codes[starts + place] == wanted[place]]
        return starts.astype(np.int64)


def _codes(text: str) -> npt.NDArray[np.uint32]:
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")
