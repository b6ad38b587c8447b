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
from search.snapshot import Floats, Snapshot

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


def score_clues(snapshot: Snapshot, clues: Sequence[Clue]) -> Scores:
    """Score every paragraph for `clues`."""
    total = np.zeros(len(snapshot), dtype=np.float32)
    coverage = np.zeros(len(snapshot), dtype=np.float32)
    textual = np.zeros(len(snapshot), dtype=np.float32)
    norm = _length_norm(snapshot)
    asked = 0.0
    for clue in clues:
        counts, strength, own = _occurrences(snapshot, clue.ways)
        rarity = clue.weight * _rarity(snapshot, strength)
        total += rarity * counts * (SATURATION + 1) / (counts + norm)
        coverage += rarity * strength
        textual += rarity * own
        asked += rarity
    if asked:
        coverage /= asked
        textual /= asked
    return Scores(total * (FLOOR + (1 - FLOOR) * coverage**2), coverage, textual)


def _length_norm(snapshot: Snapshot) -> Floats:
    relative = snapshot.length / snapshot.average_length
    norm: Floats = (SATURATION * (1 - LENGTH_NORM + LENGTH_NORM * relative)).astype(np.float32)
    return norm


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
    """For each turn, the highest of its paragraphs' scores."""
    if not snapshot.turns:
        return np.zeros(0, dtype=np.float32)
    best: Floats = np.maximum.reduceat(scores, snapshot.turn_starts)
    return best
