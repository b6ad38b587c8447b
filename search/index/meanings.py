"""Keeps the vectors of the turns' meaning as new as the index, where an encoder is installed."""

from __future__ import annotations

from typing import Any

from archive.changes import changes_between, note_applied
from search.meaning import (
    Encoder,
    current_encoder,
    is_installed,
    lacking,
    locked,
    noted,
    update,
)
from search.store import Store, current_store

# Turns that a process brings up to date which answers requests; more are for one of its own.
MOST_IN_A_REQUEST = 50
# Seconds that a command waits for another one that writes.
PATIENCE = 600.0


def is_behind() -> bool:
    """Whether there is an encoder, and something in the index of which it has made no vectors."""
    encoder = current_encoder() if is_installed() else None
    present = _present(current_store()) if encoder else None
    if encoder is None or present is None:
        return False
    return noted(encoder) != present or bool(lacking(encoder))


def sentences_behind() -> int:
    """How many sentences of the index have no vector yet; 0 where there is no encoder."""
    encoder = current_encoder() if is_installed() else None
    return lacking(encoder) if encoder else 0


def catch_up(seconds: float | None = None, most: int | None = None) -> int | None:
    """Bring the vectors up to date; return how many were made.

    None: more than `most` turns may have changed, and nothing was done.  Raises
    `search.store.BusyError` where somebody else is at it for longer than `seconds` (`PATIENCE`).
    """
    # Who finds another process at it need not have loaded the encoder.
    with locked(PATIENCE if seconds is None else seconds):
        encoder, store = current_encoder(), current_store()
        present = _present(store)
        if encoder is None or present is None or not is_behind():
            return 0
        segments = _changed(encoder, present)
        if most is not None and (segments is None or len(segments) > most):
            return None
        made = update(store, encoder, present, segments)
        note_applied(f"{present['index']}-meaning", present["content"])
        return made


def _present(store: Store) -> dict[str, Any] | None:
    """What vectors of the present index are made from; None: that is to be built anew itself."""
    stamp = store.stamp()
    content = stamp.get("content") if isinstance(stamp, dict) else None
    return None if content is None else {"index": store.name(), "content": content}


def _changed(encoder: Encoder, present: dict[str, Any]) -> frozenset[int] | None:
    """The turns that changed since the vectors were made; None: it may be any."""
    before = noted(encoder)
    if not isinstance(before, dict) or before.get("index") != present["index"] or lacking(encoder):
        return None
    changed = changes_between(before["content"], present["content"])
    return changed.segments if changed.complete and not changed.whole else None
