"""How words sound, in a spelling that kana, Hepburn and kunrei romaji have in common.

A *sound* is a rough Hepburn romaji: long vowels short, double consonants single.  So こよう, koyō,
koyou and コヨー are one sound, and コンピュータ is the sound of コンピューター.
"""

from __future__ import annotations

import re
from functools import lru_cache

import jaconv

# Kunrei and typewriter spellings → Hepburn, and sounds that Japanese spellings confuse.
_RULES = [
    (re.compile(pattern), replacement)
    for pattern, replacement in [
        (r"xtsu", ""),
        (r"[āâ]", "a"),
        (r"[īî]", "i"),
        (r"[ūû]", "u"),
        (r"[ēê]", "e"),
        (r"[ōô]", "o"),
        (r"[^a-z]", ""),
        (r"l", "r"),
        (r"v", "b"),
        (r"(?<!s)hu", "fu"),
        (r"(?<![st])si", "shi"),
        (r"(?<!t)tu", "tsu"),
        (r"zi|di", "ji"),
        (r"ti", "chi"),
        (r"dzu|du", "zu"),
        (r"sy([auo])", r"sh\1"),
        (r"[tc]y([auo])", r"ch\1"),
        (r"(?:[zd]|j)y([auo])", r"j\1"),
        (r"tch", "ch"),
        (r"m(?=[bp])", "n"),
        (r"([bcdfghjkmpqrstwyz])\1+", r"\1"),
        (r"nn+", "n"),
        (r"wo", "o"),
        (r"ou", "o"),
        (r"ei", "e"),
        (r"([aeiou])\1+", r"\1"),
    ]
]
_SYLLABLES = re.compile("(?:(?:[kgnhbpmr]y|sh|ch|j|ts|[kgsztdnhfbpmyrw])?[aiueo]|n)+", re.ASCII)
_KANA = re.compile(r"[\u3041-\u3096\u309d\u309e\u30a1-\u30fa\u30fc-\u30fe]+")
_MACRONS = str.maketrans("āâīîūûēêōô", "aaiiuueeoo")


def is_kana(text: str) -> bool:
    """Whether `text` is written in kana alone."""
    return _KANA.fullmatch(text) is not None


@lru_cache(maxsize=50_000)
def sound_of(text: str) -> str:
    """The sound of kana or romaji; empty where `text` has none."""
    romaji = jaconv.kana2alphabet(jaconv.kata2hira(text.replace("ー", "")))
    for pattern, replacement in _RULES:
        romaji = pattern.sub(replacement, romaji)
    return romaji


def is_romaji(word: str) -> bool:
    """Whether a Latin word can be read as Japanese, syllable by syllable."""
    sound = sound_of(word)
    letters = word.translate(_MACRONS).replace("'", "").replace("-", "")
    return letters.isascii() and letters.isalpha() and _SYLLABLES.fullmatch(sound) is not None
