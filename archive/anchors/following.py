"""Finds where the words of a paragraph went on that an editor joined, moved or took back."""

from __future__ import annotations

from collections.abc import Mapping

from archive.anchors.alignment import carry_over


def follow_words(words: str, texts: Mapping[str, str]) -> str | None:
    """Which of `texts`, by anchor, has the words now; None: they are gone."""
    if not (words.strip() and texts):
        return None
    whole = [anchor for anchor, text in texts.items() if words.strip() in text]
    if whole:
        return whole[0]
    carried = carry_over({"": words}, list(texts.values()))
    found = [*carried.kept, *carried.replaced.values()]
    return list(texts)[found[0]] if found else None
