"""Makes the lexicon: of a dictionary, the part whose Japanese words occur in the archive.

An English gloss that is the word itself counts fully; a word inside a longer gloss counts by its
share of the gloss.  First senses, common words and words that the archive uses often count more.
An English word also leads, with less weight, to the Japanese words of the English words that the
dictionary puts beside it: *job* and *employment* gloss the same words, so that *jobs* finds 雇用.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import log2, sqrt

from search.knowledge.edict import DictionaryEntry
from search.knowledge.lexicon import Key, Row
from search.languages.english import content_keys
from search.languages.folding import fold
from search.languages.japanese import analyze
from search.languages.sounds import is_kana
from search.languages.tokens import Token, with_units

# The second sense counts 1 / (1 + this), the third 1 / (1 + twice this), and so on.
LATER_SENSE = 0.25
# Each gloss of a sense counts this much of the one before.
LATER_GLOSS = 0.95
UNCOMMON = 0.8
# A word whose spelling has a common reading is rarely meant by its other readings.
UNCOMMON_HOMOGRAPH = 0.5
# A word that stands once in the archive counts this much of one that stands often (32 times).
SELDOM, OFTEN = 0.7, 5
# How much the words of an English word's neighbour count; how many senses must have both, how large
# a share of the word's senses that must be, and how many glosses a sense may list.
NEIGHBOUR, SHARED, LEAST_SHARED, LIST = 0.6, 2, 0.1, 12
# Two senses are added to a word's, so that two that agree by chance do not make a synonym.
DOUBT = 2
LONGEST_KEY = 5
LEAST = 0.2

_REMARK = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|\{[^{}]*\}")
# A slash inside parentheses cuts a gloss in two.
_TORN_REMARK = re.compile(r"\([^()]*$|^[^()]*\)")
# こと, もの, する and the like.
_LITTLE = re.compile(r"[\u3041-\u309f]{1,2}")
_JAPANESE = re.compile(r"[\u3041-\u30fa\u3400-\u9fff]")

Words = tuple[str, ...]


def gloss_key(gloss: str) -> Key:
    """The keys of what a gloss says, without its remarks; none for a number."""
    last = ""
    while last != gloss:
        last, gloss = gloss, _REMARK.sub(" ", gloss)
    key = content_keys(_TORN_REMARK.sub(" ", gloss))
    return key if any(map(str.isalpha, key)) else ()


# What occurs


class CorpusCounts:
    """The words of an archive: how often each stands in its texts."""

    def __init__(self, texts: Iterable[str]) -> None:
        self.counts: Counter[str] = Counter()
        self._sentences: list[Words] = []
        for text in texts:
            tokens = [token for token in analyze(fold(text)) if token.words]
            for token in with_units(tokens):
                if not token.weak and not _LITTLE.fullmatch(token.surface):
                    self.counts.update(token.words)
            self._sentences.append(tuple(token.words[0] for token in tokens))

    def with_phrases(self, phrases: Iterable[Words]) -> dict[Words, int]:
        """How often each sequence of words stands side by side in the texts, if it does."""
        by_first: dict[str, set[Words]] = defaultdict(set)
        for phrase in phrases:
            by_first[phrase[0]].add(phrase)
        found: Counter[Words] = Counter()
        for sentence in self._sentences:
            for place, word in enumerate(sentence):
                for phrase in by_first.get(word, ()):
                    if sentence[place : place + len(phrase)] == phrase:
                        found[phrase] += 1
        return found


@dataclass(frozen=True)
class Occurring:
    """A dictionary entry that occurs in the archive `count` times, as `words`."""

    entry: DictionaryEntry
    label: str
    words: Words
    count: int


def occurring(entries: Iterable[DictionaryEntry], corpus: CorpusCounts) -> list[Occurring]:
    """The entries whose word, or whose reading where that is usual, stands in the archive."""
    found: list[Occurring] = []
    phrases: list[tuple[DictionaryEntry, str, Words]] = []
    for entry in entries:
        forms = (entry.word, *entry.readings) if entry.kana else (entry.word,)
        for form in forms if entry.senses else ():
            tokens = analyze(fold(form))
            if len(tokens) == 1 and (word := _known(tokens[0], form, corpus)):
                label = word if _JAPANESE.search(word) else unicodedata.normalize("NFKC", form)
                found.append(Occurring(entry, label, (word,), corpus.counts[word]))
            elif len(tokens) > 1 and all(_says_something(each, corpus) for each in tokens):
                phrases.append((entry, form, tuple(token.words[0] for token in tokens)))
    counts = corpus.with_phrases({words for _, _, words in phrases})
    return found + [
        Occurring(entry, form, words, counts[words])
        for entry, form, words in phrases
        if words in counts
    ]


def _known(token: Token, form: str, corpus: CorpusCounts) -> str:
    """The form under which the archive has the word that `form` is; empty where it doesn't."""
    folded = fold(form)
    whole = token.start == 0 and token.end == len(folded)
    if not whole or token.weak:
        return ""
    # Kana may be any of several words, of which Sudachi takes one: only kana stands for kana.
    words = [folded] if is_kana(folded) else token.words
    return next((word for word in words if word in corpus.counts), "")


def _says_something(token: Token, corpus: CorpusCounts) -> bool:
    """Whether a phrase may have the token: not こと or する, whose phrases mean anything."""
    return not token.weak and token.words[0] in corpus.counts


# What it means


def build_rows(entries: list[DictionaryEntry], texts: Iterable[str]) -> list[Row]:
    """The rows of the lexicon of an archive with these texts."""
    found = occurring(entries, CorpusCounts(texts))
    common = {each.label for each in found if each.entry.common}
    best: dict[tuple[Key, Words], Row] = {}
    for each in found:
        for key, weight in _keys(each, each.label in common):
            _keep(best, Row(key, each.label, each.words, weight))
    direct = list(best.values())
    for row in _neighbouring(entries, direct):
        _keep(best, row)
    return [row for row in best.values() if round(row.weight, 2) >= LEAST]


def _keep(best: dict[tuple[Key, Words], Row], row: Row) -> None:
    """Keep the heaviest row of a key and a Japanese word, in its shortest spelling."""
    known = best.get((row.key, row.words))
    if known is None or (-row.weight, len(row.label)) < (-known.weight, len(known.label)):
        best[row.key, row.words] = row


def _keys(word: Occurring, has_common_homograph: bool) -> Iterator[tuple[Key, float]]:
    base = SELDOM + (1 - SELDOM) * min(1.0, log2(1 + word.count) / OFTEN)
    if not word.entry.common:
        base *= UNCOMMON_HOMOGRAPH if has_common_homograph else UNCOMMON
    for sense, glosses in enumerate(word.entry.senses):
        weight = base / (1 + LATER_SENSE * sense)
        for place, gloss in enumerate(glosses):
            key = gloss_key(gloss)
            here = weight * LATER_GLOSS**place
            if 1 <= len(key) <= LONGEST_KEY:
                yield key, here
            if len(key) > 1:
                yield from (((each,), here / len(key)) for each in key)


def _neighbouring(entries: Iterable[DictionaryEntry], direct: list[Row]) -> Iterator[Row]:
    """Rows by the English words that stand beside those of `direct` in the whole dictionary."""
    rows: dict[Key, list[Row]] = defaultdict(list)
    for row in direct:
        rows[row.key].append(row)
    for key, neighbour, share in neighbours(entries):
        for row in rows.get(neighbour, ()):
            yield Row(key, row.label, row.words, NEIGHBOUR * sqrt(share) * row.weight)


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
