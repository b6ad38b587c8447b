"""Compares the search index with the database, turn by turn."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from typing import Any

from archive.management.base import ArchiveCommand, usage_error
from search.index.checking import differences, repair
from search.index.updating import OTHERS_WRITE
from search.store import BusyError, NoIndexError


class Command(ArchiveCommand):
    help = "Compare the search index with the database; exit 1 where they differ."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--repair", action="store_true", help="index what differs anew")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            found = dict(differences())
            for key, reason in found.items():
                self.stderr.write(f"segment {key}: {reason}")
            if found and options["repair"]:
                repair(list(found))
                self.stdout.write(f"repaired: {len(found)} turns")
        except NoIndexError:
            raise usage_error("There is no search index; `manage.py prepare` builds it.") from None
        except BusyError:
            raise usage_error(OTHERS_WRITE) from None
        if not found:
            self.stdout.write("the search index agrees with the database")
        elif not options["repair"]:
            sys.exit(1)
