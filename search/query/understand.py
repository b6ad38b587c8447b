"""A query as it was understood: its tree, its words' terms, what its filters select."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from search.query.expand import expand
from search.query.knowledge import Knowledge
from search.query.nearness import Passage
from search.query.syntax import And, Filter, Node, Not, Or, Words, leaves
from search.query.terms import Expansion, QueryTerm


@dataclass(frozen=True)
class Correction:
    """`typed` (folded) as it was meant."""

    typed: str
    meant: str


@dataclass(frozen=True)
class Understood:
    """All that a store is told of a query.

    `terms` are the query terms of each leaf of plain words, `selected` what each filter selects:
    numbers of people, topics, interviews (their keys) or kinds (their places in
    `search.documents.schema.KINDS`).  `near`: turns (by their segments' keys) that plain words
    find beside those that have them, and before these, for they are near in meaning.  `leaning`:
    turns that come earlier among those that have the words, since they are near, too.
    """

    tree: Node
    terms: Mapping[Words, Sequence[QueryTerm]]
    selected: Mapping[Filter, frozenset[int]]
    corrections: tuple[Correction, ...] = ()
    near: Mapping[int, Passage] = field(default_factory=dict)
    leaning: Mapping[int, Passage] = field(default_factory=dict)

    def wanted_terms(self) -> list[QueryTerm]:
        """The query terms of all words that are wanted, in order."""
        wanted = (leaf for leaf in leaves(self.tree) if isinstance(leaf, Words))
        return [term for leaf in wanted for term in self.terms[leaf]]

    def wanted_expansions(self) -> list[Expansion]:
        """The expansions of these, in order, each once."""
        found = (each for term in self.wanted_terms() for each in term.expansions)
        return list(dict.fromkeys(found))

    @property
    def words_alone(self) -> str:
        """The words of a query that has nothing else but filters; empty for any other."""
        parts = self.tree.children if isinstance(self.tree, And) else (self.tree,)
        words = [part for part in parts if isinstance(part, Words)]
        if len(words) != 1 or not all(isinstance(part, Words | Filter) for part in parts):
            return ""
        return " ".join(words[0].words)


def understand(tree: Node, knowledge: Knowledge) -> Understood:
    """Look the parts of a parsed query up.  A filter that selects nothing is read as words."""
    settled = rebuilt(tree, lambda leaf: _settled(leaf, knowledge))
    parts = set(_leaves(settled))
    return Understood(
        settled,
        {leaf: expand(leaf.words, knowledge) for leaf in parts if isinstance(leaf, Words)},
        {
            leaf: knowledge.catalogue.resolve(leaf.field, leaf.value)
            for leaf in parts
            if isinstance(leaf, Filter)
        },
    )


def _settled(leaf: Node, knowledge: Knowledge) -> Node:
    if isinstance(leaf, Filter) and not knowledge.catalogue.resolve(leaf.field, leaf.value):
        return Words((leaf.value,))
    return leaf


def rebuilt(node: Node, change: Callable[[Node], Node], *, negated: bool = True) -> Node:
    """The tree with `change` made to its leaves; `negated`: to those too that are not wanted."""
    if isinstance(node, And | Or):
        return type(node)(tuple(rebuilt(each, change, negated=negated) for each in node.children))
    if isinstance(node, Not):
        return Not(rebuilt(node.child, change, negated=negated)) if negated else node
    return change(node)


def _leaves(node: Node) -> Iterator[Node]:
    """All leaves of a tree, negated ones too."""
    if isinstance(node, Not):
        yield from _leaves(node.child)
    elif isinstance(node, And | Or):
        for child in node.children:
            yield from _leaves(child)
    else:
        yield node
