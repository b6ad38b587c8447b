"""Names that a reader writes in kana and the texts in Latin letters, or the other way round.

サックス finds Sachs, where no text has the word itself.  Words of English are no names: kana that
sound like one are looked up by the dictionary.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from weakref import WeakKeyDictionary

from search.languages.choosing import is_english
from search.languages.frames import Frame, frame_of_kana, frames_of_letters
from search.query.knowledge import Knowledge
from search.query.terms import Expansion, QueryTerm
from search.query.vocabulary import finds

# What a find counts by another spelling that only the sound tells, and how many are taken.
ALIKE, MOST = 0.8, 3
_KATAKANA = re.compile(r"[\u30a1-\u30fa\u30fc]{3,}")
_LATIN = re.compile(r"[^\W\d_]{3,}")


@dataclass(frozen=True)
class Spellings:
    """The words of the texts in katakana and in Latin letters, by their consonants."""

    kana: dict[str, list[tuple[Frame, str]]]
    latin: dict[str, list[tuple[Frame, str]]]


_kept: WeakKeyDictionary[Knowledge, Spellings] = WeakKeyDictionary()


def with_transliterations(terms: Iterable[QueryTerm], knowledge: Knowledge) -> list[QueryTerm]:
    """The terms; those that no text has are also found by names that are spelled otherwise."""
    return [_with_spellings(term, knowledge) for term in terms]


def _with_spellings(term: QueryTerm, knowledge: Knowledge) -> QueryTerm:
    own = (each for each in term.expansions if each.source not in ("synonym", "inside"))
    if not knowledge.has_japanese or term.weak or finds(own, knowledge.vocabulary):
        return term
    found = _spelled(term.text, knowledge)[:MOST]
    others = (Expansion("surface", word, ALIKE, word, "reading") for word in found)
    return replace(term, expansions=(*term.expansions, *others))


def _spelled(word: str, knowledge: Knowledge) -> list[str]:
    """How the texts may spell a name in the other script."""
    if _KATAKANA.fullmatch(word):
        kana = frame_of_kana(word)
        latin = _spellings(knowledge).latin.get(kana.consonants, []) if kana else []
        names = (each for frame, each in latin if kana and frame.is_that_of(kana))
        return [each for each in dict.fromkeys(names) if not is_english(each)]
    if not _is_latin(word) or is_english(word):
        return []
    return [
        each
        for frame in frames_of_letters(word)
        for kana, each in _spellings(knowledge).kana.get(frame.consonants, ())
        if frame.is_that_of(kana)
    ]


def _spellings(knowledge: Knowledge) -> Spellings:
    if knowledge not in _kept:
        kana, latin = defaultdict(list), defaultdict(list)
        for word in knowledge.vocabulary.terms("surface"):
            if _KATAKANA.fullmatch(word) and (frame := frame_of_kana(word)):
                kana[frame.consonants].append((frame, word))
            for frame in frames_of_letters(word) if _is_latin(word) else ():
                latin[frame.consonants].append((frame, word))
        _kept[knowledge] = Spellings(kana, latin)
    return _kept[knowledge]


def _is_latin(word: str) -> bool:
    return word[:1].isascii() and _LATIN.fullmatch(word) is not None
