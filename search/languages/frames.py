"""Names as Japanese writes and as Latin letters spell them: サックス is Sachs, コワーク Cowork.

What they have in common is the frame: which consonants a name has, in which order.  Kana put a
vowel after each, where Latin letters may have none; then it is one that says little (u, o or i).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice, product

from search.languages.sounds import sound_of

# Shorter frames are those of many words.
SHORTEST = 3
# More ways of reading a name are not tried.
MOST_READINGS = 16
_LITTLE = "uoi"
# By which vowels of other languages Japanese has one of its own.
_HEARD = {"a": "aeoui", "i": "ie", "u": "uoe", "e": "eaio", "o": "oau"}
_VOWELS = "aeiou"
_START = "*"
_MARKS = re.compile(r"[\u0300-\u036f]")

# How letters are read, the first rule that fits; several readings where languages differ.
_LETTERS = [
    (re.compile(pattern), readings)
    for pattern, readings in [
        (r"sch|sh", ("S",)),
        (r"tch|tsch|cz|č", ("C",)),
        (r"ch", ("C", "k", "S")),
        (r"ph", ("f",)),
        (r"th", ("s", "t")),
        (r"gh", ("g", "")),
        (r"ck|cc(?![eiy])|kh", ("k",)),
        (r"tz|zz|ts", ("T",)),
        (r"x", ("ks",)),
        (r"qu", ("kw", "k")),
        (r"c(?=[eiy])", ("s",)),
        (r"[cq]", ("k",)),
        (r"g(?=[eiy])", ("g", "j")),
        (r"(?<=[aeiou])r(?![aeiouyr])", ("", "r")),
        (r"ll?|rr?", ("r",)),
        (r"dt", ("t",)),
        (r"dg(?=[eiy])", ("j",)),
        (r"v|w(?=r)", ("b",)),
        (r"(?<=[aeiou])[hw](?![aeiouy])", ("",)),
        (r"w", ("w", "u")),
        (r"h(?=u)", ("h", "f")),
        (r"j", ("j", "y")),
        (r"z", ("z", "T")),
        (r"m(?=[bp])", ("n",)),
        (r"y(?![aeiou])|(?<=[^aeiou])y", ("i",)),
        (r"([bdfgkmnpst])\1", (r"\1",)),
        (r"[a-zß]", (r"\g<0>",)),
    ]
]
# The same for the sounds of kana.
_SOUND = re.compile(r"sh|ch|ts|[a-z]")
_AS_FRAME = {"sh": "S", "ch": "C", "ts": "T"}


@dataclass(frozen=True)
class Frame:
    """The consonants of a name, `*` for a vowel before them, and the vowel after each, if any."""

    consonants: str
    vowels: tuple[str, ...]

    def is_that_of(self, kana: Frame) -> bool:
        """Whether Latin letters with this frame may spell kana with that one."""
        return self.consonants == kana.consonants and all(
            own in _HEARD.get(heard, own) if own else heard in _LITTLE
            for own, heard in zip(self.vowels, kana.vowels, strict=True)
        )


def frame_of_kana(word: str) -> Frame | None:
    """The frame of folded kana; None where it is too short to tell a name."""
    return _frame(_AS_FRAME.get(each, each) for each in _SOUND.findall(sound_of(word)))


def frames_of_letters(word: str) -> list[Frame]:
    """The frames of a folded word in Latin letters, as different languages read it."""
    word = _MARKS.sub("", unicodedata.normalize("NFD", word))
    readings: list[tuple[str, ...]] = []
    place = 0
    while place < len(word):
        for pattern, those in _LETTERS:
            if match := pattern.match(word, place):
                readings.append(tuple(match.expand(each) for each in those))
                place = match.end()
                break
        else:
            return []
    ways = map("".join, islice(product(*readings), MOST_READINGS))
    return [frame for each in dict.fromkeys(ways) if (frame := _frame(each))]


def _frame(sounds: Iterable[str]) -> Frame | None:
    consonants: list[str] = []
    vowels: list[str] = []
    for sound in sounds:
        if sound not in _VOWELS:
            consonants.append(sound)
            vowels.append("")
        elif not consonants:
            consonants.append(_START)
            vowels.append(sound)
        elif not vowels[-1]:
            vowels[-1] = sound
    return Frame("".join(consonants), tuple(vowels)) if len(consonants) >= SHORTEST else None
