"""Chooses the analyzer of a language: each is made when a text or a query first needs it."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from search.languages.analyzer import Analyzer
from search.languages.words import WordAnalyzer

Class = type[Analyzer]


def _japanese() -> Class:
    from search.languages.japanese import Japanese

    return Japanese


def _chinese() -> Class:
    from search.languages.chinese import Chinese

    return Chinese


def _korean() -> Class:
    from search.languages.korean import Korean

    return Korean


def _english() -> Class:
    from search.languages.english import English

    return English


def _german() -> Class:
    from search.languages.german import German

    return German


def _compounding() -> Class:
    from search.languages.german import Compounding

    return Compounding


# Languages with a class of their own, by the primary subtag of their BCP 47 tag: what loads it.
CLASSES: dict[str, Callable[[], Class]] = {
    "ja": _japanese,
    "zh": _chinese,
    "ko": _korean,
    "en": _english,
    "de": _german,
    **dict.fromkeys(["nl", "sv", "da", "no", "fi"], _compounding),
}
# Other names of one language, and those that share their words.
SAME = {"yue": "zh", "cmn": "zh", "iw": "he", "nb": "no", "nn": "no", "in": "id", "ji": "yi"}


def language_of(tag: str) -> str:
    """The language that a BCP 47 tag names, as the scope of its words: `zh` for `zh-Hant-TW`."""
    primary = tag.replace("_", "-").partition("-")[0].lower()
    return SAME.get(primary, primary) or "und"


def analyzer_for(tag: str) -> Analyzer:
    """The analyzer of a language by its BCP 47 tag; for an unknown one, words as they stand."""
    return _analyzer(language_of(tag))


@cache
def _analyzer(language: str) -> Analyzer:
    load = CLASSES.get(language)
    return load()(language) if load else WordAnalyzer(language)


def is_english(word: str) -> bool:
    """Whether English, in which texts of any language are asked for, has a folded word."""
    return word.isascii() and word.isalpha() and analyzer_for("en").is_known(word)
