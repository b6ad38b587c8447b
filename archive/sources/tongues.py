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
    if language == "yue" and not CANTONESE.search(text):
        return "zh-Hant"
    return language
