"""What in a text may be a name or a concept: runs of nouns, and where each stands.

Texts go in as they are written, since capitals tell names; `phrases_of` reads any language.
What is a name is told by the part of speech where a language's words are cut by a dictionary
(`search.languages.cut_phrases`), by capitals elsewhere (`search.languages.capitals`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from search.languages.choosing import language_of


@dataclass(frozen=True)
class Phrase:
    """A name or a run of nouns at `start` to `end` (half open) of a text.

    `key`: what its spellings and inflections share.  `name`: a proper name.  `kind`: of what
    (`person`, `organisation`, `product`, `place`); empty where nothing tells.  `parts`: how many
    nouns it is made of.  `known`: a dictionary has it as one word, which may be an ordinary
    one.
    """

    start: int
    end: int
    text: str
    key: str
    name: bool = False
    kind: str = ""
    parts: int = 1
    known: bool = False


Finder = Callable[[str, Sequence[str]], Iterable[list[Phrase]]]


def phrases_of(language: str, texts: Sequence[str]) -> list[list[Phrase]]:
    """For each of `texts`, all in the language of a BCP 47 tag, its phrases by where they begin.

    A phrase may stand inside another one.
    """
    return [sorted(each, key=_place) for each in _finder(language)(language_of(language), texts)]


def _place(phrase: Phrase) -> tuple[int, int]:
    return phrase.start, -phrase.end


def _finder(language: str) -> Finder:
    # Either is loaded when it is first needed.
    if language_of(language) in {"ja", "ko", "zh"}:
        from search.languages.cut_phrases import cut_phrases

        return cut_phrases
    from search.languages.capitals import capital_phrases

    return capital_phrases
