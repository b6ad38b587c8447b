"""Turns that are related to others: by the telling nouns and the glossary's terms they share."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence

from search.knowledge.names import Mention, Names
from search.languages.analyzer import Analyzer
from search.languages.choosing import analyzer_for
from search.languages.folding import fold
from search.languages.tokens import Token, scoped, with_units
from search.query.knowledge import knowledge_of
from search.store import FieldTerm, Similar, Store


def related_turns(
    store: Store, segments: Collection[int], limit: int, without: Collection[int] = ()
) -> list[Similar]:
    """The turns most related to those of `segments` (keys), best first.

    Neither these are among them nor those of the segments `without`.  Raises `NoIndexError`.
    """
    catalogue = knowledge_of(store.vocabulary()).catalogue
    names = catalogue.names
    interviews = {entry.slug: number for number, entry in catalogue.interviews.items()}
    turns = store.turns(sorted(segments)).values()
    terms: Counter[FieldTerm] = Counter()
    for turn in turns:
        texts = (fold(paragraph.text) for paragraph in turn.paragraphs)
        own = names.within(interviews.get(turn.fields["interview"], 0))
        terms += telling_terms(texts, analyzer_for(turn.fields["language"]), own)
    return store.similar(terms, segments, without, limit)


def telling_terms(texts: Iterable[str], analyzer: Analyzer, names: Names) -> Counter[FieldTerm]:
    """The nouns and the glossary's terms of folded texts, and how often each stands there."""
    found: Counter[FieldTerm] = Counter()
    for text in texts:
        mentions = names.find_all(text)
        found.update(("terms", mention.slug) for mention in mentions)
        nouns = _nouns(text, analyzer, mentions)
        found.update(("words", scoped(analyzer.language, word)) for word in nouns)
    return found


def _nouns(text: str, analyzer: Analyzer, mentions: Sequence[Mention]) -> Iterator[str]:
    """The nouns of a folded text as the index has them, with the parts of compounds.

    What a term's name says is not said again by the words in it.
    """
    named = {place for each in mentions for place in range(each.start, each.end)}
    for token in with_units(analyzer.analyze(text)):
        if token.noun and not token.weak and _is_word(token) and token.start not in named:
            yield token.words[0]


def _is_word(token: Token) -> bool:
    word = token.words[0] if token.words else ""
    return bool(word) and not word.isdecimal() and not token.light
