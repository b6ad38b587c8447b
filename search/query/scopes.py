"""Terms of the glossary that a query's interviews have not, which it is then not told of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from search.query.catalogue import Catalogue
from search.query.syntax import And, Filter, Node
from search.query.terms import QueryTerm
from search.query.understand import Understood


def within_interviews(
    understood: Understood, filters: Mapping[str, frozenset[int]], catalogue: Catalogue
) -> Understood:
    """The query without terms of other interviews than those that it is limited to, if it is."""
    interviews = _limits(understood, filters)
    if interviews is None or not catalogue.scopes:
        return understood
    others = {slug for slug, those in catalogue.scopes.items() if those.isdisjoint(interviews)}
    terms = {
        leaf: [_without(each, others) for each in found] for leaf, found in understood.terms.items()
    }
    return replace(understood, terms=terms)


def _limits(understood: Understood, filters: Mapping[str, frozenset[int]]) -> frozenset[int] | None:
    """The interviews that a query is limited to; None: it is not."""
    chosen = [understood.selected[each] for each in _limiting(understood.tree)]
    chosen += [filters["interview"]] if "interview" in filters else []
    return frozenset.intersection(*chosen) if chosen else None


def _limiting(tree: Node) -> list[Filter]:
    parts = tree.children if isinstance(tree, And) else (tree,)
    return [each for each in parts if isinstance(each, Filter) and each.field == "interview"]


def _without(term: QueryTerm, others: set[str]) -> QueryTerm:
    kept = (each for each in term.expansions if each.field != "terms" or each.term not in others)
    return replace(term, expansions=tuple(kept))
