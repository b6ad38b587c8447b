"""What a query is understood by: the words that the indexed texts have."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from typing import Protocol

from search.query.terms import TOGETHER, Expansion


class Vocabulary(Protocol):
    """The terms of a store's texts, for one state of it; a new state has a new vocabulary.

    `field` is a field of the index that holds terms (`search.documents.schema.TERM_FIELDS`), or
    `speaker`, whose terms are people's keys.  Texts are folded.
    """

    def has(self, field: str, term: str) -> bool:
        """Whether any paragraph has the term."""

    def has_together(self, words: Sequence[str]) -> bool:
        """Whether any paragraph has all of `words` (terms of the field of that name)."""

    def count(self, field: str, term: str) -> int:
        """How many paragraphs have the term."""

    def count_turns(self, field: str, term: str) -> int:
        """How many turns have it."""

    def terms(self, field: str) -> Sequence[str]:
        """Every term of `words`, `surface`, `sound` or `title`, sorted."""

    @property
    def languages(self) -> Sequence[str]:
        """The languages of the texts, as their words are scoped; sorted."""

    @property
    def sounds(self) -> AbstractSet[str]:
        """Every sound that the texts have."""

    def occurrences(self, text: str) -> int:
        """How often `text`, not empty, stands in the texts, character for character."""

    def near(self, text: str) -> Sequence[str]:
        """Pieces of the texts that are one edit away from `text`, sorted; no word is cut."""


def finds(expansions: Iterable[Expansion], vocabulary: Vocabulary) -> bool:
    """Whether any of the expansions finds anything."""
    return any(is_found(each, vocabulary) for each in expansions)


def is_found(expansion: Expansion, vocabulary: Vocabulary) -> bool:
    """Whether an expansion finds anything."""
    if expansion.field == "together":
        return vocabulary.has_together(expansion.term.split(TOGETHER))
    if expansion.field == "text":
        return vocabulary.occurrences(expansion.term) > 0
    return vocabulary.has(expansion.field, expansion.term)
