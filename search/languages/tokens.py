"""What an analyzer cuts texts into, whatever the language."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class Token:
    """A word at `start` to `end` (half open) of folded text.

    `senses`: Sudachi's groups of synonyms that it is in.  `weak`: says little, in a query counts
    only beside nothing else.  `units`: its shortest parts where it is a compound.  `known`: the
    dictionary has it.
    """

    start: int
    end: int
    surface: str
    words: tuple[str, ...]
    sounds: tuple[str, ...]
    senses: tuple[str, ...]
    weak: bool
    noun: bool
    known: bool
    units: tuple[Token, ...] = ()


def with_units(tokens: list[Token]) -> Iterator[Token]:
    """Every token, followed by its units."""
    for token in tokens:
        yield token
        yield from token.units
