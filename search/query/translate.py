"""Words in another language than the texts, by dictionaries into English.

An English word leads to what means it in the languages of the texts, a word of another language to
English texts, and by way of English to the rest.  What is typed in a language that no text is in is
read in that language only where nothing else is found.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby

from search.knowledge.lexicon import Translation
from search.languages.analyzer import Analyzer
from search.languages.choosing import analyzer_for, is_english
from search.languages.english import ENGLISH_WEAK, content_keys
from search.languages.tokens import Token, bare, scope_of, scoped
from search.query.knowledge import Knowledge, dictionary_languages, lexicon_file_of
from search.query.reading import analyzed, token_expansions
from search.query.terms import TOGETHER, Expansion, QueryTerm, Span, TypedWord
from search.query.vocabulary import finds, is_found

# A translation, where texts have the English word itself, or a word of another language.
TRANSLATED, ASIDE = 0.7, 0.4
# A translation by way of English, of which so many are taken; too unsure to say that the texts have
# the word (`search.query.loosen`).
PIVOT, MOST = 0.5, 3
# Less sure meanings lead no further.
SURE = 0.6
_LATIN = re.compile(r"[a-z0-9][a-z0-9'’.&\-]*")

Readers = Mapping[str, Sequence[Analyzer]]
# A language, and what an English expression means in it.
Meaning = tuple[str, Translation]


# From English


def english_spans(
    typed: list[TypedWord], spans: list[Span], readers: Readers, knowledge: Knowledge
) -> list[Span]:
    """What dictionaries have for runs of Latin words that no name covers, and that are English."""
    if not knowledge.lexicons or _is_foreign(typed, knowledge):
        return []
    found: list[Span] = []
    telling = [word for word in typed if word.text not in ENGLISH_WEAK]
    free = [
        word if _LATIN.fullmatch(word.text) and not _is_taken(word, spans) else None
        for word in telling or typed
    ]
    for is_free, group in groupby(free, lambda word: word is not None):
        if is_free:
            found += _spans([word for word in group if word], readers, knowledge)
    return found


def english_expansions(typed: str, knowledge: Knowledge) -> list[Expansion]:
    """How the texts have what an English word means."""
    found = _looked_up([typed], knowledge) if _LATIN.fullmatch(typed) else []
    return [expansion for each in found for expansion in _translations(*each)]


def _is_taken(word: TypedWord, spans: Iterable[Span]) -> bool:
    return any(span.start < word.end and word.start < span.end for span in spans)


def _is_foreign(typed: Iterable[TypedWord], knowledge: Knowledge) -> bool:
    """Whether more of the words are of another language with Latin letters than are English."""
    words = [word.text for word in typed if _LATIN.fullmatch(word.text)]
    votes = Counter({"en": len(ENGLISH_WEAK.intersection(words))})
    for word in words:
        for reader in knowledge.readers(word):
            tokens = analyzed(reader, word) if reader.spaced else ()
            if any(_is_of(token, reader, knowledge) for token in tokens):
                votes[reader.language] += 1
    return max(votes.values()) > votes["en"]


def _is_of(token: Token, reader: Analyzer, knowledge: Knowledge) -> bool:
    """Whether a word is one of a language's common ones, or its texts have it."""
    if token.weak:
        return reader.language != "en"
    return finds(token_expansions(token, reader)[1:], knowledge.vocabulary)


def _spans(run: list[TypedWord], readers: Readers, knowledge: Knowledge) -> Iterator[Span]:
    looked_up = _looked_up([word.text for word in run], knowledge)
    for (first, end), meanings in groupby(looked_up, lambda each: (each[1].start, each[1].end)):
        expansions = [expansion for each in meanings for expansion in _translations(*each)]
        own = [
            each for word in run[first:end] for each in _own(word, readers[word.text], knowledge)
        ]
        if own:
            # Texts in the reader's own language come first.
            expansions = [replace(each, weight=TRANSLATED * each.weight) for each in expansions]
        if end - first == 1:
            expansions += [
                expansion
                for reader in readers[run[first].text]
                for token in analyzed(reader, run[first].text)
                for expansion in token_expansions(token, reader)
            ]
        yield Span(run[first].start, run[end - 1].end, tuple(dict.fromkeys(expansions)))


def _looked_up(words: Sequence[str], knowledge: Knowledge) -> list[Meaning]:
    """What words mean in the languages of the texts, in their order: the longest expressions that
    don't overlap.
    """
    found = [
        (language, each)
        for language, lexicon in knowledge.lexicons.items()
        for each in lexicon.lookup(words)
    ]
    chosen: list[tuple[int, int]] = []
    for _, each in sorted(found, key=lambda meaning: meaning[1].start - meaning[1].end):
        place = each.start, each.end
        if place not in chosen and all(each.end <= s or e <= each.start for s, e in chosen):
            chosen.append(place)
    those = [meaning for meaning in found if (meaning[1].start, meaning[1].end) in chosen]
    return sorted(those, key=lambda meaning: (meaning[1].start, -meaning[1].weight))


def _own(word: TypedWord, readers: Sequence[Analyzer], knowledge: Knowledge) -> list[Expansion]:
    """How texts in a language with spaces, as English is, have a word; none: they don't."""
    return [
        expansion
        for reader in readers
        if reader.spaced
        for token in analyzed(reader, word.text)
        for expansion in token_expansions(token, reader)
        if expansion.field == "words" and is_found(expansion, knowledge.vocabulary)
    ]


def _translations(language: str, meaning: Translation) -> list[Expansion]:
    """How the words that an English expression means are found in texts of their language."""
    return _expansions(language, meaning.words, meaning.weight, meaning.label)


def _expansions(language: str, words: Sequence[str], weight: float, label: str) -> list[Expansion]:
    term = TOGETHER.join(scoped(language, word) for word in words)
    fields = ("words", "title") if len(words) == 1 else ("together",)
    return [Expansion(field, term, weight, label, "lexicon") for field in fields]


# Into English, and beyond


def with_translations(
    term: QueryTerm, typed: Iterable[TypedWord], knowledge: Knowledge
) -> QueryTerm:
    """The term, also found where texts in other languages have what its word means.

    Where texts have the word itself, these come long before, and English is not gone through.
    """
    is_piece = len(term.text) == 1 and all(term.text != word.text for word in typed)
    if term.weak or is_piece or len(knowledge.vocabulary.languages) < 2:
        return term
    is_there = finds(term.expansions, knowledge.vocabulary)
    own = [each for each in term.expansions if each.field == "words" and not each.source]
    found = [
        replace(expansion, weight=(ASIDE if is_there else 1.0) * expansion.weight)
        for word in dict.fromkeys(each.term for each in own)
        for expansion in _abroad(scope_of(word), (bare(word),), knowledge, pivot=not is_there)
    ]
    return replace(term, expansions=(*term.expansions, *dict.fromkeys(found)))


def _abroad(
    language: str, words: tuple[str, ...], knowledge: Knowledge, *, pivot: bool = True
) -> list[Expansion]:
    """How texts in other languages have what words mean; `pivot`: not only English ones."""
    file = lexicon_file_of(language)
    found = []
    for gloss, weight in file.glosses(words)[: 2 * MOST] if file else ():
        if "en" in knowledge.vocabulary.languages and (keys := content_keys(gloss)):
            found += _expansions("en", keys, weight, gloss)
        for other, meaning in _meanings(gloss, knowledge) if pivot and weight >= SURE else ():
            if other != language:
                found += _translations(
                    other, replace(meaning, weight=PIVOT * weight * meaning.weight)
                )
    return [each for each in found if is_found(each, knowledge.vocabulary)]


def _meanings(gloss: str, knowledge: Knowledge) -> list[Meaning]:
    """What all of an English expression means in the languages of the texts, if that is sure."""
    return [
        (language, each)
        for language, lexicon in knowledge.lexicons.items()
        for each in lexicon.meanings(gloss)[:MOST]
        if each.weight >= SURE
    ]


# In a language of no text


def foreign_terms(
    word: TypedWord, terms: Iterable[QueryTerm], knowledge: Knowledge
) -> list[QueryTerm]:
    """The query terms of a word in a language that no text is in; none where the texts have it."""
    own = (each for term in terms for each in term.expansions if each.source != "synonym")
    if finds(own, knowledge.vocabulary) or is_english(word.text):
        return []
    readings = [
        _foreign(word, analyzer_for(language), knowledge)
        for language in dictionary_languages()
        if language not in knowledge.vocabulary.languages
    ]
    return max(readings, key=_weight, default=[])


def _weight(terms: list[QueryTerm]) -> float:
    return max((each.weight for term in terms for each in term.expansions), default=0.0)


def _foreign(word: TypedWord, reader: Analyzer, knowledge: Knowledge) -> list[QueryTerm]:
    """A word as one language reads it: as a whole or else, where each has a meaning, in pieces."""
    if not reader.reads(word.text):
        return []
    # Where words stand between spaces, it is one; and there no lemmas need be loaded.
    tokens = () if reader.spaced else analyzed(reader, word.text)
    whole = () if any(token.weak for token in tokens) else reader.main_forms(word.text)
    if whole and (found := _abroad(reader.language, whole, knowledge)):
        return [QueryTerm(word.text, word.start, word.end, tuple(found))]
    terms = [
        QueryTerm(
            token.surface,
            word.start + token.start,
            word.start + token.end,
            tuple(_abroad(reader.language, token.words[:1], knowledge)),
        )
        for token in tokens
        if not token.weak
    ]
    # A dictionary has something for every single character.
    return terms if all(term.expansions and len(term.text) > 1 for term in terms) else []
