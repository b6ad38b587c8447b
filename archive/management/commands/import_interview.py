"""Reads interviews from `seeds/` into the database, and writes or checks their fixtures."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import transaction

from archive.attribution import ParsedInterview, parse_interview
from archive.errors import SeedError
from archive.fixtures import fixture_path, render_fixture
from archive.importer import Outcome, import_parsed, source_name
from archive.management.base import usage_error
from archive.models import Interview


class Command(BaseCommand):
    help = "Import interviews; every anchor given out before keeps leading to its words."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "files",
            nargs="*",
            type=Path,
            metavar="FILE",
            help="annotation files; default: seeds/*.yaml",
        )
        parser.add_argument("--write-fixture", action="store_true", help="write fixtures/ anew")
        parser.add_argument(
            "--check", action="store_true", help="write nothing; exit 1 if a fixture is not current"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        files = options["files"] or sorted((Path(settings.BASE_DIR) / "seeds").glob("*.yaml"))
        if not files:
            raise usage_error("There is no annotation file under seeds/; name one.")
        try:
            parsed = [parse_interview(file) for file in files]
        except SeedError as error:
            raise usage_error(f"{error}. Nothing was imported.") from None
        with transaction.atomic():
            for each in parsed:
                self._import(each, options["write_fixture"], options["check"])
            if options["check"]:
                transaction.set_rollback(True)

    def _import(self, parsed: ParsedInterview, write: bool, check: bool) -> None:
        self._recall(parsed)
        outcome = import_parsed(parsed)
        interview = Interview.objects.get(slug=outcome.interview)
        if check:
            self._check(interview)
            return
        self._report(outcome)
        if write:
            fixture_path(interview).write_text(render_fixture(interview))
            self.stdout.write(f"wrote {fixture_path(interview).name}")

    def _recall(self, parsed: ParsedInterview) -> None:
        """An interview new to this database, but not to the archive, has its anchors in its
        fixture; they are loaded before the text."""
        notes = parsed.annotations
        interview = Interview(slug=notes.slug, source=source_name(notes.source))
        if (
            not Interview.objects.filter(slug=notes.slug).exists()
            and fixture_path(interview).exists()
        ):
            call_command("loaddata", fixture_path(interview), verbosity=0)

    def _report(self, outcome: Outcome) -> None:
        if not outcome.changed:
            self.stdout.write(f"{outcome.interview}: nothing changed")
            return
        counts = (
            f"{len(outcome.added)} anchors added, {len(outcome.replaced)} replaced, "
            f"{len(outcome.retired)} retired"
        )
        self.stdout.write(f"{outcome.interview}: imported; {counts}")

    def _check(self, interview: Interview) -> None:
        path = fixture_path(interview)
        if not path.exists() or path.read_text() != render_fixture(interview):
            self.stderr.write(f"{path.name} is not current; run `make fixture`")
            sys.exit(1)
        self.stdout.write(f"{path.name} is current")
