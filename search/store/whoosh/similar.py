"""Turns that are related to others: by the telling words and the terms that they share.

What a word tells is its inverse document frequency over the archive's turns, squared (once for
each of the two turns), so that a name which two turns alone share outweighs any number of words
that stand everywhere.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from math import log

import numpy as np

from search.knowledge.names import Mention
from search.languages.japanese import LIGHT_WORDS, Token, analyze, with_units
from search.query.knowledge import Knowledge
from search.store.whoosh.snapshot import Bools, Floats, Ints, Postings, Snapshot

# The most telling words of a turn that others are sought by.
SOUGHT = 40
# A word in a larger share of the turns tells nothing, unless the archive is small.
COMMON, ALWAYS_TELLING = 0.2, 3
# How much a term of the glossary tells, beside a word.
TERM = 1.5
# A relation rests on so many shared words.
LEAST_SHARED = 2
# How strongly a long turn is held against it: 0 not at all, 1 in full proportion.
LENGTH = 0.35


@dataclass(frozen=True)
class Related:
    """A turn of the snapshot and its segment's key; `shared`: (index field, term), best first."""

    turn: int
    segment: int
    score: float
    shared: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class _Clue:
    """A term of an index field by which turns are sought: where it is, and what it tells."""

    field: str
    term: str
    weight: float
    turns: Ints
    counts: Floats


def related_turns(
    knowledge: Knowledge, segments: Collection[int], limit: int, without: Collection[int] = ()
) -> list[Related]:
    """The turns most related to those of `segments` (keys), best first.

    Neither these are among them nor those of the segments `without`.
    """
    snapshot = knowledge.snapshot
    keys = snapshot.segment[snapshot.turn_starts]
    sources = np.flatnonzero(np.isin(keys, list(segments)))
    if not len(sources):
        return []
    clues = _telling(knowledge, sources)
    scores = np.zeros(snapshot.turns, dtype=np.float32)
    shared = np.zeros(snapshot.turns, dtype=np.int64)
    for clue in clues:
        scores[clue.turns] += clue.weight * clue.counts
        shared[clue.turns] += 1
    scores /= _lengths(snapshot) ** np.float32(LENGTH)
    scores[shared < LEAST_SHARED] = 0
    scores[np.isin(keys, [*segments, *without])] = 0
    best = np.argsort(-scores, kind="stable")[:limit]
    return [
        Related(
            int(turn),
            int(keys[turn]),
            float(scores[turn]),
            tuple((clue.field, clue.term) for clue in clues if turn in clue.turns),
        )
        for turn in best
        if scores[turn] > 0
    ]


def _lengths(snapshot: Snapshot) -> Floats:
    """The turns' lengths beside the average."""
    lengths = np.add.reduceat(snapshot.length, snapshot.turn_starts).astype(np.float32)
    relative: Floats = (np.maximum(lengths, 1) / max(lengths.mean(), 1)).astype(np.float32)
    return relative


def _telling(knowledge: Knowledge, sources: Ints) -> list[_Clue]:
    """What tells most of the source turns, best first."""
    snapshot = knowledge.snapshot
    clues = []
    for (field, term), count in _terms_of(knowledge, sources).items():
        postings = snapshot.postings(field, term)
        turns, counts = _by_turn(snapshot, postings)
        if ALWAYS_TELLING < len(turns) > COMMON * snapshot.turns:
            continue
        tells = log(1 + snapshot.turns / len(turns)) ** 2 * (TERM if field == "terms" else 1)
        clues.append(_Clue(field, term, tells * (1 + log(count)), turns, counts))
    clues.sort(key=lambda clue: (-clue.weight, clue.term))
    return clues[:SOUGHT]


def _terms_of(knowledge: Knowledge, sources: Ints) -> Counter[tuple[str, str]]:
    """The nouns and the glossary's terms of the source turns that stand elsewhere too."""
    snapshot = knowledge.snapshot
    found: Counter[tuple[str, str]] = Counter()
    inside = np.isin(snapshot.turn, sources)
    for paragraph in np.flatnonzero(inside):
        text = snapshot.texts[paragraph]
        mentions = knowledge.catalogue.names.find_all(text)
        found.update(("terms", mention.slug) for mention in mentions)
        found.update(("words", word) for word in _nouns(text, mentions))
    return Counter(
        {key: count for key, count in found.items() if _stands_elsewhere(snapshot, key, inside)}
    )


def _stands_elsewhere(snapshot: Snapshot, key: tuple[str, str], inside: Bools) -> bool:
    return not bool(inside[snapshot.postings(*key).paragraphs].all())


def _nouns(text: str, mentions: Sequence[Mention]) -> Iterator[str]:
    """The nouns of a folded text as the index has them, with the parts of compounds.

    What a term's name says is not said again by the words in it.
    """
    named = {place for each in mentions for place in range(each.start, each.end)}
    for token in with_units(analyze(text)):
        if token.noun and not token.weak and _is_word(token) and token.start not in named:
            yield token.words[0]


def _is_word(token: Token) -> bool:
    word = token.words[0] if token.words else ""
    return bool(word) and not word.isdecimal() and word not in LIGHT_WORDS


def _by_turn(snapshot: Snapshot, postings: Postings) -> tuple[Ints, Floats]:
    """The turns with a term, ascending, and how much it counts in each, damped."""
    turns, places = np.unique(snapshot.turn[postings.paragraphs], return_inverse=True)
    counts = np.bincount(places, weights=postings.counts).astype(np.float32)
    damped: Floats = counts / (counts + 1)
    return turns, damped
