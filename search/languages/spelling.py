"""Letters with and without their marks: cœur and coeur, Öztürk and Ozturk, ёлка and елка."""

from __future__ import annotations

import unicodedata

# Letters that Unicode doesn't take apart, and how people write them who lack the key.
_PLAIN = str.maketrans(
    {
        "œ": "oe",
        "æ": "ae",
        "ø": "o",
        "ð": "d",
        "đ": "d",
        "ł": "l",
        "ħ": "h",
        "ı": "i",
        "þ": "th",
        "ß": "ss",
        "\u0640": "",  # tatweel, which stretches Arabic words
        "ى": "ي",
        "ة": "ه",
        "ٱ": "ا",
        "ک": "ك",
        "ی": "ي",
        "ך": "כ",
        "ם": "מ",
        "ן": "נ",
        "ף": "פ",
        "ץ": "צ",
    }
)
_GERMAN = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa"})
# Marks that make another letter of the one that they stand on: й is no и.
_KEPT = {"и\u0306"}
_INDIC = range(0x0900, 0x0E00)


def plain(text: str) -> str:
    """Folded text without accents, vowel points and the like."""
    if text.isascii():
        return text
    parts = unicodedata.normalize("NFD", text)
    kept = ""
    for each in parts:
        is_mark = unicodedata.category(each) == "Mn"
        if not is_mark or _is_vowel(each) or kept[-1:] + each in _KEPT:
            kept += each
    return unicodedata.normalize("NFC", kept).translate(_PLAIN)


def _is_vowel(mark: str) -> bool:
    """Whether a mark is a vowel that words can't do without, as in India and South East Asia."""
    code = ord(mark)
    return code in _INDIC or 0x0E00 <= code < 0x1100 or 0x1780 <= code < 0x1800 or code >= 0x3000


def transcribed(text: str) -> str:
    """Folded text with ae, oe and ue for ä, ö and ü, as one writes without these keys."""
    return plain(unicodedata.normalize("NFC", text).translate(_GERMAN))
