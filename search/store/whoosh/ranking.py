"""Ranks the turns that match, and tells what a page of results needs of them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar, overload

import numpy as np

from search.query.questions import is_question
from search.query.syntax import NOTHING
from search.query.terms import Expansion
from search.query.understand import Understood
from search.store.protocol import Found, Hit, HitMap, HitMark, Page
from search.store.weights import REST, SOURCE_COVERAGE
from search.store.whoosh.arrays import Bools, Floats, Ints
from search.store.whoosh.matches import Matches
from search.store.whoosh.matching import Matcher, turns_of
from search.store.whoosh.nearness import leading_paragraphs, near_scores
from search.store.whoosh.questions import question_boost
from search.store.whoosh.scoring import best_of_turns, find, places, sum_of_turns
from search.store.whoosh.snapshot import Snapshot
from search.store.whoosh.vocabulary import SnapshotVocabulary

T = TypeVar("T")


@dataclass(frozen=True)
class Ranking:
    """The turns that match, in the order that was asked for, with every turn's score.

    `leading`: for turns that are near in meaning the place of the paragraph that says so.
    """

    snapshot: Snapshot
    turns: Ints
    scores: Floats
    matches: Matches
    left: Mapping[str, Bools] = field(default_factory=dict)
    leading: Mapping[int, int] = field(default_factory=dict)

    def hit(self, turn: int, most: int, matched: tuple[Expansion, ...] = ()) -> Hit:
        """One turn as a result, with up to `most` of its paragraphs that match."""
        paragraphs = self.snapshot.of_turn(turn)
        # A turn has few paragraphs: lists are faster than arrays.
        coverage = self.matches.coverage[paragraphs.start : paragraphs.stop].tolist()
        scores = self.matches.score[paragraphs.start : paragraphs.stop].tolist()
        enough = SOURCE_COVERAGE * max(coverage)
        sources = [place for place, part in enumerate(coverage) if part >= enough and part]
        sources.sort(key=lambda place: -scores[place])
        if turn in self.leading:
            sources = list(dict.fromkeys([self.leading[turn], *sources]))
        best = [paragraphs.start + place for place in sources or [0]]
        return Hit(
            int(self.snapshot.segment[paragraphs.start]),
            float(self.scores[turn]),
            self.snapshot.fields(turn),
            tuple(self.snapshot.line[best].tolist()),
            Unread(best[:most], self.snapshot.stored),
            matched,
        )


class Unread(Sequence[T]):
    """Things that are read when they are looked at: who asks for counts alone looks at none."""

    def __init__(self, numbers: Sequence[int] | Ints, read: Callable[[int], T]) -> None:
        self._numbers = numbers
        self._read = read

    def __len__(self) -> int:
        return len(self._numbers)

    @overload
    def __getitem__(self, place: int) -> T: ...
    @overload
    def __getitem__(self, place: slice) -> Unread[T]: ...
    def __getitem__(self, place: int | slice) -> T | Unread[T]:
        if isinstance(place, slice):
            return Unread(self._numbers[place], self._read)
        return self._read(int(self._numbers[place]))


def search_snapshot(
    snapshot: Snapshot,
    vocabulary: SnapshotVocabulary,
    understood: Understood,
    filters: Mapping[str, Collection[int]],
    page: Page,
) -> Found:
    """What a query finds in a snapshot: match, rank, and take the page."""
    matcher = Matcher(snapshot, vocabulary, understood)
    ranking = rank(snapshot, matcher.match(understood.tree), understood, filters, page)
    turns = ranking.turns[page.start : page.end]
    matched = _matched(snapshot, understood, turns) if page.matched else {}
    return Found(
        len(ranking.turns),
        # In the place of a list: there may be many, and nobody may look at them.
        snapshot.segment[snapshot.turn_starts[turns]].data,
        Unread(turns, lambda turn: ranking.hit(turn, page.paragraphs, matched.get(turn, ()))),
        _facets(ranking, page.facets),
        _hit_maps(ranking, page.hit_maps),
        _best_coverage(ranking),
    )


def rank(
    snapshot: Snapshot,
    matches: Matches,
    understood: Understood,
    filters: Mapping[str, Collection[int]],
    page: Page,
) -> Ranking:
    """The turns that match and that the filters leave, in the page's order."""
    scores, matched = _turn_scores(snapshot, matches), matches.turns
    if is_question(understood.words_alone):
        scores, matched = question_boost(snapshot, scores, matched)
    if understood.near:
        scores = near_scores(snapshot, scores, matched, understood.near)
    masks = {name: turns_of(snapshot, name, numbers) for name, numbers in filters.items()}
    if understood.tree == NOTHING and not masks:
        matched = np.zeros_like(matched)
    matching = np.flatnonzero(_all(matched, masks.values()))
    turns = _ordered(snapshot, matching, scores, page.order)
    left = {
        name: _all(matched, (mask for other, mask in masks.items() if other != name))
        for name in page.facets
    }
    leading = leading_paragraphs(snapshot, understood.near)
    return Ranking(snapshot, turns, scores, matches, left, leading)


def _turn_scores(snapshot: Snapshot, matches: Matches) -> Floats:
    """A turn's score: its best paragraph's, and some of what the others add."""
    if not snapshot.turns:
        return np.zeros(0, dtype=np.float32)
    paragraphs = places(matches.score)
    values = matches.score[paragraphs]
    best = best_of_turns(snapshot, paragraphs, values)
    rest = sum_of_turns(snapshot, paragraphs, values) - best
    scores: Floats = best + REST * best * rest / (rest + best + 1e-6)
    return scores


def _all(turns: Bools, masks: Iterable[Bools]) -> Bools:
    for mask in masks:
        turns = turns & mask
    return turns


def _ordered(snapshot: Snapshot, turns: Ints, scores: Floats, order: str) -> Ints:
    if order == "order":
        return turns
    if order == "-order":
        return turns[::-1]
    ranked = turns[_descending(scores[turns])]
    if order == "topic":
        topics = snapshot.topic[snapshot.turn_starts][ranked]
        _, first, place = np.unique(topics, return_index=True, return_inverse=True)
        ranked = ranked[np.argsort(first[place], kind="stable")]
    return ranked


def _descending(scores: Floats) -> Ints:
    """The order of scores (none negative), the highest first, of equal ones the first first."""
    # Floats that aren't negative are in the order of their bits; so score and place make one
    # number, and numbers alone are sorted many times faster than places by scores.
    bits = (~scores.astype(np.float32).view(np.uint32)).astype(np.uint64)
    keys = np.sort((bits << np.uint64(32)) | np.arange(len(scores), dtype=np.uint64))
    order: Ints = (keys & np.uint64(0xFFFFFFFF)).astype(np.int64)
    return order


def _best_coverage(ranking: Ranking) -> float:
    """The highest coverage of a paragraph of the turns that match."""
    coverage = ranking.matches.coverage
    if not len(ranking.turns):
        return 0.0
    best = int(coverage.argmax())
    if ranking.snapshot.turn[best] in ranking.turns:
        return float(coverage[best])
    return float(coverage[np.isin(ranking.snapshot.turn, ranking.turns)].max())


def _matched(
    snapshot: Snapshot, understood: Understood, turns: Ints
) -> dict[int, tuple[Expansion, ...]]:
    """By which expansions each of the turns is found."""
    starts = snapshot.turn_starts[turns]
    ends = np.append(snapshot.turn_starts, len(snapshot))[turns + 1]
    found: dict[int, list[Expansion]] = {turn: [] for turn in turns.tolist()}
    for expansion in understood.wanted_expansions():
        paragraphs, _ = find(snapshot, expansion)
        here = np.searchsorted(paragraphs, ends) > np.searchsorted(paragraphs, starts)
        for turn in turns[here].tolist():
            found[turn].append(expansion)
    return {turn: tuple(expansions) for turn, expansions in found.items()}


def _facets(ranking: Ranking, names: Iterable[str]) -> dict[str, dict[int, int]]:
    """For each field, how many of the turns left have each value, by the value's number."""
    # Without filters the same turns are left for every field.
    counted = {id(turns): np.flatnonzero(turns) for turns in ranking.left.values()}
    return {name: _count(ranking.snapshot, name, counted[id(ranking.left[name])]) for name in names}


def _count(snapshot: Snapshot, name: str, turns: Ints) -> dict[int, int]:
    values, which = snapshot.numbered(name)
    counts = np.bincount(which[turns], minlength=len(values))
    found = np.flatnonzero(counts)
    counted = dict(zip(values[found].tolist(), counts[found].tolist(), strict=True))
    return _with_others(snapshot, counted, turns) if name == "speaker" else counted


def _with_others(snapshot: Snapshot, counted: dict[int, int], turns: Ints) -> dict[int, int]:
    """The counts of speakers with the turns that they say together with others."""
    for key in snapshot.lexicon("also"):
        if many := int(np.isin(snapshot.turns_with("also", key), turns).sum()):
            counted[int(key)] = counted.get(int(key), 0) + many
    return counted


def _hit_maps(ranking: Ranking, most: int) -> list[HitMap]:
    """Where the hits lie in the interviews with the most of them, up to `most`."""
    if not most or not len(ranking.turns):
        return []
    values, which = ranking.snapshot.numbered("interview")
    counts = np.bincount(which[ranking.turns], minlength=len(values))
    with_hits = np.argsort(-counts, kind="stable")[: min(most, np.count_nonzero(counts))]
    return [_hit_map(ranking, int(values[each]), which == each) for each in with_hits]


def _hit_map(ranking: Ranking, interview: int, inside: Bools) -> HitMap:
    snapshot = ranking.snapshot
    turns = np.flatnonzero(inside)
    topics = snapshot.topic[snapshot.turn_starts[turns]]
    borders = snapshot.spans.starts[turns[1:]][topics[1:] != topics[:-1]]
    hits = turns[np.isin(turns, ranking.turns)]
    best = ranking.scores[ranking.turns].max() or 1
    return HitMap(
        interview,
        tuple(borders.tolist()),
        tuple(
            HitMark(
                float(snapshot.spans.starts[turn]),
                float(snapshot.spans.widths[turn]),
                float(ranking.scores[turn] / best),
                snapshot.fields(int(turn)),
            )
            for turn in hits
        ),
    )
