"""Reads results, for assertions."""

from __future__ import annotations

from search.store import Found


def lines_of(found: Found) -> set[int]:
    """The source lines of everything that was found."""
    return {line for hit in found.hits for line in hit.lines}


def best_lines(found: Found) -> list[int]:
    """The source line of each result's best paragraph, in order."""
    return [hit.lines[0] for hit in found.hits]
