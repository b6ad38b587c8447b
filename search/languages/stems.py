"""Snowball's stemmers, for threads that share them."""

from __future__ import annotations

from functools import cache
from threading import Lock
from typing import Any

import snowballstemmer

# A stemmer holds the word that it is at.
_lock = Lock()


def stem(algorithm: str, word: str) -> str:
    """A folded word without its endings, by Snowball's algorithm of that name."""
    with _lock:
        return str(_stemmer(algorithm).stemWord(word))


@cache
def _stemmer(algorithm: str) -> Any:
    return snowballstemmer.stemmer(algorithm)
