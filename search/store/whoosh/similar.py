"""Turns that are like others: those that share the most telling terms.

What a term tells is its inverse document frequency over the archive's turns, squared (once for
each of the two turns), so that a name which two turns alone share outweighs any number of words
that stand everywhere.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from math import log

import numpy as np

from search.store.protocol import FieldTerm, Similar
from search.store.whoosh.arrays import Floats, Ints
from search.store.whoosh.snapshot import Postings, Snapshot

# The most telling terms of a turn that others are sought by.
SOUGHT = 40
# A term in a larger share of the turns tells nothing, unless the archive is small.
COMMON, ALWAYS_TELLING = 0.2, 3
# How much a term of the glossary tells, beside a word.
TERM = 1.5
# A likeness rests on so many shared terms.
LEAST_SHARED = 2
# How strongly a long turn is held against it: 0 not at all, 1 in full proportion.
LENGTH = 0.35


@dataclass(frozen=True)
class _Telling:
    """A term by which turns are sought: where it is, and what it tells."""

    term: FieldTerm
    weight: float
    turns: Ints
    counts: Floats


def similar_turns(
    snapshot: Snapshot,
    terms: Mapping[FieldTerm, int],
    segments: Collection[int],
    without: Collection[int],
    limit: int,
) -> list[Similar]:
    """The turns that share the most telling of `terms`: see `search.store.protocol.Store`."""
    keys = snapshot.segment[snapshot.turn_starts]
    sources = np.flatnonzero(np.isin(keys, list(segments)))
    if not len(sources):
        return []
    sought = _telling(snapshot, terms, sources)
    scores = np.zeros(snapshot.turns, dtype=np.float32)
    shared = np.zeros(snapshot.turns, dtype=np.int64)
    for each in sought:
        scores[each.turns] += each.weight * each.counts
        shared[each.turns] += 1
    scores /= _lengths(snapshot) ** np.float32(LENGTH)
    scores[shared < LEAST_SHARED] = 0
    scores[np.isin(keys, [*segments, *without])] = 0
    best = np.argsort(-scores, kind="stable")[:limit]
    return [
        Similar(
            int(keys[turn]),
            float(scores[turn]),
            tuple(each.term for each in sought if turn in each.turns),
        )
        for turn in best
        if scores[turn] > 0
    ]


def _lengths(snapshot: Snapshot) -> Floats:
    """The turns' lengths beside the average."""
    lengths = np.add.reduceat(snapshot.length, snapshot.turn_starts).astype(np.float32)
    relative: Floats = (np.maximum(lengths, 1) / max(lengths.mean(), 1)).astype(np.float32)
    return relative


def _telling(snapshot: Snapshot, terms: Mapping[FieldTerm, int], sources: Ints) -> list[_Telling]:
    """The terms that tell most of the source turns and stand in others too, best first."""
    inside = np.isin(snapshot.turn, sources)
    found = []
    for (name, term), count in terms.items():
        postings = snapshot.postings(name, term)
        if inside[postings.paragraphs].all():
            continue
        turns, counts = _by_turn(snapshot, postings)
        if ALWAYS_TELLING < len(turns) > COMMON * snapshot.turns:
            continue
        tells = log(1 + snapshot.turns / len(turns)) ** 2 * (TERM if name == "terms" else 1)
        found.append(_Telling((name, term), tells * (1 + log(count)), turns, counts))
    found.sort(key=lambda each: (-each.weight, each.term[1]))
    return found[:SOUGHT]


def _by_turn(snapshot: Snapshot, postings: Postings) -> tuple[Ints, Floats]:
    """The turns with a term, ascending, and how much it counts in each, damped."""
    turns, places = np.unique(snapshot.turn[postings.paragraphs], return_inverse=True)
    counts = np.bincount(places, weights=postings.counts).astype(np.float32)
    damped: Floats = counts / (counts + 1)
    return turns, damped
