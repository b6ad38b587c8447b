"""Finds known words in a run of sound: ダンガイゼッペキ is 断崖 and 絶壁."""

from __future__ import annotations

from collections.abc import Set as AbstractSet

# Particles between words, which no text is searched for.
PARTICLES = frozenset(["no", "wa", "ha", "ga", "o", "ni", "de", "to", "mo"])
SHORTEST, LONGEST = 3, 24


def split_sound(sound: str, known: AbstractSet[str]) -> list[str]:
    """The fewest known sounds that `sound` is made of, without particles; none: it is not."""
    best: list[tuple[float, list[str]] | None] = [None] * (len(sound) + 1)
    best[0] = (0.0, [])
    for start in range(len(sound)):
        before = best[start]
        if before is None:
            continue
        for end in range(start + 1, min(len(sound), start + LONGEST) + 1):
            piece = sound[start:end]
            is_word = len(piece) >= SHORTEST and piece in known
            if not is_word and not (start and piece in PARTICLES):
                continue
            reached = (before[0] + 1, [*before[1], piece] if is_word else before[1])
            here = best[end]
            if here is None or reached[0] < here[0]:
                best[end] = reached
    last = best[len(sound)]
    return last[1] if last else []
