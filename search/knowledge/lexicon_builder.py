"""Makes the lexicon of a dictionary.

An English gloss that is the word itself counts fully; a word inside a longer gloss counts by its
share of the gloss.  First senses and common words count more.  An English word also leads, with
less weight, to the Japanese words of the English words that the dictionary puts beside it: *job*
and *employment* gloss the same words, so that *jobs* finds 雇用.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import sqrt

from search.knowledge.edict import DictionaryEntry
from search.knowledge.lexicon import LEAST, LONGEST_KEY
from search.knowledge.lexicon_file import Key, Neighbour, Row, Words
from search.languages.analyzer import Analyzer
from search.languages.choosing import analyzer_for
from search.languages.english import content_keys
from search.languages.folding import fold
from search.languages.sounds import is_kana
from search.languages.tokens import Token

# The second sense counts 1 / (1 + this), the third 1 / (1 + twice this), and so on.
LATER_SENSE = 0.25
# Each gloss of a sense counts this much of the one before.
LATER_GLOSS = 0.95
UNCOMMON = 0.8
# A word whose spelling has a common reading is rarely meant by its other readings.
UNCOMMON_HOMOGRAPH = 0.5
# How much the words of an English word's neighbour count; how many senses must have both, how large
# a share of the word's senses that must be, and how many glosses a sense may list.
NEIGHBOUR, SHARED, LEAST_SHARED, LIST = 0.6, 2, 0.1, 12
# Two senses are added to a word's, so that two that agree by chance do not make a synonym.
DOUBT = 2
# Dictionaries whose glosses rarely list one word where the language has one.
BY_PARTS = {"ja"}
# Lighter rows would weigh less than `LEAST` wherever they don't stand in every other paragraph.
LEAST_KEPT = 0.25

_REMARK = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|\{[^{}]*\}")
# A slash inside parentheses cuts a gloss in two.
_TORN_REMARK = re.compile(r"\([^()]*$|^[^()]*\)")
_BEFORE = re.compile(r"^(?:to|an?|the) (?=\w)")
# こと, もの, する and the like.
_LITTLE = re.compile(r"[\u3041-\u309f]{1,2}")
_JAPANESE = re.compile(r"[\u3041-\u30fa\u3400-\u9fff]")


def said(gloss: str) -> str:
    """What a gloss says, without its remarks and the article or *to* before it."""
    last = ""
    while last != gloss:
        last, gloss = gloss, _REMARK.sub(" ", gloss)
    return _BEFORE.sub("", " ".join(_TORN_REMARK.sub(" ", gloss).split()))


def gloss_key(gloss: str) -> Key:
    """The keys of what a gloss says, without its remarks; none for a number."""
    key = content_keys(said(gloss))
    return key if any(map(str.isalpha, key)) else ()


# What can be looked up


@dataclass(frozen=True)
class Findable:
    """A dictionary entry that a text may have as `words`, shown as `label`."""

    entry: DictionaryEntry
    label: str
    words: Words


def findable(entries: Iterable[DictionaryEntry], analyzer: Analyzer) -> Iterator[Findable]:
    """The entries as texts may have them: by their word, or by their reading where it is usual."""
    found = _as_japanese if analyzer.language == "ja" else _as_any
    for entry in entries:
        forms = (entry.word, *entry.readings) if entry.kana else (entry.word,)
        for form in forms if entry.senses else ():
            if tokens := analyzer.analyze(fold(form)):
                yield from found(entry, form, tokens)


def _as_any(entry: DictionaryEntry, form: str, tokens: list[Token]) -> Iterator[Findable]:
    if len(tokens) <= LONGEST_KEY and not any(token.weak for token in tokens):
        yield Findable(entry, form, tuple(token.words[0] for token in tokens))


def _as_japanese(entry: DictionaryEntry, form: str, tokens: list[Token]) -> Iterator[Findable]:
    if len(tokens) == 1 and (word := _one_word(tokens[0], form)):
        label = word if _JAPANESE.search(word) else unicodedata.normalize("NFKC", form)
        yield Findable(entry, label, (word,))
    elif len(tokens) > 1 and not any(token.weak for token in tokens):
        yield Findable(entry, form, tuple(token.words[0] for token in tokens))


def _one_word(token: Token, form: str) -> str:
    """The word of the index that a form is; empty where it is none, or says too little."""
    folded = fold(form)
    whole = token.start == 0 and token.end == len(folded)
    if not whole or token.weak or _LITTLE.fullmatch(folded):
        return ""
    # Kana may be any of several words, of which Sudachi takes one: only kana stands for kana.
    return folded if is_kana(folded) else token.words[0]


# What it means


def build_rows(entries: Iterable[DictionaryEntry], language: str = "ja") -> list[Row]:
    """The rows of the lexicon of a dictionary from a language (its tag) into English."""
    found = list(findable(entries, analyzer_for(language)))
    common = {each.label for each in found if each.entry.common}
    best: dict[tuple[Key, Words], Row] = {}
    for each in found:
        for gloss, key, weight in _keys(each, each.label in common):
            if weight >= LEAST_KEPT and (gloss or language in BY_PARTS):
                _keep(best, Row(key, each.label, each.words, weight, gloss))
    return list(best.values())


def _keep(best: dict[tuple[Key, Words], Row], row: Row) -> None:
    """Keep the heaviest row of a key and a word, in its shortest spelling."""
    known = best.get((row.key, row.words))
    if known is None or (-row.weight, len(row.label)) < (-known.weight, len(known.label)):
        best[row.key, row.words] = row


def _keys(word: Findable, has_common_homograph: bool) -> Iterator[tuple[str, Key, float]]:
    """What a word means: an English expression, its key, its weight.

    A word inside a longer expression has none: it doesn't mean the same.
    """
    base = 1.0
    if not word.entry.common:
        base = UNCOMMON_HOMOGRAPH if has_common_homograph else UNCOMMON
    for sense, glosses in enumerate(word.entry.senses):
        weight = base / (1 + LATER_SENSE * sense)
        for place, gloss in enumerate(glosses):
            key = gloss_key(gloss)
            here = weight * LATER_GLOSS**place
            if 1 <= len(key) <= LONGEST_KEY:
                yield said(gloss), key, here
            if len(key) > 1:
                yield from (("", (each,), here / len(key)) for each in key)


def build_neighbours(entries: Iterable[DictionaryEntry]) -> list[Neighbour]:
    """The pairs of keys that mean nearly the same, as far as that counts for anything."""
    found = (
        Neighbour(key, near, NEIGHBOUR * sqrt(share)) for key, near, share in neighbours(entries)
    )
    return [each for each in found if each.weight >= LEAST]


def neighbours(entries: Iterable[DictionaryEntry]) -> Iterator[tuple[Key, Key, float]]:
    """Pairs of keys that gloss the same senses: (key, neighbour, in what share of key's senses)."""
    senses: Counter[Key] = Counter()
    together: dict[Key, Counter[Key]] = defaultdict(Counter)
    # One word's spellings are several entries with the same senses.
    meanings = {(entry.readings or (entry.word,), entry.senses): None for entry in entries}
    for _, glosses in meanings:
        for sense in glosses:
            keys = sorted({key for key in map(gloss_key, sense) if len(key) == 1})
            senses.update(keys)
            if len(keys) <= LIST:
                for key in keys:
                    together[key].update(other for other in keys if other != key)
    for each, others in together.items():
        for other, count in others.items():
            share = count / (senses[each] + DOUBT)
            if count >= SHARED and share >= LEAST_SHARED:
                yield each, other, share
