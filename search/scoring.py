"""BM25F over clues: how well each paragraph answers what was asked.

A clue's ways are synonyms: in each paragraph the best one counts.  Scores are arrays over all
paragraphs of a snapshot, in reading order.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from search.clues import TOGETHER, Clue, Way
from search.schema import LENGTH_NORM, SATURATION, WEIGHTS
from search.snapshot import Floats, Ints, Snapshot

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
    paragraphs = np.flatnonzero(counts > 0)
    strength = strength[paragraphs]
    rarity = clue.weight * _rarity(snapshot, strength)
    return Found(paragraphs, counts[paragraphs], strength, own[paragraphs], rarity)


def score_clues(snapshot: Snapshot, clues: Sequence[Found]) -> Scores:
    """Score every paragraph for the clues found."""
    total = np.zeros(len(snapshot), dtype=np.float32)
    coverage = np.zeros(len(snapshot), dtype=np.float32)
    textual = np.zeros(len(snapshot), dtype=np.float32)
    asked = 0.0
    for each in clues:
        here = each.paragraphs
        relative = snapshot.relative_length[here]
        norm = (SATURATION * (1 - LENGTH_NORM + LENGTH_NORM * relative)).astype(np.float32)
        total[here] += each.rarity * each.counts * (SATURATION + 1) / (each.counts + norm)
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
    for way in dict.fromkeys(ways):
        paragraphs, occurrences = _find(snapshot, way)
        if not len(paragraphs):
            continue
        weight = way.weight * WEIGHTS[way.field]
        counts[paragraphs] = np.maximum(counts[paragraphs], occurrences * weight)
        strength[paragraphs] = np.maximum(strength[paragraphs], min(1.0, weight))
        if way.field not in ELSEWHERE:
            own[paragraphs] = np.maximum(own[paragraphs], min(1.0, weight))
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
    paragraphs = np.flatnonzero(counts)
    return paragraphs, counts[paragraphs]


def _rarity(snapshot: Snapshot, strength: Floats) -> float:
    """Robertson's inverse document frequency of a clue, over paragraphs."""
    found = int(np.count_nonzero(strength >= STRONG)) or int(np.count_nonzero(strength))
    return math.log(1 + (len(snapshot) - found + 0.5) / (found + 0.5))


def best_of_turns(snapshot: Snapshot, scores: Floats) -> Floats:
    """For each turn, the highest of its paragraphs' scores (none is negative)."""
    places = np.flatnonzero(scores > 0)
    return _by_turn(snapshot, places, scores[places], np.maximum)


def sum_of_turns(snapshot: Snapshot, scores: Floats) -> Floats:
    """For each turn, the sum of its paragraphs' scores."""
    places = np.flatnonzero(scores > 0)
    return _by_turn(snapshot, places, scores[places], np.add)


def best_where_found(snapshot: Snapshot, found: Found) -> Floats:
    """For each turn, the highest strength of a clue in its paragraphs."""
    return _by_turn(snapshot, found.paragraphs, found.strength, np.maximum)


def _by_turn(snapshot: Snapshot, places: Ints, scores: Floats, combine: np.ufunc) -> Floats:
    """The `scores` of the paragraphs at `places` (ascending) combined for each turn."""
    result = np.zeros(snapshot.turns, dtype=np.float32)
    if len(places):
        turns = snapshot.turn[places]
        starts = np.flatnonzero(np.concatenate(([True], turns[1:] != turns[:-1])))
        result[turns[starts]] = combine.reduceat(scores, starts)
    return result
