"""The order of names and labels in lists: Unicode's (UCA, by pyuca), the same in every script."""

from __future__ import annotations

from functools import cache

from pyuca import Collator


@cache
def _collator() -> Collator:
    # Its table takes a quarter of a second: it is read when a list is first sorted.
    return Collator()


def order_key(text: str) -> tuple[int, ...]:
    """What texts are sorted by: é with e, ł behind l, capitals beside small letters."""
    return tuple(_collator().sort_key(text))
