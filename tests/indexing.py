"""The search index of what the test's database holds."""

from __future__ import annotations

from django.core.management import call_command

from search import keeping


def build_index() -> None:
    """Index everything anew, and note that the index is current."""
    call_command("rebuild_index", interactive=False, verbosity=0)
    keeping.stamp()
