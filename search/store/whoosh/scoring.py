"""BM25F over query terms: how well each paragraph answers what was asked.

A query term's expansions are synonyms: in each paragraph the best one counts.  Scores are arrays
over all paragraphs of a snapshot, in reading order.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from search.query.terms import TOGETHER, Expansion, QueryTerm
from search.store.weights import (
    ELSEWHERE,
    FLOOR,
    LENGTH_NORM,
    SATURATION,
    STRONG,
    WEIGHTS,
)
from search.store.whoosh.arrays import Floats, Ints
from search.store.whoosh.phrases import counted
from search.store.whoosh.snapshot import Snapshot


@dataclass(frozen=True)
class Scores:
    """For each paragraph: its score, and which part of the query it covers (0 to 1).

    `textual` is the part covered by its own words, leaving out its topic's title and its speaker.
    """

    score: Floats
    coverage: Floats
    textual: Floats


@dataclass(frozen=True)
class Occurrences:
    """The paragraphs (ascending) that a query term finds.

    `counts`: how often, weighted; `strength` of the best expansion there, and `own` by the
    paragraph's own words alone; `rarity` of the term in each language.
    """

    paragraphs: Ints
    counts: Floats
    strength: Floats
    own: Floats
    rarity: npt.NDArray[np.float64]


def find_term(snapshot: Snapshot, term: QueryTerm) -> Occurrences:
    """Where a term is found."""
    counts, strength, own = _occurrences(snapshot, term.expansions)
    paragraphs = places(counts)
    strength = strength[paragraphs]
    rarity = term.weight * _rarity(snapshot, paragraphs, strength)
    return Occurrences(paragraphs, counts[paragraphs], strength, own[paragraphs], rarity)


def score_terms(snapshot: Snapshot, terms: Sequence[Occurrences]) -> Scores:
    """Score every paragraph for the terms found."""
    total = np.zeros(len(snapshot), dtype=np.float32)
    coverage = np.zeros(len(snapshot), dtype=np.float32)
    textual = np.zeros(len(snapshot), dtype=np.float32)
    language, sizes = snapshot.by_language
    asked, relative = np.zeros(len(sizes)), snapshot.relative_length
    for each in terms:
        here = each.paragraphs
        rarity = each.rarity[language[here]]
        norm = SATURATION * (1 - LENGTH_NORM) + SATURATION * LENGTH_NORM * relative[here]
        total[here] += (rarity * (SATURATION + 1)) * each.counts / (each.counts + norm)
        coverage[here] += rarity * each.strength
        textual[here] += rarity * each.own
        asked += each.rarity
    if terms:
        whole = asked[language].astype(np.float32)
        coverage /= whole
        textual /= whole
    return Scores(total * (FLOOR + (1 - FLOOR) * coverage**2), coverage, textual)


def _occurrences(
    snapshot: Snapshot, expansions: Iterable[Expansion]
) -> tuple[Floats, Floats, Floats]:
    """How often each paragraph has any of the expansions, weighted; the best one's strength there.

    The third array is the strength by the paragraph's own words alone.
    """
    counts, strength, own = (np.zeros(len(snapshot), dtype=np.float32) for _ in range(3))
    weights = {expansion: expansion.weight * WEIGHTS[expansion.field] for expansion in expansions}
    # The strongest last, so that its strength is what stays.
    for expansion, weight in sorted(weights.items(), key=lambda each: each[1]):
        paragraphs, occurrences = find(snapshot, expansion)
        if not len(paragraphs):
            continue
        counts[paragraphs] = np.maximum(counts[paragraphs], occurrences * np.float32(weight))
        strength[paragraphs] = min(1.0, weight)
        if expansion.field not in ELSEWHERE:
            own[paragraphs] = min(1.0, weight)
    return counts, strength, own


def find(snapshot: Snapshot, expansion: Expansion) -> tuple[np.ndarray, Floats]:
    """The paragraphs (ascending) that an expansion finds, and how often each has it."""
    if expansion.field == "speaker":
        alone = np.flatnonzero(snapshot.speaker == int(expansion.term))
        paragraphs = np.union1d(alone, snapshot.postings("also", expansion.term).paragraphs)
        return paragraphs, np.ones(len(paragraphs), dtype=np.float32)
    if expansion.field == "together":
        return together(snapshot, expansion.term.split(TOGETHER))
    if expansion.field == "text":
        return counted(snapshot, expansion.term)
    postings = snapshot.postings(expansion.field, expansion.term)
    return postings.paragraphs, postings.counts


def together(snapshot: Snapshot, terms: Sequence[str]) -> tuple[np.ndarray, Floats]:
    """The paragraphs with all of `terms`, and how often they can have them together."""
    counts = np.full(len(snapshot), np.inf, dtype=np.float32)
    for term in terms:
        here = np.zeros(len(snapshot), dtype=np.float32)
        postings = snapshot.postings("words", term)
        here[postings.paragraphs] = postings.counts
        counts = np.minimum(counts, here)
    paragraphs = places(counts)
    return paragraphs, counts[paragraphs]


def _rarity(snapshot: Snapshot, paragraphs: Ints, strength: Floats) -> npt.NDArray[np.float64]:
    """Robertson's inverse document frequency of a term over the paragraphs of each language.

    So what a word tells in one language doesn't change because texts in another come in.
    """
    language, sizes = snapshot.by_language
    strong = np.bincount(language[paragraphs[strength >= STRONG]], minlength=len(sizes))
    every = np.bincount(language[paragraphs], minlength=len(sizes))
    found = np.where(strong, strong, every)
    rarity: npt.NDArray[np.float64] = np.log(1 + (sizes - found + 0.5) / (found + 0.5))
    return rarity


def best_of_turns(snapshot: Snapshot, paragraphs: Ints, scores: Floats) -> Floats:
    """For each turn, the highest of the scores that `paragraphs` have (none is negative)."""
    best = np.zeros(snapshot.turns, dtype=np.float32)
    np.maximum.at(best, snapshot.turn[paragraphs], scores)
    return best


def sum_of_turns(snapshot: Snapshot, paragraphs: Ints, scores: Floats) -> Floats:
    """For each turn, the sum of the scores that `paragraphs` have."""
    turns = snapshot.turn[paragraphs]
    return np.bincount(turns, scores, minlength=snapshot.turns).astype(np.float32)


def places(values: Floats) -> Ints:
    """The paragraphs with a value above zero."""
    # Of flags they are found ten times as fast as of numbers.
    return np.flatnonzero(values > 0)
