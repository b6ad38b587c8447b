"""How often one sender may have a notebook looked up or written in a minute.

Nothing is stored of it: each process counts for itself, and forgets.
"""

from __future__ import annotations

from collections import Counter
from threading import Lock
from time import monotonic

from django.http import HttpRequest

from archive.site.clients import client_network

PER_MINUTE = 60
MINUTE = 60
# Senders of a minute that are remembered.
SENDERS = 10_000

_counts: Counter[tuple[str, int]] = Counter()
_lock = Lock()


def has_asked_enough(request: HttpRequest) -> bool:
    """Whether this is one more than its sender may ask in a minute; it is counted."""
    key = (client_network(request), int(monotonic() // MINUTE))
    with _lock:
        if key not in _counts and len(_counts) >= SENDERS:
            # Of earlier minutes, mostly.
            _counts.clear()
        _counts[key] += 1
        return _counts[key] > PER_MINUTE
