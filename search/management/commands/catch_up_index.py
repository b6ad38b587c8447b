"""Brings the search index up to date by the log of changes, or builds it anew where it must."""

from __future__ import annotations

from typing import Any

from archive.management.base import ArchiveCommand, usage_error
from search.index.updating import OTHERS_WRITE, catch_up
from search.store import BusyError


class Command(ArchiveCommand):
    help = "Bring the search index up to date; a running site does this by itself."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            done = catch_up()
        except BusyError:
            raise usage_error(OTHERS_WRITE) from None
        if not done:
            raise usage_error("The content changes faster than it can be indexed; try again later.")
