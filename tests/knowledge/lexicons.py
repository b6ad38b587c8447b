"""Lexicons of a test's own."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory

from search.knowledge.lexicon import Counted, Lexicon
from search.knowledge.lexicon_file import LexiconFile, Neighbour, Row, write_lexicon


def file_of(rows: Iterable[Row], neighbours: Iterable[Neighbour] = ()) -> LexiconFile:
    """A lexicon's file with these rows."""
    with TemporaryDirectory() as folder:
        write_lexicon(Path(folder), rows, neighbours)
        # What is mapped stays when its file is gone.
        return LexiconFile(Path(folder))


def lexicon_of(
    rows: Iterable[Row],
    neighbours: Iterable[Neighbour] = (),
    counted: Counted = lambda row: 31,
) -> Lexicon:
    """A lexicon with these rows; unless told otherwise, every word stands often in the texts."""
    return Lexicon(file_of(rows, neighbours), counted)
