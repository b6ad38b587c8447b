"""Brings the search index up to date by the log of changes, or builds it anew where it must."""

from __future__ import annotations

from typing import Any

from archive.management.base import ArchiveCommand, usage_error
from search.index.updating import catch_up


class Command(ArchiveCommand):
    help = "Bring the search index up to date; a running site does this by itself."

    def handle(self, *args: Any, **options: Any) -> None:
        if not catch_up():
            raise usage_error("Another process writes to the search index; try again later.")
