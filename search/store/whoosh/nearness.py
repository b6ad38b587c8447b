"""What it means for results that turns are near to a query in meaning (`Understood.near`)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

import numpy as np

from search.query.nearness import Passage
from search.store.weights import BESIDE_NEAR
from search.store.whoosh.arrays import Bools, Floats
from search.store.whoosh.matches import Matches
from search.store.whoosh.snapshot import Snapshot

Near = Mapping[int, Passage]


def add_near(snapshot: Snapshot, matches: Matches, near: Near) -> Matches:
    """What words match, and the turns that are near."""
    turns = matches.turns.copy()
    turns[list(leading_paragraphs(snapshot, near))] = True
    return replace(matches, turns=turns)


def leading_paragraphs(snapshot: Snapshot, near: Near) -> dict[int, int]:
    """For each turn that is near the paragraph that says so, by its place in the turn."""
    return {turn: passage.paragraph for turn, passage in _there(snapshot, near)}


def near_scores(
    snapshot: Snapshot, scores: Floats, matching: Bools, near: Near, beside: float = BESIDE_NEAR
) -> Floats:
    """Turns' scores: cosines, and a part (`beside`) of what words have by the best of them."""
    best = scores[matching].max(initial=0.0)
    result: Floats = scores * np.float32(beside / best if best else 0)
    for turn, passage in _there(snapshot, near):
        result[turn] += passage.cosine
    return result


def _there(snapshot: Snapshot, near: Near) -> Iterator[tuple[int, Passage]]:
    """The turns that are near, as far as the snapshot has them with such a paragraph."""
    for segment, passage in near.items():
        turn = snapshot.turn_of_segment.get(segment)
        if turn is not None and passage.paragraph < len(snapshot.of_turn(turn)):
            yield turn, passage
