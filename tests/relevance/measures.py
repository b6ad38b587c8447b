"""Measures of a ranking: reciprocal rank, recall among the first ten, whether anything was found.

A ranking is the source lines of the results in order: each result's paragraphs, best first.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

# What counts as found "at 10": the lines of the first ten results.
DEPTH = 10

# For a query, the source lines of each result (a turn), best first.
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
    """An engine's figures over one class of queries."""

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
    """One over the place of the first result whose best paragraph is relevant; 0: there is none."""
    for place, lines in enumerate(ranking, 1):
        if lines and lines[0] in relevant:
            return 1 / place
    return 0.0


def recall(ranking: Ranking, relevant: frozenset[int]) -> float:
    """Which part of the relevant lines (of ten at most) the first ten results show."""
    shown = {line for lines in ranking[:DEPTH] for line in lines}
    return min(1.0, len(shown & relevant) / min(len(relevant), DEPTH))


def measure(engine: Engine, judged: Iterable[Judged]) -> list[Row]:
    """Figures by class, and over all queries in the last row."""
    scores: dict[str, list[tuple[float, float, float]]] = defaultdict(list)
    for each in judged:
        ranking = engine(each.query)
        figures = (
            reciprocal_rank(ranking, each.lines),
            recall(ranking, each.lines),
            float(not ranking),
        )
        scores[each.kind].append(figures)
        scores["all"].append(figures)
    order = [kind for kind in scores if kind != "all"] + ["all"]
    return [_row(kind, scores[kind]) for kind in order]


def _row(kind: str, figures: list[tuple[float, float, float]]) -> Row:
    mrr, found, zero = (sum(column) / len(figures) for column in zip(*figures, strict=True))
    return Row(kind, len(figures), mrr, found, zero)
