"""Words that mean the same as one that no text has, in its own language, by a dictionary.

Two words are the nearer, the more of their English meanings they share: Knast is *jail* and
*prison*, as Gefängnis is.  English words are near where a dictionary puts them side by side.  A
thesaurus says it straight; a language without one goes by the English one where nothing else leads
anywhere.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from search.knowledge.lexicon_file import Words
from search.knowledge.thesaurus import thesaurus_of
from search.languages.english import content_keys, key
from search.languages.tokens import scoped
from search.query.knowledge import Knowledge, dictionary_languages, lexicon_file_of

# One sure meaning that is shared counts half, two are enough.
HALF = 2.0
# Below this, what is shared is one rare sense.
LEAST = 0.3
# Where a language has no thesaurus, what an English word counts that is near to a meaning; of how
# many meanings, and how many of such words.
BESIDE, MAIN, MOST = 0.5, 3, 40

# Words, what to show, and how near they are; an English expression with its weight.
Found = tuple[Words, str, float]
Gloss = tuple[str, float]


def synonyms(language: str, word: str, knowledge: Knowledge) -> list[tuple[Words, str, float]]:
    """Words of the texts that mean what `word` does, with what to show, and how near (0 to 1).

    The nearest come first.
    """
    if language == "en":
        return _together((*_english(word, knowledge), *_by_thesaurus(language, word, knowledge)))
    meant = _meant(language, word)
    by_gloss = _by_gloss(language, word, meant, knowledge)
    found = _together((*by_gloss, *_by_thesaurus(language, word, knowledge)))
    if found or thesaurus_of(language):
        return found
    return _together(_by_gloss(language, word, _beside(meant), knowledge))


def _together(found: Iterable[Found]) -> list[Found]:
    """Each word once, as near as all that led to it makes it."""
    shared: dict[tuple[Words, str], float] = defaultdict(float)
    for words, label, weight in found:
        shared[words, label] += weight
    near = [(words, label, min(1.0, total / HALF)) for (words, label), total in shared.items()]
    return sorted((each for each in near if each[2] >= LEAST), key=lambda each: (-each[2], each[1]))


def _meant(language: str, word: str) -> list[Gloss]:
    file = lexicon_file_of(language)
    return file.glosses((word,)) if file else []


def _by_gloss(
    language: str, word: str, meant: Iterable[Gloss], knowledge: Knowledge
) -> Iterator[Found]:
    lexicon = knowledge.lexicons.get(language)
    for gloss, weight in meant:
        for each in lexicon.meanings(gloss) if lexicon else ():
            if each.words != (word,):
                yield each.words, each.label, weight * each.weight


def _beside(meant: Sequence[Gloss]) -> Iterator[Gloss]:
    """English words near to what a word mainly means."""
    thesaurus = thesaurus_of("en")
    for gloss, weight in meant[:MAIN]:
        near = thesaurus.near(content_keys(gloss)) if thesaurus else []
        for _, label, nearness in near[:MOST]:
            yield label, BESIDE * weight * nearness


def _by_thesaurus(language: str, word: str, knowledge: Knowledge) -> Iterator[Found]:
    thesaurus = thesaurus_of(language)
    for words, label, nearness in thesaurus.near((word,)) if thesaurus else ():
        if all(knowledge.vocabulary.has("words", scoped(language, each)) for each in words):
            yield words, label, HALF * nearness


def _english(word: str, knowledge: Knowledge) -> Iterator[Found]:
    files = [lexicon_file_of(language) for language in dictionary_languages()]
    for file in filter(None, files):
        for near in file.neighbours(content_keys(word)):
            if all(knowledge.vocabulary.has("words", scoped("en", key)) for key in near.neighbour):
                shown = " ".join(_as_written(key, knowledge) for key in near.neighbour)
                yield near.neighbour, shown, HALF * near.weight


def _as_written(english_key: str, knowledge: Knowledge) -> str:
    """The shortest word of the texts that has a key, which is a stem and nothing to show."""
    surfaces = knowledge.vocabulary.terms("surface")
    # The stem of happy is happi.
    beginning = english_key[:-1]
    first = bisect_left(surfaces, beginning)
    last = bisect_left(surfaces, f"{beginning}\U0010ffff")
    words = [word for word in surfaces[first:last] if key(word) == english_key]
    return min(words, key=len, default=english_key)
