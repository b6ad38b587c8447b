"""The search index of what the test's database holds."""

from __future__ import annotations

from search.index import updating as keeping


def build_index() -> None:
    """Index everything anew, and note that the index is current."""
    keeping.rebuild()
