"""What is near in meaning, for a query of which no turn has a word.

Words of near meaning never stand beside finds: who types a word that the texts have wants it, not
its neighbours.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from search.languages.scripts import is_japanese, is_unspaced
from search.languages.tokens import bare, scope_of, scoped
from search.query.knowledge import Knowledge
from search.query.synonyms import synonyms
from search.query.terms import TOGETHER, Expansion, QueryTerm
from search.query.understand import Understood
from search.query.vocabulary import is_found

# Where no more than this part of a query's words is in the texts, it is about something else.
ENOUGH_WORDS = 0.5
# What a word counts that the texts have only in another language: it may be another sense.
MEANT = 0.75
# Expansions that are the word itself, in another form, script or language.
SAME_WORD = frozenset({"", "reading", "glossary", "lexicon", "compound", "inside", "name"})
# A translation of less weight is of one of the word's rarer senses (music: ハウス).
SURE = 0.52
# What counts of an unsure translation beside words of near meaning.
UNSURE = 0.5
# Less than a word that says little (`search.query.expand.LIGHT`) says nothing of what is asked.
TELLING = 0.5
# What a find by a word of near meaning counts, beside 1 for the word itself.
NEAR = 0.45
# From which cosine on a word is near, and how many are taken.
LEAST, MOST = 0.5, 5


def missing_terms(understood: Understood, knowledge: Knowledge) -> list[QueryTerm]:
    """The wanted query terms that no text has, in order; words near to them make no difference."""
    return [term for term in understood.wanted_terms() if not _is_there(term, knowledge)]


def has_the_words(understood: Understood, knowledge: Knowledge) -> bool:
    """Whether the texts have more than half of the telling words of a query of plain words.

    A query with operators has what it finds.
    """
    if not understood.words_alone:
        return True
    wanted = understood.wanted_terms()
    telling = [term for term in wanted if term.weight >= TELLING and not term.weak] or wanted
    found = sum(_size(term) * _how_much_is_there(term, knowledge) for term in telling)
    return not telling or found > ENOUGH_WORDS * sum(map(_size, telling))


def _size(term: QueryTerm) -> int:
    """How much of a query a term is: where words have no spaces between them, by its characters."""
    return len(term.text) if is_unspaced(term.text) else 1


def _how_much_is_there(term: QueryTerm, knowledge: Knowledge) -> float:
    """1 where the texts have a word, less where they have only what it means, or else 0."""
    if not _is_there(term, knowledge):
        return 0.0
    own = (each for each in term.expansions if each.source in SAME_WORD - {"lexicon"})
    return 1.0 if any(is_found(each, knowledge.vocabulary) for each in own) else MEANT


def _is_there(term: QueryTerm, knowledge: Knowledge) -> bool:
    same = (e for e in term.expansions if e.source in SAME_WORD and e.weight >= SURE)
    return any(is_found(each, knowledge.vocabulary) for each in same)


def loosen(understood: Understood, knowledge: Knowledge) -> Understood | None:
    """The query with words near to those that no text has; None where there are none near."""
    near = {
        term: found
        for term in missing_terms(understood, knowledge)
        if (found := _near(term, knowledge))
    }
    if not near:
        return None
    terms = {
        leaf: [_with_near(term, near[term]) if term in near else term for term in each]
        for leaf, each in understood.terms.items()
    }
    return replace(understood, terms=terms)


def _with_near(term: QueryTerm, near: tuple[Expansion, ...]) -> QueryTerm:
    """The term with words near to it in its own language, which go before unsure translations."""
    others = (
        replace(each, weight=UNSURE * each.weight)
        if each.source == "lexicon" and each.weight < SURE
        else each
        for each in term.expansions
    )
    return replace(term, expansions=(*others, *near))


def _near(term: QueryTerm, knowledge: Knowledge) -> tuple[Expansion, ...]:
    """Words of near meaning; none for what no dictionary has, which is a slip or a name."""
    own = dict.fromkeys(
        each.term for each in term.expansions if each.field == "words" and not each.source
    )
    found = [each for word in own for each in _synonyms(scope_of(word), bare(word), knowledge)]
    # The vectors of words in Latin letters are of how Japanese uses them, in names and titles.
    if term.known and is_japanese(term.text):
        japanese = [bare(word) for word in own if scope_of(word) == "ja"]
        found += [each for word in japanese for each in _by_vectors(word, knowledge)]
    return tuple(dict.fromkeys(found))


def _synonyms(language: str, word: str, knowledge: Knowledge) -> Iterator[Expansion]:
    for words, label, nearness in synonyms(language, word, knowledge)[:MOST]:
        scopes = TOGETHER.join(scoped(language, each) for each in words)
        for field in ("words", "title") if len(words) == 1 else ("together",):
            yield Expansion(field, scopes, NEAR * nearness, label, "near")


def _by_vectors(word: str, knowledge: Knowledge) -> Iterator[Expansion]:
    for near, cosine in knowledge.neighbourhood.near(word, LEAST, MOST):
        for field in ("words", "title"):
            yield Expansion(field, scoped("ja", near), NEAR * cosine, near, "near")
