"""Measures of a ranking: reciprocal rank, recall among the first ten, whether anything was found.

A ranking is, for each result in order, the source lines that it shows: the paragraphs of the turn
that match, best first (an engine that can't tell shows all of the turn).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

# Recall is of the first ten results.
DEPTH = 10

Ranking = Sequence[Sequence[int]]
Engine = Callable[[str], Ranking]


@dataclass(frozen=True)
class Judged:
    """A query with the lines of the paragraphs that answer it."""

    kind: str
    query: str
    lines: frozenset[int]


@dataclass(frozen=True)
class Row:
    """An engine's figures over one class of queries, each from 0 to 1."""

    kind: str
    queries: int
    mrr: float
    recall: float
    zero: float


def load(path: Path) -> list[Judged]:
    """Read a file of judged queries."""
    rows = yaml.safe_load(path.read_text(encoding="utf-8"))
    return [Judged(row["class"], str(row["query"]), frozenset(row["lines"])) for row in rows]


def reciprocal_rank(ranking: Ranking, relevant: frozenset[int]) -> float:
    """One over the place of the first relevant line, all lines of all results counted in order."""
    lines = (line for result in ranking for line in result)
    return next((1 / place for place, line in enumerate(lines, 1) if line in relevant), 0.0)


def recall(ranking: Ranking, relevant: frozenset[int]) -> float:
    """Which part of the relevant lines (of ten at most) the first ten results show."""
    shown = {line for result in ranking[:DEPTH] for line in result}
    return min(1.0, len(shown & relevant) / min(len(relevant), DEPTH))


def measure(engine: Engine, judged: Iterable[Judged]) -> list[Row]:
    """Figures by class, and over all queries in the last row."""
    figures: dict[str, list[tuple[float, float, float]]] = defaultdict(list)
    for each in judged:
        ranking = engine(each.query)
        row = (
            reciprocal_rank(ranking, each.lines),
            recall(ranking, each.lines),
            float(not ranking),
        )
        figures[each.kind].append(row)
        figures["all"].append(row)
    order = [*(kind for kind in figures if kind != "all"), "all"]
    return [_row(kind, figures[kind]) for kind in order]


def _row(kind: str, figures: list[tuple[float, float, float]]) -> Row:
    mrr, found, zero = (sum(column) / len(figures) for column in zip(*figures, strict=True))
    return Row(kind, len(figures), mrr, found, zero)
