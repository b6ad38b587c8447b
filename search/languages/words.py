"""Languages with words between spaces: Snowball's stems, irregular forms, letters without marks."""

from __future__ import annotations

from functools import cached_property, lru_cache

import regex
import simplemma
from simplemma.strategies.dictionaries.dictionary_factory import SUPPORTED_LANGUAGES
from stop_words import LANGUAGE_MAPPING, get_stop_words

from search.languages.analyzer import WORD, Analyzer
from search.languages.spelling import plain, transcribed
from search.languages.stems import stem
from search.languages.tokens import Token, shifted

# Snowball's names of the languages that it knows.
STEMMERS = {
    "ar": "arabic", "hy": "armenian", "eu": "basque", "ca": "catalan", "cs": "czech",
    "da": "danish", "nl": "dutch", "en": "english", "eo": "esperanto", "et": "estonian",
    "fi": "finnish", "fr": "french", "de": "german", "el": "greek", "hi": "hindi",
    "hu": "hungarian", "id": "indonesian", "ga": "irish", "it": "italian", "lt": "lithuanian",
    "ne": "nepali", "no": "norwegian", "nb": "norwegian", "nn": "norwegian", "fa": "persian",
    "pl": "polish", "pt": "portuguese", "ro": "romanian", "ru": "russian", "sr": "serbian",
    "es": "spanish", "sv": "swedish", "ta": "tamil", "tr": "turkish", "yi": "yiddish",
}  # fmt: skip
# The scripts that languages are written in other than Latin; a query's script is its first hint.
SCRIPTS = {
    "Cyrillic": "ru uk bg sr mk be kk ky mn tg",
    "Greek": "el grc",
    "Arabic": "ar fa ur ps ku ug",
    "Hebrew": "he yi iw",
    "Devanagari": "hi mr ne sa",
    "Bengali": "bn as",
    "Gurmukhi": "pa",
    "Gujarati": "gu",
    "Tamil": "ta",
    "Telugu": "te",
    "Kannada": "kn",
    "Malayalam": "ml",
    "Sinhala": "si",
    "Armenian": "hy",
    "Georgian": "ka",
    "Ethiopic": "am ti",
    "Thai": "th",
    "Lao": "lo",
    "Khmer": "km",
    "Myanmar": "my",
    "Tibetan": "bo dz",
}
UNSPACED = frozenset("th lo km my bo dz".split())
# Languages that join an article or pronoun to the next word: l'homme, dell'arte.
ELIDING = frozenset("fr it ca oc".split())
MOST_WORDS = 100_000
_PARTS = regex.compile(r"[^'\-]+")
_WITH_ELISION = regex.compile(r"[^']+'?")


class WordAnalyzer(Analyzer):
    """A language whose words stand between spaces, or one that nothing more is known of."""

    def __init__(self, language: str = "") -> None:
        super().__init__(language)
        scripts = [name for name, those in SCRIPTS.items() if self.language in those.split()]
        script = scripts[0] if scripts else "Latin"
        self.script = regex.compile(rf"[\p{{{script}}}\p{{N}}]")
        self.spaced = self.language not in UNSPACED
        self._token = lru_cache(MOST_WORDS)(self._made)

    # What a language may do otherwise

    @cached_property
    def common(self) -> frozenset[str]:
        """Words, without their marks, that two texts may share and be of other things."""
        if self.language not in LANGUAGE_MAPPING:
            return frozenset()
        return frozenset(plain(word) for word in get_stop_words(self.language))

    def is_common(self, word: str) -> bool:
        """As of any analyzer."""
        return plain(word) in self.weak

    @property
    def weak(self) -> frozenset[str]:
        """Words that say little in a question, without their marks."""
        return self.common

    def lemma(self, word: str) -> str:
        """The dictionary's form of a word; empty where it has none."""
        if not self._has_lemmas or not simplemma.is_known(word, self._lemmas, low_memory=True):
            return ""
        return simplemma.lemmatize(word, self._lemmas, low_memory=True).casefold()

    def variants(self, word: str) -> tuple[str, ...]:
        """A word and its other spellings."""
        return (word,)

    def parts(self, word: str) -> list[tuple[int, str]]:
        """The words that a hyphen joins, each with its column."""
        parts = [(part.start(), part[0]) for part in _PARTS.finditer(word)] if "-" in word else []
        return parts if len(parts) > 1 else []

    # The rest is alike for all

    @property
    def _lemmas(self) -> str:
        return {"no": "nb", "sr": "hbs", "hr": "hbs", "bs": "hbs"}.get(self.language, self.language)

    @cached_property
    def _has_lemmas(self) -> bool:
        return self._lemmas in SUPPORTED_LANGUAGES

    def stem(self, word: str) -> str:
        """A word without its endings."""
        algorithm = STEMMERS.get(self.language)
        return stem(algorithm, word) if algorithm else word

    def tokenize(self, text: str) -> list[Token | None]:
        """The words of folded text."""
        return [
            shifted(self._token(word), start + match.start())
            for match in WORD.finditer(text)
            for start, word in self._pieces(match[0])
        ]

    def _pieces(self, word: str) -> list[tuple[int, str]]:
        if "'" in word and self.language in ELIDING and not self.is_known(word):
            return [(each.start(), each[0]) for each in _WITH_ELISION.finditer(word)]
        return [(0, word)]

    def _made(self, word: str) -> Token:
        """The token of a word that stands at the beginning."""
        weak = not self.weak.isdisjoint({word, plain(word)}) or word.endswith("'")
        forms = self.forms(word)
        return Token(
            0,
            len(word),
            word,
            tuple(forms),
            weak=weak,
            noun=len(word) > 3 and not word.isdecimal() and plain(word) not in self.common,
            known=self.is_known(word),
            units=tuple(shifted(self._token(part), start) for start, part in self.parts(word)),
        )

    def is_known(self, word: str) -> bool:
        """Whether the dictionary has the word."""
        return self._has_lemmas and bool(self.lemma(word))

    def main_forms(self, text: str) -> tuple[str, ...]:
        """As of any analyzer, without the lemmas, which take a second to load."""
        found = (match[0].strip("'").replace("-", "") for match in WORD.finditer(text))
        words = (word.rpartition("'")[2] if self.language in ELIDING else word for word in found)
        telling = [word for word in words if self.weak.isdisjoint({word, plain(word)})]
        return tuple(plain(self.stem(word.replace("'", ""))) for word in telling)

    def forms(self, word: str) -> list[str]:
        """What a word is found by: its stems and its lemma's, with and without marks."""
        variants = self.variants(word.strip("'").replace("-", ""))
        words = [form for each in variants for form in (each, self.lemma(each)) if form]
        spelt = dict.fromkeys(how(word) for word in words for how in (str, plain, transcribed))
        stems = (plain(self.stem(each.replace("'", ""))) for each in spelt)
        return list(dict.fromkeys(stems))
