"""BM25F over clues: how well each paragraph answers what was asked.

A clue's ways are synonyms: in each paragraph the best one counts.  Scores are arrays over all
paragraphs of a snapshot, in reading order.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from search.documents.schema import LENGTH_NORM, SATURATION, WEIGHTS
from search.query.terms import TOGETHER, Clue, Way
from search.store.whoosh.snapshot import Floats, Ints, Snapshot

# The part of a score that does not depend on how much of the query is covered.
FLOOR = 0.12
# What it counts that the words stand together as they were typed.
VERBATIM = 0.5
# Weights from which on a find counts as the thing itself, for the rarity of a clue.
STRONG = 0.5
# Fields that say nothing of the paragraph's own words.
ELSEWHERE = {"title", "speaker"}


@dataclass(frozen=True)
class Scores:
    """For each paragraph: its score, and which part of the query it covers (0 to 1).

    `textual` is the part covered by its own words, leaving out its topic's title and its speaker.
    """

    score: Floats
    coverage: Floats
    textual: Floats


@dataclass(frozen=True)
class Found:
    """The paragraphs (ascending) that a clue finds.

    `counts`: how often, weighted; `strength` of the best way there, and `own` by the paragraph's
    own words alone; `rarity` of the clue.
    """

    paragraphs: Ints
    counts: Floats
    strength: Floats
    own: Floats
    rarity: float


def find_clue(snapshot: Snapshot, clue: Clue) -> Found:
    """Where a clue is found."""
    counts, strength, own = _occurrences(snapshot, clue.ways)
    paragraphs = places(counts)
    strength = strength[paragraphs]
    rarity = clue.weight * _rarity(snapshot, strength)
    return Found(paragraphs, counts[paragraphs], strength, own[paragraphs], rarity)


def score_clues(snapshot: Snapshot, clues: Sequence[Found]) -> Scores:
    """Score every paragraph for the clues found."""
    total = np.zeros(len(snapshot), dtype=np.float32)
    coverage = np.zeros(len(snapshot), dtype=np.float32)
    textual = np.zeros(len(snapshot), dtype=np.float32)
    asked, relative = 0.0, snapshot.relative_length
    for each in clues:
        here = each.paragraphs
        norm = SATURATION * (1 - LENGTH_NORM) + SATURATION * LENGTH_NORM * relative[here]
        total[here] += (each.rarity * (SATURATION + 1)) * each.counts / (each.counts + norm)
        coverage[here] += each.rarity * each.strength
        textual[here] += each.rarity * each.own
        asked += each.rarity
    if asked:
        coverage /= asked
        textual /= asked
    return Scores(total * (FLOOR + (1 - FLOOR) * coverage**2), coverage, textual)


def _occurrences(snapshot: Snapshot, ways: Iterable[Way]) -> tuple[Floats, Floats, Floats]:
    """How often each paragraph has any of the ways, weighted; the best way's strength there.

    The third array is the strength by the paragraph's own words alone.
    """
    counts, strength, own = (np.zeros(len(snapshot), dtype=np.float32) for _ in range(3))
    weights = {way: way.weight * WEIGHTS[way.field] for way in ways}
    # The strongest last, so that its strength is what stays.
    for way, weight in sorted(weights.items(), key=lambda each: each[1]):
        paragraphs, occurrences = _find(snapshot, way)
        if not len(paragraphs):
            continue
        counts[paragraphs] = np.maximum(counts[paragraphs], occurrences * np.float32(weight))
        strength[paragraphs] = min(1.0, weight)
        if way.field not in ELSEWHERE:
            own[paragraphs] = min(1.0, weight)
    return counts, strength, own


def finds(ways: Iterable[Way], snapshot: Snapshot) -> bool:
    """Whether any of the ways finds anything."""
    return any(is_found(way, snapshot) for way in ways)


def is_found(way: Way, snapshot: Snapshot) -> bool:
    """Whether a way finds anything."""
    if way.field in {"speaker", "together"}:
        return len(_find(snapshot, way)[0]) > 0
    return snapshot.has(way.field, way.term)


def _find(snapshot: Snapshot, way: Way) -> tuple[np.ndarray, Floats]:
    if way.field == "speaker":
        paragraphs = np.flatnonzero(snapshot.speaker == int(way.term))
        return paragraphs, np.ones(len(paragraphs), dtype=np.float32)
    if way.field == "together":
        return _together(snapshot, way.term.split(TOGETHER))
    postings = snapshot.postings(way.field, way.term)
    return postings.paragraphs, postings.counts


def _together(snapshot: Snapshot, terms: list[str]) -> tuple[np.ndarray, Floats]:
    """The paragraphs with all of `terms`, and how often they can have them together."""
    counts = np.full(len(snapshot), np.inf, dtype=np.float32)
    for term in terms:
        here = np.zeros(len(snapshot), dtype=np.float32)
        postings = snapshot.postings("words", term)
        here[postings.paragraphs] = postings.counts
        counts = np.minimum(counts, here)
    paragraphs = places(counts)
    return paragraphs, counts[paragraphs]


def _rarity(snapshot: Snapshot, strength: Floats) -> float:
    """Robertson's inverse document frequency of a clue, over paragraphs."""
    found = int(np.count_nonzero(strength >= STRONG)) or int(np.count_nonzero(strength))
    return math.log(1 + (len(snapshot) - found + 0.5) / (found + 0.5))


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
