"""How long a text takes to read."""

from __future__ import annotations

import re
from collections.abc import Iterable

from archive.text.languages import primary

# Scripts whose readers count characters: Han, kana, Hangul; and those that write no spaces between
# words: Thai, Lao, Burmese, Khmer.  Each range as in a regular expression.
CJK = (
    "\u3041-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff"
    "\U00020000-\U0003fffd"
)
UNSPACED = "\u0e01-\u0edf\u1000-\u109f\u1780-\u17d3"
_CJK = re.compile(f"[{CJK}]")
_UNSPACED = re.compile(f"[{UNSPACED}]")
# A word is whatever has letters or digits between white space or characters of those scripts.  It
# is asked for in two steps of one pass each: one pattern for both would try a line of dashes anew
# from each dash.
_BETWEEN_WORDS = re.compile(rf"[\s{CJK}{UNSPACED}]+")
_LETTER = re.compile(r"\w")

# What adults read in a minute, silently and for sense.
WORDS = 230
# Fewer where words say more (long compounds and endings), or have few vowels written.
FEWER_WORDS = {"ar": 180, "de": 200, "fi": 170, "he": 190, "hu": 180, "ru": 190, "tr": 170}
CHARACTERS = 500
# Han alone says more in a character than Han with kana.
FEWER_CHARACTERS = {"zh": 400, "yue": 400}
UNSPACED_CHARACTERS = 900


def reading_minutes(texts: Iterable[tuple[str, str]]) -> int:
    """The minutes that texts take, each given with its language (BCP 47): whole ones, at least 1;
    0 where there is nothing to read."""
    minutes = sum(_minutes(text, primary(language)) for text, language in texts)
    return max(1, round(minutes)) if minutes else 0


def _minutes(text: str, language: str) -> float:
    return (
        len(_CJK.findall(text)) / FEWER_CHARACTERS.get(language, CHARACTERS)
        + len(_UNSPACED.findall(text)) / UNSPACED_CHARACTERS
        + _words(text) / FEWER_WORDS.get(language, WORDS)
    )


def _words(text: str) -> int:
    return sum(1 for piece in _BETWEEN_WORDS.split(text) if _LETTER.search(piece))
