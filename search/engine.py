"""The search: a query's text → what it was understood as, and what it found.

Every way into the search (page, JSON, haystack's `SearchQuerySet`, marks on a page) is here, one
step after the other: `parse → understand → correct` make a query of a text, the store matches and
ranks, and `search.pages` presents.  Where no turn has a word of the query, it is loosened and asked
once more: what is found then is near in meaning, which the answer says.  Which turns are near is
told by words near in meaning, and by a sentence encoder where one is installed (`search.meaning`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

from search.meaning import near_turns
from search.query.correct import correct
from search.query.knowledge import Knowledge, knowledge_of
from search.query.loosen import has_the_words, loosen
from search.query.questions import is_question
from search.query.scopes import within_interviews
from search.query.syntax import parse
from search.query.understand import Understood, understand
from search.store import Found, Page, Store, current_store

# What results are counted by, and can be filtered by.
FACETS = ("topic", "speaker", "kind", "interview")

Match = Literal["words", "meaning", "none"]


@dataclass(frozen=True)
class Answer:
    """What was understood of a query, by which knowledge, and what it found.

    `match`: whether that has the query's `words`, is near to it in `meaning`, or is `none`.
    """

    understood: Understood
    knowledge: Knowledge
    found: Found
    match: Match = "words"


def understand_query(query: str, knowledge: Knowledge, *, exact: bool = False) -> Understood:
    """Parse a query and understand its words, corrected where they find nothing.

    `exact`: search for what was typed, without correcting it.
    """
    understood = understand(parse(query), knowledge)
    return understood if exact else correct(understood, knowledge)


def search(
    query: str,
    filters: Mapping[str, str] | None = None,
    *,
    exact: bool = False,
    page: Page | None = None,
) -> Answer:
    """Search for a query.

    `filters` are values by field (`speaker`, `topic`, `kind`, `interview`) as in the query
    language.  Raises `search.store.NoIndexError`.
    """
    store = current_store()
    knowledge = knowledge_of(store.vocabulary())
    understood = understand_query(query, knowledge, exact=exact)
    numbers = {
        name: knowledge.catalogue.resolve(name, value)
        for name, value in (filters or {}).items()
        if value
    }
    understood = within_interviews(understood, numbers, knowledge.catalogue)
    page = page or Page()
    found = store.search(understood, numbers, page)
    if exact or (found.total and has_the_words(understood, knowledge)):
        if leaning := None if exact else _leaning(understood, store):
            found = store.search(leaning, numbers, page)
        return Answer(understood, knowledge, found, "words" if found.total else "none")
    loose = _loosened(understood, knowledge, store)
    near = store.search(loose, numbers, page) if loose else found
    return Answer(loose or understood, knowledge, near, "meaning" if near.total else "none")


def _leaning(understood: Understood, store: Store) -> Understood | None:
    """A question, of what has its words, with the turns that are near in meaning; None: no other.

    Whoever names a thing wants what has its name; an answer may have few of its question's words.
    """
    words = understood.words_alone
    near = near_turns(words, store) if is_question(words) else {}
    return replace(understood, leaning=near) if near else None


def _loosened(understood: Understood, knowledge: Knowledge, store: Store) -> Understood | None:
    """The query with what is near in meaning, words and whole turns; None: nothing is."""
    loose = loosen(understood, knowledge)
    near = near_turns(understood.words_alone, store)
    return replace(loose or understood, near=near) if near else loose


def marked_query(query: str, knowledge: Knowledge, *, exact: bool = False) -> Understood:
    """What is to be marked for a query: its words, or those near to it where no text has any."""
    understood = understand_query(query, knowledge, exact=exact)
    if exact or has_the_words(understood, knowledge):
        return understood
    return loosen(understood, knowledge) or understood
