"""What is near to a query in meaning."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Passage:
    """The sentence of a turn that is nearest to a query: how near (up to 1), and where it stands.

    In the turn's paragraph of this number (from 0), from `start` to `end` of its plain text.
    """

    cosine: float
    paragraph: int
    start: int
    end: int
