"""Chooses the analyzer of a language: each is made when a text or a query first needs it."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from importlib import import_module

from search.languages.analyzer import Analyzer
from search.languages.tokens import SCOPE

# Languages with a class of their own, by the primary subtag of their BCP 47 tag.
CLASSES = {
    "ja": "japanese.Japanese",
    "zh": "chinese.Chinese",
    "yue": "chinese.Chinese",
    "cmn": "chinese.Chinese",
    "ko": "korean.Korean",
    "en": "english.English",
    "de": "german.German",
    **dict.fromkeys(["nl", "sv", "da", "nb", "nn", "no", "fi"], "german.Compounding"),
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
    module, _, name = CLASSES.get(language, "words.WordAnalyzer").partition(".")
    made: Callable[[str], Analyzer] = getattr(import_module(f"search.languages.{module}"), name)
    return made(language.replace(SCOPE, ""))
