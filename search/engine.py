"""The search: a query's text → ranked turns, with facets and how it was understood.

Every way into the search (page, JSON, haystack's `SearchQuerySet`) is this one function.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np

from search.languages.folding import fold
from search.pages.highlighting import Highlighter
from search.query.correct import Correction, correct
from search.query.knowledge import Knowledge, current_knowledge
from search.query.questions import is_question
from search.query.syntax import NOTHING, And, Filter, Node, Not, Or, Words, leaves, parse
from search.query.terms import Clue
from search.query.understand import understand
from search.store.whoosh.matching import Evaluator, Evidence
from search.store.whoosh.questions import answer
from search.store.whoosh.scoring import best_of_turns, places, sum_of_turns
from search.store.whoosh.snapshot import Bools, Floats, Ints

FACETS = ("topic", "speaker", "kind", "interview")
# What the rest of a turn adds to its best paragraph.
REST = 0.1
# Which part of what the turn's best paragraph covers a paragraph must cover to be a source.
SOURCE_COVERAGE = 0.5


@dataclass(frozen=True)
class Understood:
    """A query as it was understood: its tree, the clues of its words, and what was corrected."""

    tree: Node
    clues: dict[Words, list[Clue]]
    corrections: tuple[Correction, ...] = ()

    def all_clues(self) -> list[Clue]:
        """The clues of all words that are wanted, in order."""
        wanted = (leaf for leaf in leaves(self.tree) if isinstance(leaf, Words))
        return [clue for leaf in wanted for clue in self.clues[leaf]]


@dataclass(frozen=True)
class Hit:
    """A turn that matches; `paragraphs` (numbers in the snapshot) are those that do, best first."""

    turn: int
    score: float
    paragraphs: tuple[int, ...]


@dataclass(frozen=True)
class Found:
    """All that a search found.

    `turns` are the matching turns, best first or in order.  `left`: for each field, the turns that
    the query and the *other* filters leave.
    """

    knowledge: Knowledge
    understood: Understood
    turns: Ints
    scores: Floats
    evidence: Evidence
    left: Mapping[str, Bools] = field(default_factory=dict)

    @cached_property
    def facets(self) -> dict[str, dict[int, int]]:
        """For each field, how many of the turns left have each value, by the value's number."""
        counted = {id(turns): np.flatnonzero(turns) for turns in self.left.values()}
        return {
            name: _count(self.knowledge, name, counted[id(turns)])
            for name, turns in self.left.items()
        }

    @property
    def total(self) -> int:
        """How many turns match."""
        return len(self.turns)

    def hits(self, start: int, end: int) -> list[Hit]:
        """The results `start` to `end` (half open)."""
        return [self.hit(int(turn)) for turn in self.turns[start:end]]

    def hit(self, turn: int) -> Hit:
        """One turn as a result."""
        paragraphs = self.knowledge.snapshot.of_turn(turn)
        # A turn has few paragraphs: lists are faster than arrays.
        coverage = self.evidence.coverage[paragraphs.start : paragraphs.stop].tolist()
        scores = self.evidence.score[paragraphs.start : paragraphs.stop].tolist()
        enough = SOURCE_COVERAGE * max(coverage)
        sources = [place for place, part in enumerate(coverage) if part >= enough and part]
        sources.sort(key=lambda place: -scores[place])
        best = tuple(paragraphs.start + place for place in sources or [0])
        return Hit(turn, float(self.scores[turn]), best)

    @property
    def highlighter(self) -> Highlighter:
        """Finds in a text what was searched for."""
        return Highlighter(self.understood.tree, self.understood.clues)

    def stored(self, paragraph: int) -> dict[str, Any]:
        """What the index keeps of a paragraph."""
        return self.knowledge.snapshot.stored(paragraph)

    def fields(self, turn: int) -> dict[str, Any]:
        """What the index keeps of a turn: haystack's fields by name."""
        return self.knowledge.snapshot.fields(turn)


def search(
    path: str,
    query: str,
    filters: Mapping[str, str] | None = None,
    *,
    exact: bool = False,
    order: str = "relevance",
) -> Found:
    """Search the index at `path`.

    `filters` are values by field (`speaker`, `topic`, `kind`, `interview`) as in the query
    language.  `exact`: search for what was typed, without correcting it.  `order`: `relevance`,
    `order` (reading order) or `topic` (the topic of the best turn first).  Raises
    `search.store.whoosh.snapshots.NoIndexError`.
    """
    knowledge = current_knowledge(path)
    understood = understand_query(query, knowledge, exact=exact)
    evaluator = Evaluator(knowledge, understood.clues)
    evidence = evaluator.evaluate(understood.tree)
    scores, matched = _turn_scores(knowledge, evidence), evidence.turns
    if is_question(_words_alone(understood.tree)):
        scores, matched = answer(knowledge.snapshot, scores, matched)
    masks = {
        name: evaluator.filter(Filter(name, value)).turns
        for name, value in (filters or {}).items()
        if value
    }
    matching = _all(matched, masks.values())
    if understood.tree == NOTHING and not masks:
        matching = np.zeros_like(matching)
    turns = _ordered(knowledge, np.flatnonzero(matching), scores, order)
    left = {
        name: _all(matched, (mask for other, mask in masks.items() if other != name))
        for name in FACETS
    }
    return Found(knowledge, understood, turns, scores, evidence, left)


def _ordered(knowledge: Knowledge, turns: Ints, scores: Floats, order: str) -> Ints:
    if order == "order":
        return turns
    ranked = turns[_descending(scores[turns])]
    if order == "topic":
        topics = knowledge.snapshot.topic[knowledge.snapshot.turn_starts][ranked]
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


def understand_query(query: str, knowledge: Knowledge, *, exact: bool = False) -> Understood:
    """Parse a query and understand its words, corrected where they find nothing."""
    tree = _settled(parse(query), knowledge)
    corrections: list[Correction] = []
    clues: dict[Words, list[Clue]] = {}
    if not exact:
        tree = _corrected(tree, knowledge, clues, corrections)
    for leaf in _all_words(tree):
        if leaf not in clues:
            clues[leaf] = understand(leaf.words, knowledge)
    return Understood(tree, clues, tuple(corrections))


def _words_alone(node: Node) -> str:
    """The words of a query that has nothing else but filters; empty for any other."""
    parts = node.children if isinstance(node, And) else (node,)
    words = [part for part in parts if isinstance(part, Words)]
    if len(words) != 1 or not all(isinstance(part, Words | Filter) for part in parts):
        return ""
    return " ".join(words[0].words)


def _settled(node: Node, knowledge: Knowledge) -> Node:
    """The tree with filters that select nothing read as the words they are."""
    if isinstance(node, Filter) and not knowledge.catalogue.resolve(node.field, node.value):
        return Words((node.value,))
    return _rebuilt(node, lambda child: _settled(child, knowledge))


def _corrected(
    node: Node,
    knowledge: Knowledge,
    clues: dict[Words, list[Clue]],
    corrections: list[Correction],
) -> Node:
    if isinstance(node, Words):
        clues[node] = understand(node.words, knowledge)
        words, found = correct(node.words, clues[node], knowledge)
        corrections += found
        return Words(words) if found else node
    if isinstance(node, Not):
        return node
    return _rebuilt(node, lambda child: _corrected(child, knowledge, clues, corrections))


def _rebuilt(node: Node, change: Any) -> Node:
    """The node with `change` made to its children."""
    if isinstance(node, And | Or):
        return type(node)(tuple(change(child) for child in node.children))
    return Not(change(node.child)) if isinstance(node, Not) else node


def _all_words(node: Node) -> Iterable[Words]:
    if isinstance(node, Words):
        yield node
    elif isinstance(node, Not):
        yield from _all_words(node.child)
    elif isinstance(node, And | Or):
        for child in node.children:
            yield from _all_words(child)


def _all(turns: Bools, masks: Iterable[Bools]) -> Bools:
    for mask in masks:
        turns = turns & mask
    return turns


def _turn_scores(knowledge: Knowledge, evidence: Evidence) -> Floats:
    """A turn's score: its best paragraph's, and some of what the others add."""
    snapshot = knowledge.snapshot
    if not snapshot.turns:
        return np.zeros(0, dtype=np.float32)
    paragraphs = places(evidence.score)
    values = evidence.score[paragraphs]
    best = best_of_turns(snapshot, paragraphs, values)
    rest = sum_of_turns(snapshot, paragraphs, values) - best
    scores: Floats = best + REST * best * rest / (rest + best + 1e-6)
    return scores


def _count(knowledge: Knowledge, name: str, turns: Ints) -> dict[int, int]:
    snapshot = knowledge.snapshot
    values, which = snapshot.numbered(name)
    counts = np.bincount(which[turns], minlength=len(values))
    found = np.flatnonzero(counts)
    return dict(zip(values[found].tolist(), counts[found].tolist(), strict=True))


def corrected_text(query: str, corrections: Iterable[Correction]) -> str:
    """The query with what was corrected in it; empty where nothing was."""
    text = changed = fold(query)
    for each in corrections:
        changed = changed.replace(each.typed, each.meant)
    return changed if changed != text else ""
