"""Draws new anchors.

A new anchor is drawn from a hash of the interview and the words, so that two machines which import
the same text for the first time give the same anchors.  From then on the database is the record:
words may change and move, the anchor stays with them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from itertools import count

# No vowels (no words come out), none of 0 o 1 l i (no two look alike).
ALPHABET = "23456789bcdfghjkmnpqrstvwxz"
LENGTH = 4


def new_anchor(prefix: str, interview: str, words: str, taken: Collection[str]) -> str:
    """Return an anchor of `prefix` and four or more characters of `ALPHABET` not in `taken`."""
    length = LENGTH
    # A free one must stay easy to find, however large the archive grows.
    while len(taken) * 4 > len(ALPHABET) ** length:
        length += 1
    drawn = (prefix + _draw(f"{interview}\0{words}{attempt or ''}", length) for attempt in count())
    return next(code for code in drawn if code not in taken)


def _draw(seed: str, length: int) -> str:
    number = int.from_bytes(hashlib.sha256(seed.encode()).digest(), "big")
    code = ""
    while len(code) < length:
        number, remainder = divmod(number, len(ALPHABET))
        code += ALPHABET[remainder]
    return code
