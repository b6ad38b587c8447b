"""Store: what a search engine is to the rest of the search, and the archive's own.

Goes in: queries that are understood; segments to index.
Comes out: what was found, as data: keys, texts, scores, counts.
May import: languages, knowledge, documents, query, store.whoosh.

`protocol` says what any engine must do, `weights` how it ranks, and tests/store/test_contract.py
holds each to it.  Another engine is a folder beside `whoosh/` and a line in `current_store`, which
is also why this room and `store.whoosh` import each other: an engine builds on the protocol, and
here it is chosen, when it is asked for.
"""

from __future__ import annotations

from django.conf import settings

from search.store.protocol import (
    BusyError,
    Changes,
    FieldTerm,
    Found,
    Hit,
    HitMap,
    HitMark,
    NoIndexError,
    Page,
    Places,
    Similar,
    Store,
    StoredParagraph,
    StoredTurn,
)

__all__ = [
    "BusyError",
    "Changes",
    "FieldTerm",
    "Found",
    "Hit",
    "HitMap",
    "HitMark",
    "NoIndexError",
    "Page",
    "Places",
    "Similar",
    "Store",
    "StoredParagraph",
    "StoredTurn",
    "current_store",
]


def current_store() -> Store:
    """The store in use: Whoosh's, at the path that the settings give (`HAYSTACK_CONNECTIONS`)."""
    from search.store.whoosh.store import WhooshStore

    return WhooshStore(str(settings.HAYSTACK_CONNECTIONS["default"]["PATH"]))
