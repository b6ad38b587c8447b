"""What an analyzer cuts texts into, whatever the language, and the scope of its words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

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
    # By place: `replace` takes five times as long, and every word of a text is shifted.
    return Token(
        token.start + offset,
        token.end + offset,
        token.surface,
        token.words,
        token.sounds,
        token.senses,
        token.weak,
        token.noun,
        token.known,
        tuple(shifted(unit, offset) for unit in token.units) if token.units else (),
        token.light,
    )


def scoped(language: str, word: str) -> str:
    """The word as the index has it: no two languages share one."""
    return f"{language}{SCOPE}{word}"


@lru_cache(maxsize=100_000)
def scoped_words(language: str, words: tuple[str, ...]) -> tuple[str, ...]:
    """A token's words as the index has them."""
    return tuple(scoped(language, word) for word in words)


def scope_of(word: str) -> str:
    """The language of a word of the index."""
    return word.partition(SCOPE)[0]


def bare(word: str) -> str:
    """A word of the index without its language."""
    return word.partition(SCOPE)[2]
