"""Reads interviews from `seeds/` into the database, and writes or checks their fixtures."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.db import transaction

from archive.management.base import ArchiveCommand, usage_error
from archive.models import Interview
from archive.sources import (
    FixtureError,
    Outcome,
    SeedError,
    annotation_files,
    fixture_path,
    import_files,
    render_fixture,
)

# Anchors that are named of the turns that an import writes anew.
MOST_SHOWN = 10


@contextmanager
def _mistakes_told() -> Iterator[None]:
    """A mistake in the input ends the command with one sentence."""
    try:
        yield
    except FixtureError as error:
        raise usage_error(str(error)) from None
    except (SeedError, OSError) as error:
        raise usage_error(f"{error}. Nothing was imported.") from None


class Command(ArchiveCommand):
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
        files = options["files"] or annotation_files()
        if not files:
            raise usage_error("There is no annotation file under seeds/; name one.")
        with _mistakes_told():
            if options["check"]:
                self._check(files)
                return
            outcomes = import_files(files)
        for outcome in outcomes:
            self._report(outcome)
            if options["write_fixture"]:
                self._write(outcome.interview)

    def _check(self, files: Sequence[Path]) -> None:
        """Import, compare with the fixtures, and take all back."""
        with transaction.atomic():
            outcomes = import_files(files)
            stale = [each for each in outcomes if not self._is_current(each.interview)]
            transaction.set_rollback(True)
        if stale:
            sys.exit(1)

    def _report(self, outcome: Outcome) -> None:
        if not outcome.changed:
            self.stdout.write(f"{outcome.interview.slug}: nothing changed")
            return
        counts = (
            f"{len(outcome.added)} anchors added, {len(outcome.replaced)} replaced, "
            f"{len(outcome.retired)} retired"
        )
        self.stdout.write(f"{outcome.interview.slug}: imported; {counts}")
        if outcome.rewritten:
            shown = ", ".join(outcome.rewritten[:MOST_SHOWN])
            more = len(outcome.rewritten) - MOST_SHOWN
            names = f"{shown} and {more} more" if more > 0 else shown
            told = "now as in the source, without what was edited here"
            self.stderr.write(f"{outcome.interview.slug}: {told}: {names}")

    def _write(self, interview: Interview) -> None:
        path = fixture_path(interview)
        try:
            path.write_text(render_fixture(interview), encoding="utf-8", newline="\n")
        except OSError as error:
            raise usage_error(f"{path} can't be written: {error.strerror}.") from None
        self.stdout.write(f"wrote {path.name}")

    def _is_current(self, interview: Interview) -> bool:
        """Tell whether the interview's fixture is what it would be written as."""
        path = fixture_path(interview)
        if path.exists() and path.read_text(encoding="utf-8") == render_fixture(interview):
            self.stdout.write(f"{path.name} is current")
            return True
        self.stderr.write(f"{path.name} is not current; run `make fixture`")
        return False
