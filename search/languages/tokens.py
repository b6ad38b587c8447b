"""What an analyzer cuts texts into, whatever the language, and the scope of its words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

# Stands between a language and a word of it in the index: `en:run`.
SCOPE = ":"


@dataclass(frozen=True)
class Token:
    """A word at `start` to `end` (half open) of folded text.

    `words`: its normal forms, which the index has in the scope of their language.  `senses`: the
    dictionary's groups of synonyms that it is in.  `weak`: says little, in a query counts only
    beside nothing else; `light`: always counts, but less.  `units`: its shortest parts where it is
    a compound.  `known`: the dictionary has it.
    """

    start: int
    end: int
    surface: str
    words: tuple[str, ...]
    sounds: tuple[str, ...] = ()
    senses: tuple[str, ...] = ()
    weak: bool = False
    noun: bool = False
    known: bool = False
    units: tuple[Token, ...] = ()
    light: bool = False


def with_units(tokens: Iterable[Token]) -> Iterator[Token]:
    """Every token, followed by its units."""
    for token in tokens:
        yield token
        yield from token.units


def shifted(token: Token, offset: int) -> Token:
    """The token `offset` columns further on, its units with it."""
    units = tuple(shifted(unit, offset) for unit in token.units)
    return replace(token, start=token.start + offset, end=token.end + offset, units=units)


def scoped(language: str, word: str) -> str:
    """The word as the index has it: no two languages share one."""
    return f"{language}{SCOPE}{word}"


def scope_of(word: str) -> str:
    """The language of a word of the index."""
    return word.partition(SCOPE)[0]


def bare(word: str) -> str:
    """A word of the index without its language."""
    return word.partition(SCOPE)[2]
