"""Which script a character of folded text is written in."""

from __future__ import annotations

import re

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
