"""Notes as documents set them: a number behind the words, and the note under it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from archive.models import Note
from archive.text import as_written
from archive.transcript import Passage


@dataclass(frozen=True)
class NumberedNote:
    """A note with its number in the document; its mark stands before character `place`."""

    number: int
    place: int
    is_editors: bool
    text: str


def numbered(passage: Passage, numbers: Iterator[int]) -> list[NumberedNote]:
    """The passage's notes in the order of their marks, numbered on through the document."""
    notes = sorted(passage.notes, key=lambda note: note.last)
    return [
        NumberedNote(
            next(numbers), each.last, each.kind == Note.Kind.EDITORIAL, as_written(each.text)
        )
        for each in notes
    ]


def cut_at(text: str, places: Iterable[int]) -> list[str]:
    """The text in pieces: one more than there are places, which are in order."""
    borders = [0, *(min(place, len(text)) for place in places), len(text)]
    return [text[first:last] for first, last in pairwise(borders)]
