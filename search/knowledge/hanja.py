"""Makes a dictionary of Korean from a list of its words in Chinese characters, Hanja.

    등대:燈臺:
    채:債:빚 채, 빚질 채

The list, as Debian's `libhangul-data` has it, says what a word is in Hanja, and of a single
character which Korean word names it (빚, *debt*, for 債).  What the characters mean in English, the
dictionaries of Japanese and Chinese say, which have most of these words in common with Korean.  A
word that may be several in Hanja means what is usual in Japanese before all else.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from search.knowledge import lexicon_file
from search.knowledge.edict import DictionaryEntry, DictionaryError
from search.knowledge.lexicon_file import LexiconFile
from search.languages.chinese import as_in_japan
from search.languages.choosing import analyzer_for
from search.languages.folding import fold

# What a Chinese word's meaning counts, beside 1 for a Japanese one: more Korean words are as in
# Japanese.
CHINESE = 0.7
# A name of a character that is not its first.
LATER_NAME = 0.6
# Of one spelling, meanings that weigh as much, and how many; how many spellings of a word.
SURE, MEANINGS, SPELLINGS = 0.7, 4, 6
# What is worth as much is a word of today.
COMMON = 0.95

_SYLLABLES = re.compile(r"[가-힣]+")
_HANJA = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]+")
_FIRST, _LAST_CONSONANTS, _RIEUL = ord("가"), 28, 8

# English expressions with what each counts, the main one first.
Meanings = dict[str, float]


def read_hanja(path: Path) -> Iterator[DictionaryEntry]:
    """A dictionary of the words in a list of Hanja.  Raises `DictionaryError`."""
    spelled: dict[str, list[Meanings]] = defaultdict(list)
    named: dict[str, Meanings] = defaultdict(dict)
    for reading, hanja, names in _lines(path):
        if len(reading) > 1 and (meanings := _meanings(hanja)) and _is_noun(reading):
            spelled[reading].append(meanings)
        for word, weight in _named(names) if len(hanja) == 1 else ():
            for gloss, here in _meanings(hanja).items():
                named[word][gloss] = named[word].get(gloss, 0.0) + weight * here
    for word, senses in sorted(spelled.items()):
        best = sorted(senses, key=lambda each: -max(each.values()))[:SPELLINGS]
        is_common = max(best[0].values()) >= COMMON
        yield DictionaryEntry(word, (), tuple(dict.fromkeys(map(tuple, best))), is_common)
    for word, glosses in sorted(named.items()):
        yield DictionaryEntry(word, (), (tuple(_main(glosses)),), common=True)


def _lines(path: Path) -> Iterator[tuple[str, str, str]]:
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise DictionaryError(path, f"can't be read: {error}") from None
    for number, line in enumerate(lines, 1):
        if line.startswith("#") or not line.strip():
            continue
        parts = line.split(":")
        if len(parts) != 3:
            raise DictionaryError(path, "an entry reads `word:hanja:names`", number)
        if _SYLLABLES.fullmatch(parts[0]) and _HANJA.fullmatch(parts[1]):
            yield parts[0], parts[1], parts[2]


# What characters are called


def _named(names: str) -> Iterator[tuple[str, float]]:
    """The words in `names` (빚 채, 빚질 채), each as a dictionary has it, with its weight."""
    for place, each in enumerate(names.split(",")):
        word, _, _ = each.strip().rpartition(" ")
        weight = LATER_NAME if place else 1.0
        yield from ((form, weight) for form in _forms(word) if _is_word(form))


def _forms(word: str) -> Iterable[str]:
    """A name itself, a noun; and the verb or adjective that it may be a form of (옳을: 옳다)."""
    if not _SYLLABLES.fullmatch(word):
        return ()
    stem, last = word[:-1], ord(word[-1]) - _FIRST
    if word.endswith("을") and stem:
        return (word, f"{stem}다")
    if last % _LAST_CONSONANTS == _RIEUL:
        return (word, f"{stem}{chr(ord(word[-1]) - _RIEUL)}다", f"{word}다")
    return (word,)


@cache
def _is_word(form: str) -> bool:
    """Whether it is one word, as Korean texts are cut."""
    return analyzer_for("ko").main_forms(form) == (form,)


@cache
def _is_noun(word: str) -> bool:
    """Whether Korean texts have a word as it stands; 가면, *mask*, they have as a form of 가다."""
    tokens = analyzer_for("ko").analyze(word)
    as_it_stands = (token.surface for token in tokens if token.surface == token.words[0])
    return "".join(as_it_stands) == word


# What characters mean


@cache
def _meanings(hanja: str) -> Meanings:
    """What characters mean in English, the main meaning first; nothing where nobody has them."""
    found = dict(_glosses("ja", as_in_japan(hanja)))
    for gloss, weight in _glosses("zh", hanja).items():
        found[gloss] = found.get(gloss, 0.0) + CHINESE * weight
    return _main(found)


def _main(found: Meanings) -> Meanings:
    return dict(sorted(found.items(), key=lambda each: -each[1])[:MEANINGS])


def _glosses(language: str, hanja: str) -> Meanings:
    tokens = analyzer_for(language).analyze(fold(hanja))
    if not tokens or any(token.weak for token in tokens):
        return {}
    glosses = _lexicon(language).glosses(tuple(token.words[0] for token in tokens))
    return {gloss: weight for gloss, weight in glosses if weight >= SURE}


@cache
def _lexicon(language: str) -> LexiconFile:
    return LexiconFile(lexicon_file.PATH / language)
