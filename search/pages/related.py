"""Turns that are related to others: by the telling nouns and the glossary's terms they share."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence

from search.documents.analysis import meant_mentions
from search.knowledge.names import Mention, Names
from search.languages.analyzer import Analyzer
from search.languages.choosing import analyzer_for
from search.languages.folding import Folded, fold_with_positions
from search.languages.tokens import Token, scoped
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
        texts = (paragraph.text for paragraph in turn.paragraphs)
        own = names.within(interviews.get(turn.fields["interview"], 0))
        terms += telling_terms(texts, analyzer_for(turn.fields["language"]), own)
    return store.similar(terms, segments, without, limit)


def telling_terms(texts: Iterable[str], analyzer: Analyzer, names: Names) -> Counter[FieldTerm]:
    """The nouns and the glossary's terms of texts, and how often each stands there."""
    found: Counter[FieldTerm] = Counter()
    for text in texts:
        folded = fold_with_positions(text)
        mentions = meant_mentions(names, text, folded, analyzer)
        found.update(("terms", mention.slug) for mention in mentions)
        nouns = _nouns(text, folded, analyzer, mentions)
        found.update(("words", scoped(analyzer.language, word)) for word in nouns)
    return found


def _nouns(
    text: str, folded: Folded, analyzer: Analyzer, mentions: Sequence[Mention]
) -> Iterator[str]:
    """The nouns of a text as the index has them, with the parts of compounds.

    What a term's name says is not said again by the words in it.
    """
    named = {place for each in mentions for place in range(each.start, each.end)}
    for token in analyzer.analyze(folded.text):
        shown = text[slice(*folded.original(token.start, token.end))]
        if not analyzer.tells(token, shown):
            continue
        # Of its parts none of one character: the 者 of 消費者.
        for each in (token, *(unit for unit in token.units if len(unit.surface) > 1)):
            if _is_word(each) and each.start not in named:
                yield each.words[0]


def _is_word(token: Token) -> bool:
    word = token.words[0] if token.words else ""
    return bool(word) and not word.isdecimal()
