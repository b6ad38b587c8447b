"""Builds the search index anew, in the place of haystack's own command, which empties it first."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from archive.management.base import usage_error
from search.index.updating import OTHERS_WRITE, rebuild
from search.store import BusyError


class Command(BaseCommand):
    help = "Build the search index anew; the one there is answers until the new one is there."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--noinput",
            action="store_false",
            dest="interactive",
            help="as in haystack's command; nothing is asked",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            turns = rebuild()
        except BusyError:
            raise usage_error(OTHERS_WRITE) from None
        if options["verbosity"]:
            self.stdout.write(f"search index: {turns} turns")
