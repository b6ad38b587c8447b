"""Recognises the language of a text.

By py3langid (naive Bayes over bytes, 97 languages, 4.5 MB, needs numpy alone): right for whole
transcripts, and loaded with the first of them, not at the start.
"""

from __future__ import annotations

import re

READ = 20_000
CANTONESE = re.compile("[嘅咗唔佢喺冇嚟嗰]")


def language_of(text: str) -> str:
    """The text's language (BCP 47); `und` for one without letters."""
    if not any(character.isalpha() for character in text):
        return "und"
    import py3langid

    language = str(py3langid.classify(text[:READ])[0])
    # It calls traditional characters Cantonese.
    if language == "yue" and CANTONESE.search(text):
        return language
    if language in ("yue", "zh"):
        return "zh-Hant" if _is_traditional(text) else "zh"
    return language


def _is_traditional(text: str) -> bool:
    """Whether Chinese is written in traditional characters: those that only Big5 has tell."""
    han = [character for character in text[:READ] if "\u4e00" <= character <= "\u9fff"]
    in_big5 = sum(_has(character, "big5") for character in han)
    in_gb = sum(_has(character, "gb2312") for character in han)
    return in_big5 > in_gb


def _has(character: str, encoding: str) -> bool:
    try:
        character.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True
