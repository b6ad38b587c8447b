"""Turns that are related to a turn: by the telling words that they share."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Related:
    turn: int
    shared: tuple[str, ...] = ()


def related_turns(path: str, segment: int) -> list[Related]:
    return []
