"""Matches a query's tree with a snapshot.

Every node gives its `Matches`: which turns satisfy it, and for each paragraph a score and how
much of the node it covers.  Turns are the unit of matching (two words may stand in two paragraphs
of one answer), paragraphs the unit of ranking.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from functools import reduce

import numpy as np

from search.languages.folding import fold
from search.languages.scripts import is_unspaced
from search.languages.sounds import is_kana, sound_of
from search.languages.tokens import scoped
from search.query.syntax import And, Filter, Node, Not, Or, Phrase, Prefix, Words
from search.query.terms import QueryTerm
from search.query.understand import Understood
from search.store.weights import (
    ENOUGH,
    HANDED_ON,
    PLACE_LENGTH,
    STRONG,
    VERBATIM,
    VERBATIM_LENGTH,
    VERBATIM_PIECE,
)
from search.store.whoosh.arrays import Bools, Floats
from search.store.whoosh.matches import Matches
from search.store.whoosh.nearness import add_near
from search.store.whoosh.phrases import as_mask, containing, standing, word_beginnings
from search.store.whoosh.scoring import (
    Occurrences,
    best_of_turns,
    find_term,
    places,
    score_terms,
)
from search.store.whoosh.snapshot import Snapshot
from search.store.whoosh.vocabulary import SnapshotVocabulary


@dataclass
class Matcher:
    """Matches the parts of one query with one snapshot."""

    snapshot: Snapshot
    vocabulary: SnapshotVocabulary
    understood: Understood

    def match(self, node: Node) -> Matches:
        """What matches `node`."""
        return _MATCH[type(node)](self, node)

    # Leaves

    def words(self, node: Words) -> Matches:
        terms = self.understood.terms[node]
        each = [find_term(self.snapshot, term) for term in terms]
        found = score_terms(self.snapshot, each)
        score = found.score + self._verbatim(node) * found.score.max(initial=0.0)
        most = found.coverage.max(initial=0.0)
        several = len(terms) > 1
        covers = self._turn_coverage(terms, each) if several else self._best(found.coverage)
        turns = (covers >= ENOUGH * max(most, covers.max(initial=0.0))) & (covers > 0)
        matches = Matches(turns, score, found.textual, wished=True)
        near = self.understood.near
        return add_near(self.snapshot, matches, near) if near else matches

    def _verbatim(self, node: Words) -> Floats:
        """What it counts that words stand in each paragraph as typed, beside the best score."""
        typed = [fold(word) for word in node.words if len(word) in VERBATIM_LENGTH]
        share = np.zeros(len(self.snapshot), dtype=np.float32)
        for word in typed:
            counts = VERBATIM_PIECE if is_unspaced(word) else VERBATIM
            share[standing(self.snapshot, word)] += counts / len(typed)
        return share

    def _turn_coverage(self, terms: Sequence[QueryTerm], found: Sequence[Occurrences]) -> Floats:
        """Which part of the terms each turn has in any of its paragraphs."""
        total = np.zeros(self.snapshot.turns, dtype=np.float32)
        for term, each in zip(terms, found, strict=True):
            strength = best_of_turns(self.snapshot, each.paragraphs, each.strength)
            total += np.float32(term.weight) * strength
        if terms:
            total /= np.float32(sum(term.weight for term in terms))
        return total

    def _best(self, values: Floats) -> Floats:
        paragraphs = places(values)
        return best_of_turns(self.snapshot, paragraphs, values[paragraphs])

    def phrase(self, node: Phrase) -> Matches:
        return self._where(containing(self.snapshot, node.text))

    def prefix(self, node: Prefix) -> Matches:
        snapshot, start = self.snapshot, fold(node.text)
        found = [snapshot.postings(*each).paragraphs for each in self._beginning(start)]
        if not found:
            # What is no word, as signs are, or is cut otherwise: as it stands.
            found = [word_beginnings(snapshot, start)]
        return self._where(np.unique(np.concatenate(found)))

    def _beginning(self, start: str) -> list[tuple[str, str]]:
        """The terms that begin with folded `start`, or sound so."""
        terms = [("surface", term) for term in self.vocabulary.prefixed("surface", start)]
        for language in self.vocabulary.languages:
            words = self.vocabulary.prefixed("words", scoped(language, start))
            terms += [("words", word) for word in words]
        if not terms and is_kana(start) and len(sound := sound_of(start)) > 1:
            terms = [("sound", term) for term in self.vocabulary.prefixed("sound", sound)]
        return terms

    def _where(self, paragraphs: np.ndarray) -> Matches:
        """Matches of something that stands in `paragraphs` or not."""
        size = len(self.snapshot)
        rarity = math.log(1 + (size + 0.5) / (len(paragraphs) + 0.5))
        score = np.zeros(size, dtype=np.float32)
        score[paragraphs] = rarity / (
            1 - PLACE_LENGTH + PLACE_LENGTH * self.snapshot.relative_length[paragraphs]
        )
        turns = np.zeros(self.snapshot.turns, dtype=bool)
        turns[self.snapshot.turn[paragraphs]] = True
        coverage = as_mask(self.snapshot, paragraphs).astype(np.float32)
        return Matches(turns, score, coverage)

    def filter(self, node: Filter) -> Matches:
        zeros = np.zeros(len(self.snapshot), dtype=np.float32)
        turns = turns_of(self.snapshot, node.field, self.understood.selected[node])
        return Matches(turns, zeros, zeros)

    # Combinations

    def negation(self, node: Not) -> Matches:
        """Turns without `node`'s child; every word of it must be there to leave a turn out."""
        if isinstance(node.child, Words):
            terms = self.understood.terms[node.child]
            each = [find_term(self.snapshot, term) for term in terms]
            found = self._turn_coverage(terms, each) >= STRONG
        else:
            found = self.match(node.child).turns
        zeros = np.zeros(len(self.snapshot), dtype=np.float32)
        return Matches(~found, zeros, zeros)

    def conjunction(self, node: And) -> Matches:
        parts = [self.match(child) for child in node.children]
        if not parts:
            return self.everything()
        turns = reduce(np.logical_and, (part.turns for part in parts))
        if not turns.any() and any(part.wished for part in parts):
            # Nothing has all of it: the words may stand in the same exchange (a question has the
            # word, its answer is asked for).
            parts = [self._in_exchange(part) if part.wished else part for part in parts]
            turns = reduce(np.logical_and, (part.turns for part in parts))
        speaking = [part for part in parts if part.coverage.any()]
        if not speaking:
            return Matches(turns, parts[0].score, parts[0].coverage)
        coverage: Floats = np.array([part.coverage for part in speaking]).mean(axis=0)
        score: Floats = np.array([part.score for part in speaking]).sum(axis=0)
        return Matches(turns, score, coverage)

    def _in_exchange(self, part: Matches) -> Matches:
        """The matches, with every turn of an exchange that has a matching turn."""
        snapshot = self.snapshot
        exchanges, of_turn = snapshot.numbered("exchange")
        matching = np.zeros(len(exchanges), dtype=bool)
        matching[of_turn[part.turns]] = True
        best = np.zeros(len(exchanges), dtype=np.float32)
        np.maximum.at(best, of_turn, self._best(part.score))
        score = part.score.copy()
        score[snapshot.turn_starts] += np.float32(HANDED_ON) * best[of_turn]
        return Matches(matching[of_turn], score, part.coverage, wished=True)

    def disjunction(self, node: Or) -> Matches:
        parts = [self.match(child) for child in node.children]
        return Matches(
            reduce(np.logical_or, (part.turns for part in parts)),
            reduce(np.maximum, (part.score for part in parts)),
            reduce(np.maximum, (part.coverage for part in parts)),
        )

    def everything(self) -> Matches:
        """Matches of a query that asks for nothing."""
        zeros = np.zeros(len(self.snapshot), dtype=np.float32)
        return Matches(np.ones(self.snapshot.turns, dtype=bool), zeros, zeros)


def turns_of(snapshot: Snapshot, field: str, numbers: Collection[int]) -> Bools:
    """The turns whose `field` is one of `numbers`."""
    values, which = snapshot.numbered(field)
    turns: Bools = np.isin(values, list(numbers))[which]
    if field == "speaker":
        for number in numbers:
            turns[snapshot.turns_with("also", str(number))] = True
    return turns


_MATCH: dict[type, Callable[[Matcher, Node], Matches]] = {
    Words: Matcher.words,  # type: ignore[dict-item]
    Phrase: Matcher.phrase,  # type: ignore[dict-item]
    Prefix: Matcher.prefix,  # type: ignore[dict-item]
    Filter: Matcher.filter,  # type: ignore[dict-item]
    Not: Matcher.negation,  # type: ignore[dict-item]
    And: Matcher.conjunction,  # type: ignore[dict-item]
    Or: Matcher.disjunction,  # type: ignore[dict-item]
}
