"""Kana order, as Japanese indexes have it: 五十音順."""

from __future__ import annotations

import unicodedata

from search.languages.folding import fold

# The first kana of each row, and what follows the last.
ROWS = "アカサタナハマヤラワ"
LONG = "ー"
_VOWELS = dict(zip("AIUEO", "アイウエオ", strict=True))
_LARGE = str.maketrans("ァィゥェォッャュョヮヵヶ", "アイウエオツヤユヨワカケ")


def katakana(text: str) -> str:
    """The text with its hiragana as katakana."""
    return "".join(chr(ord(each) + 0x60) if "ぁ" <= each <= "ゖ" else each for each in text)


def kana_key(reading: str) -> tuple[str, str]:
    """What readings are sorted by, after JIS X 4061: plain large kana, a long vowel as its vowel,
    then voicing and size.
    """
    text = katakana(fold(reading))
    parts = unicodedata.normalize("NFD", text).translate(_LARGE)
    plain = ""
    for each in filter(str.isalnum, parts):
        plain += _vowel(plain[-1:]) if each == LONG else each
    return plain, text


def _vowel(kana: str) -> str:
    """The vowel that a kana ends in; Unicode's names (KATAKANA LETTER KA) tell."""
    return _VOWELS.get(unicodedata.name(kana, " ")[-1], "") if kana else ""


def kana_row(reading: str) -> str:
    """The row (`カ` for か, が, き …) that a reading begins in; empty where it is not in kana."""
    first = kana_key(reading)[0][:1]
    rows = [row for row in ROWS if row <= first <= "ン"]
    return rows[-1] if rows else ""
