"""Makes vectors of the meaning of what the index has, where an encoder is installed."""

from __future__ import annotations

import os
from argparse import ArgumentParser
from typing import Any

from archive.management.base import ArchiveCommand, usage_error
from search.index.meanings import catch_up
from search.meaning import forget_note, is_installed
from search.store import BusyError, NoIndexError

# How much a running site goes before.
NICENESS = 10


class Command(ArchiveCommand):
    help = "Make vectors of sentences that have none yet; a running site does this by itself."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--background",
            action="store_true",
            help="let everybody else go first, and say nothing where another process is at it",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if not is_installed():
            raise usage_error("No sentence encoder is installed; `make install-meaning` does it.")
        if options["background"]:
            os.nice(NICENESS)
        else:
            # Every turn is looked at, whatever the log of changes says.
            forget_note()
        try:
            made = catch_up(0) if options["background"] else catch_up()
        except BusyError:
            if options["background"]:
                return
            raise usage_error("Another process makes vectors; try again later.") from None
        except NoIndexError:
            raise usage_error("There is no search index yet; run `manage.py prepare`.") from None
        self.stdout.write(f"meaning: {made} sentences encoded")
