"""What a part of a query matches."""

from __future__ import annotations

from dataclasses import dataclass

from search.store.whoosh.arrays import Bools, Floats


@dataclass(frozen=True)
class Matches:
    """`turns`: which satisfy a node; `score` of each paragraph, and how much of it is there.

    `wished`: plain words, which only rank where nothing has them and all the rest.
    """

    turns: Bools
    score: Floats
    coverage: Floats
    wished: bool = False
