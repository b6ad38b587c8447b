"""English words as keys: British or American, singular or plural, verb or noun, one key each.

A *key* is the stem (Porter's second algorithm, as the index stems Latin words) of a word in its
American spelling; a *root* is a key without its derivational ending (taxation → tax).
Spellings are turned by rule, not by list: the rules run on both sides of every comparison, so that
a word which they change needlessly (`advertising` → `advertizing`) is changed alike everywhere.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from breame.spelling import get_american_spelling

from search.languages.folding import fold
from search.languages.stems import stem
from search.languages.tokens import Token
from search.languages.words import WordAnalyzer

# Words that say little in a question.
ENGLISH_WEAK = frozenset(
    "a an the of to in on at by for from with about as is are was were be been being am do does "
    "did has have had can could will would should shall may might must i you he she it we they "
    "his her its their our your my him me them us this that these those what which who whom whose "
    "how why when where and or not no if than then so there here up down out into over off away "
    "go going get getting take taking make making come give put keep let say says said tell talk "
    "think want need like really very much many more most some any all about just also "
    "still become becomes became becoming seem seems seemed seeming happen happens happened "
    "happening".split()
)
# What a gloss says about its use, and stand-ins for what a phrase is about.
_GLOSS_WEAK = frozenset(
    "eg ie etc esp usu sb sth vs one ones oneself somebody someone something somewhere "
    "being get getting become becoming make making used use kind type form due".split()
)
_AMERICAN = [
    (re.compile(pattern), replacement)
    for pattern, replacement in [
        (r"(?<=[a-z]{3})our(?=$|s|ed|ing|able|ite|al|ful|er|ist|y)", "or"),
        (r"(?<=[a-z]{2}[bt])re(s?)$", r"er\1"),
        (r"(?<=[a-z]{3}i)s(?=e$|e[sdr]|ing|ation|able)", "z"),
        (r"(?<=[a-z]{3}y)s(?=e$|e[sdr]|ing)", "z"),
        (r"(?<=def|off|lic|ret)(en)ce", r"\1se"),
        (r"(?<=[aeiou][a-z])(\w*[aeiou])ll(?=ed$|ing|er)", r"\1l"),
        (r"(?<=[a-z]{3})ogue(?=$|s)", "og"),
        (r"(?<=[a-z]{3}m)me(?=$|s)", ""),
        (r"(?<=dg)e(?=ment)", ""),
    ]
]
_WORD = re.compile(r"[a-z0-9]+(?:['’][a-z]+)?")
_POSSESSIVE = re.compile(r"['’]s?$")
_CONTRACTION = re.compile(r"([^'-]+)'(?:m|re|ve|ll|d)")
# Endings that the stemmer leaves on the nouns of those who do, and of what is done.
_ENDING = re.compile(r"(?<=[a-z]{3})at$|(?<=[a-z]{4})(?:er|or|ist|ian|ic|e|i)$")


def english_words(text: str) -> list[str]:
    """The words of a text, folded and without the possessive; hyphens part words."""
    return [_POSSESSIVE.sub("", word) for word in _WORD.findall(fold(text))]


def content_keys(text: str) -> tuple[str, ...]:
    """The keys of the words of a gloss that say something."""
    words = english_words(text)
    return tuple(key(word) for word in words if word not in ENGLISH_WEAK | _GLOSS_WEAK)


def keys_by_place(words: Sequence[str]) -> list[tuple[int, str]]:
    """The keys of a reader's words, each with the number of the word that it is in."""
    return [(place, each) for place, word in enumerate(words) for each in content_keys(word)]


@lru_cache(maxsize=50_000)
def key(word: str) -> str:
    """The key of a folded word."""
    for pattern, replacement in _AMERICAN:
        word = pattern.sub(replacement, word)
    return english_stem(word)


@lru_cache(maxsize=50_000)
def root(stem: str) -> str:
    """A key without its derivational endings, where that leaves enough."""
    while (shorter := _ENDING.sub("", stem)) != stem:
        stem = shorter
    return stem


@lru_cache(maxsize=50_000)
def english_stem(word: str) -> str:
    """The stem of a folded English word."""
    return stem("english", word)


class English(WordAnalyzer):
    """English, British or American."""

    language = "en"

    def variants(self, word: str) -> tuple[str, ...]:
        """A word, also in its American spelling; without the possessive."""
        word = _POSSESSIVE.sub("", word)
        american = get_american_spelling(word)
        for pattern, replacement in _AMERICAN if american == word else ():
            american = pattern.sub(replacement, american)
        found = (word, american, *self._ending_in_f(word))
        return tuple(dict.fromkeys(found))

    def parts(self, word: str) -> list[tuple[int, str]]:
        """The words that a hyphen joins, and the one before 've, 'll and the like."""
        contracted = _CONTRACTION.fullmatch(word)
        return [(0, contracted[1])] if contracted else super().parts(word)

    def tells(self, token: Token, shown: str) -> bool:
        """As of any analyzer, without forms of verbs and adverbs that show by their endings."""
        word = token.surface
        is_formed = word.endswith(("ed", "ing", "ly")) and self.lemma(word) not in {"", word}
        return super().tells(token, shown) and not is_formed and not word.endswith("ly")

    def _ending_in_f(self, word: str) -> list[str]:
        """What loaves and scarves are one of."""
        ends = ("f", "fe") if word.endswith("ves") else ()
        return [one for end in ends if self.is_known(one := word[:-3] + end)]

    def lemma(self, word: str) -> str:
        """The dictionary's form; none of contractions (don't is no do) and abbreviations."""
        return "" if "'" in word or len(word) < 3 else super().lemma(word)

    def is_known(self, word: str) -> bool:
        """Whether the dictionary has the word; whoever writes an apostrophe means it."""
        return "'" in word or self.has_entry(word)

    def has_entry(self, word: str) -> bool:
        """As of any analyzer: `o'clock`, but no law that is called after somebody."""
        return bool(super().lemma(word))

    @property
    def weak(self) -> frozenset[str]:
        """Words that say little in a question."""
        return ENGLISH_WEAK
