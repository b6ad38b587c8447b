"""Reads results, for assertions."""

from __future__ import annotations

from search.engine import Found

MOST = 10_000


def lines_of(found: Found) -> set[int]:
    """The source lines of everything that was found."""
    line = found.knowledge.snapshot.line
    return {int(line[each]) for hit in found.hits(0, MOST) for each in hit.paragraphs}


def best_lines(found: Found) -> list[int]:
    """The source line of each result's best paragraph, in order."""
    line = found.knowledge.snapshot.line
    return [int(line[hit.paragraphs[0]]) for hit in found.hits(0, MOST)]
