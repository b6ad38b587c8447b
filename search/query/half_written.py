"""Japanese words that were not written out: half in kana (はん導体), or with letters left (ちっｐ).

An input method leaves kana where the next kanji was not chosen, and letters where a syllable was
not ended.  Such a word is looked up by its sound, or piece by piece (きん輸|そち is 禁輸 and 措置).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from functools import lru_cache

import jaconv

from search.languages.furigana import KANJI
from search.languages.japanese import reading
from search.languages.sounds import is_kana, sound_of
from search.languages.tokens import bare, scoped
from search.query.knowledge import Knowledge
from search.query.terms import Expansion, QueryTerm, TypedWord

_KANA = r"[\u3041-\u309f\u30a1-\u30ff]"
# Letters at the end of kana, and kana beside kanji.
_BEGUN = re.compile(rf"{_KANA}+[a-z]{{1,2}}")
_HALF = re.compile(rf"(?=.*{KANJI})(?=.*{_KANA})(?:{KANJI}|{_KANA})+")
_RUNS = re.compile(rf"{KANJI}+|{_KANA}+")
# The shortest sound that a word is known by, how many that begin so are looked at, and how much
# longer one may be.
SHORTEST, SOUNDS, LONGER = 4, 20, 2
LONGEST_WORD = 10


def half_written(word: TypedWord, knowledge: Knowledge) -> list[QueryTerm]:
    """The terms of such a word; none where it is none, or where the texts have it as it stands."""
    begun = _BEGUN.fullmatch(word.text)
    half = _HALF.fullmatch(word.text) and len(word.text) <= LONGEST_WORD
    if not (begun or half) or knowledge.vocabulary.occurrences(word.text):
        return []
    if begun:
        sounds = _beginning_so(sound_of(word.text), knowledge)
        return _terms(word, [tuple(_by_sound(each, knowledge) for each in sounds)])
    for pieces in _cuts(word.text):
        found = [_written(piece, knowledge) for piece in pieces]
        if all(found):
            return _terms(word, found)
    return []


def _terms(word: TypedWord, found: list[tuple[Expansion, ...]]) -> list[QueryTerm]:
    return [QueryTerm(word.text, word.start, word.end, each) for each in found if each]


def _by_sound(sound: str, knowledge: Knowledge) -> Expansion:
    return Expansion("sound", sound, 1.0, knowledge.written(sound), "reading")


def _beginning_so(sound: str, knowledge: Knowledge) -> list[str]:
    """The sounds of the texts that are this one, or else begin with it and soon end."""
    known = knowledge.vocabulary.terms("sound")
    near = known[bisect_left(known, sound) :][:SOUNDS] if len(sound) >= SHORTEST else []
    found = [each for each in near if each.startswith(sound) and len(each) <= len(sound) + LONGER]
    return [sound] if sound in found else found


def _cuts(text: str) -> Iterator[tuple[str, ...]]:
    """The text in one piece, in two, and in three."""
    yield (text,)
    for first in range(1, len(text)):
        yield text[:first], text[first:]
    for first in range(1, len(text) - 1):
        for second in range(first + 1, len(text)):
            yield text[:first], text[first:second], text[second:]


def _written(piece: str, knowledge: Knowledge) -> tuple[Expansion, ...]:
    """How a piece is found: as a word of the texts, by its sound, or by both."""
    vocabulary = knowledge.vocabulary
    if not _HALF.fullmatch(piece):
        sound = sound_of(piece) if is_kana(piece) else ""
        if len(sound) >= SHORTEST and vocabulary.has("sound", sound):
            return (_by_sound(sound, knowledge),)
        is_word = not is_kana(piece) and len(piece) > 1 and vocabulary.has("surface", piece)
        return (Expansion("surface", piece),) if is_word else ()
    sound = sound_of(reading(piece))
    if len(sound) >= SHORTEST and vocabulary.has("sound", sound):
        return (_by_sound(sound, knowledge),)
    words = _read_so(piece, knowledge.vocabulary.terms("surface"))
    titles = _read_so(piece, [bare(term) for term in knowledge.vocabulary.terms("title")])
    return (
        *(Expansion("surface", each, 1.0, each, "reading") for each in words),
        *(Expansion("title", scoped("ja", each), 1.0, each, "reading") for each in titles),
    )


def _read_so(piece: str, words: Iterable[str]) -> list[str]:
    """The words that have the piece's kanji, and are read as its kana where these are.

    きん輸 is 禁輸: the one kanji is there, and what stands before it is read きん.
    """
    runs = _RUNS.findall(piece)
    looks = re.compile("".join(f"{KANJI}+" if is_kana(run) else run for run in runs))
    sounds = re.compile("".join(jaconv.kata2hira(run) if is_kana(run) else ".+" for run in runs))
    fixed = next(run for run in runs if not is_kana(run))
    return [
        surface
        for surface in words
        if fixed in surface and looks.fullmatch(surface) and sounds.fullmatch(_hiragana(surface))
    ]


@lru_cache(maxsize=2000)
def _hiragana(surface: str) -> str:
    return str(jaconv.kata2hira(reading(surface)))
