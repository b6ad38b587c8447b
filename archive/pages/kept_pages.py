"""Where kept pages are: in the memory of each process, up to so many bytes.

A Django cache (`CACHES["pages"]`) over cachetools' LRU: the pages that nobody asked for longest go
first.  Django's own cache in memory counts entries, whatever their size, and copies what it gives.
"""

from __future__ import annotations

from functools import cache
from threading import Lock
from typing import Any, Protocol

from cachetools import LRUCache
from django.core.cache.backends.base import BaseCache


class Sized(Protocol):
    """What can be kept."""

    @property
    def size(self) -> int:
        """How many bytes of memory it takes."""


@cache
def _store(location: str, max_bytes: int) -> tuple[LRUCache[str, Sized], Lock]:
    """One for all threads; Django makes a `KeptPages` for each."""
    return LRUCache(max_bytes, getsizeof=lambda page: page.size), Lock()


class KeptPages(BaseCache):
    """Pages of at most `OPTIONS["MAX_BYTES"]` altogether; they don't age."""

    def __init__(self, location: str, params: dict[str, Any]) -> None:
        super().__init__(params)
        self.pages, self._lock = _store(location, params["OPTIONS"]["MAX_BYTES"])

    def get(self, key: str, default: Any = None, version: int | None = None) -> Any:
        """What is kept under the key."""
        # Reading moves an entry to the end of the row.
        with self._lock:
            return self.pages.get(key, default)

    def set(self, key: str, value: Sized, timeout: object = None, version: object = None) -> None:
        """Keep it, if it isn't larger than all there may be."""
        with self._lock:
            # What stood there is of an older state, also where the new page is too large.
            self.pages.pop(key, None)
            if value.size <= self.pages.maxsize:
                self.pages[key] = value

    @property
    def bytes(self) -> int:
        """How many bytes they have at present."""
        return int(self.pages.currsize)

    def clear(self) -> None:
        """Forget all."""
        with self._lock:
            self.pages.clear()
