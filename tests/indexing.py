"""The search index of what the test's database holds."""

from __future__ import annotations

from django.conf import settings

from search.index import updating
from search.store.whoosh.snapshot import Snapshot
from search.store.whoosh.snapshots import current_snapshot


def index_path() -> str:
    """The folder of the tests' index."""
    return str(settings.HAYSTACK_CONNECTIONS["default"]["PATH"])


def snapshot() -> Snapshot:
    """Its newest state."""
    return current_snapshot(index_path())


def build_index() -> None:
    """Index everything anew, and note that the index is current."""
    updating.rebuild()
