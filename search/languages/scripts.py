"""Which script a character of folded text is written in."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

LATIN = re.compile(r"[a-z0-9]")
KATAKANA = re.compile(r"[\u30a1-\u30fa\u30fc]")
KANJI = re.compile(r"[\u3005\u3400-\u9fff]")


def cuts_a_word(text: str, start: int, end: int, *scripts: re.Pattern[str]) -> bool:
    """Whether `start` or `end` lies inside a run of one of `scripts`, none of which has spaces."""
    return any(_inside(text, start, script) or _inside(text, end, script) for script in scripts)


def _inside(text: str, place: int, script: re.Pattern[str]) -> bool:
    return (
        0 < place < len(text)
        and script.match(text[place - 1]) is not None
        and script.match(text[place]) is not None
    )


# Scripts of which the words stand without spaces between them, by Unicode's names of their letters.
UNSPACED = frozenset(
    "CJK IDEOGRAPHIC HIRAGANA KATAKANA BOPOMOFO THAI LAO KHMER MYANMAR TIBETAN".split()
)


@lru_cache(maxsize=20_000)
def script_of(character: str) -> str:
    """A letter's script by its Unicode name (`LATIN`, `CJK`, `HANGUL`); empty for other signs."""
    if not (character.isalpha() or unicodedata.category(character).startswith("M")):
        return ""
    return unicodedata.name(character, " ").replace("-", " ").split(" ")[0]


def is_unspaced(text: str) -> bool:
    """Whether any of the text is in a script without spaces, or in Korean's syllables."""
    return any(script_of(each) in UNSPACED or script_of(each) == "HANGUL" for each in text)


def is_spaced_letter(character: str) -> bool:
    """Whether it is a letter or digit of a script whose words stand between spaces.

    Korean has spaces, but its words are joined to endings: what is typed may go on.
    """
    script = script_of(character)
    return (character.isalnum() or script != "") and script not in {*UNSPACED, "HANGUL"}


def cuts_spaced(text: str, place: int) -> bool:
    """Whether `place` lies inside a word of a script whose words stand between spaces."""
    return 0 < place < len(text) and all(map(is_spaced_letter, text[place - 1 : place + 1]))


_HANGUL = re.compile("[\uac00-\ud7a3]")
# What Korean joins to a noun: the plural, titles, particles one after the other, the copula.
_JOINED = re.compile(
    "(?:들)?(?:님|씨)?(?:께서|에서|에게|한테|으로|로|까지|부터|처럼|만큼|보다|마다|조차|마저|이나|나"
    "|이라도|라도|이라는|라는|이라고|라고|이란|란|하고|이랑|랑|밖에|대로|만|도|의|에|은|는|이|가|을|를"
    "|과|와|요|뿐|께|서|야|아|여)*"
    "(?:이다|입니다|이었습니다|였습니다|이었다|였다|이에요|예요|인|일|이지만|지만|이고|고|이며|며)?"
    "(?![\uac00-\ud7a3])"
)


def cuts_korean(text: str, start: int, end: int) -> bool:
    """Whether a find is a piece of a Korean word, which may have particles and endings joined."""
    if not (end and _HANGUL.match(text[end - 1])):
        return False
    if _HANGUL.match(text[start]) and start and _HANGUL.match(text[start - 1]):
        return True
    return _JOINED.match(text, end) is None


_JAPANESE = frozenset(["CJK", "IDEOGRAPHIC", "HIRAGANA", "KATAKANA"])


def group_of(text: str) -> str:
    """The script of a word by its first letter; those that Japanese mixes are one, `JAPANESE`."""
    script = next(filter(None, map(script_of, text)), "")
    return "JAPANESE" if script in _JAPANESE else script


def is_japanese(text: str) -> bool:
    """Whether the text may be Japanese by its letters: kana, kanji or both."""
    return any(script_of(each) in _JAPANESE for each in text)
