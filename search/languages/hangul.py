"""Korean in Latin letters, by Revised Romanization, without what sounds do to each other."""

from __future__ import annotations

import re

_INITIALS = "g kk n d tt r m b pp s ss  j jj ch k t p h".split(" ")
_VOWELS = "a ae ya yae eo e yeo ye o wa wae oe yo u wo we wi yu eu ui i".split()
_FINALS = " k k k n n n t l k m l l l p l m p p t t ng t t k t p t".split(" ")
_SYLLABLE = re.compile("[\uac00-\ud7a3]")
_FIRST = 0xAC00
# How families mostly write themselves, where that is otherwise.
_CUSTOMARY = {
    "김": "kim", "이": "lee", "박": "park", "최": "choi", "정": "jung", "강": "kang", "조": "cho",
    "윤": "yoon", "임": "lim", "신": "shin", "권": "kwon", "안": "ahn", "유": "yoo", "문": "moon",
    "노": "noh", "우": "woo", "구": "koo", "고": "ko", "손": "sohn", "전": "jeon", "주": "joo",
}  # fmt: skip


def romanised(text: str) -> str:
    """The text with Latin letters for its syllables; what is none stays as it is."""
    return _SYLLABLE.sub(lambda match: _letters(match[0]), text)


def romanised_names(name: str) -> tuple[str, ...]:
    """How a Korean name, its family's first, may be written in Latin letters; none of others."""
    if not _SYLLABLE.match(name):
        return ()
    given = romanised(name[1:].strip())
    families = dict.fromkeys([romanised(name[0]), _CUSTOMARY.get(name[0], romanised(name[0]))])
    return tuple(way for each in families for way in (f"{each} {given}", f"{given} {each}"))


def _letters(syllable: str) -> str:
    place = ord(syllable) - _FIRST
    final, vowel, initial = place % 28, place // 28 % 21, place // 28 // 21
    return _INITIALS[initial] + _VOWELS[vowel] + _FINALS[final]
