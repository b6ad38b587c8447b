"""Reads interviews from `seeds/` into the database, and writes or checks their fixtures."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.core.management import CommandError, call_command
from django.core.serializers.base import DeserializationError
from django.db import DatabaseError, transaction

from archive import signals
from archive.anchors.placement import Outcome
from archive.changes.versions import content_changed
from archive.management.base import ArchiveCommand, usage_error
from archive.models import Interview
from archive.sources.attribute import ParsedInterview, check_people, parse_interview
from archive.sources.errors import SeedError
from archive.sources.fixtures import fixture_path, read_fixture, render_fixture
from archive.sources.write import annotation_files, import_parsed, source_name


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
        try:
            with transaction.atomic():
                imported = self._import(files)
                if options["check"]:
                    stale = [each for _, each in imported if not self._is_current(each)]
                    transaction.set_rollback(True)
        except (SeedError, OSError) as error:
            raise usage_error(f"{error}. Nothing was imported.") from None
        if options["check"]:
            if stale:
                sys.exit(1)
            return
        for outcome, interview in imported:
            self._report(outcome)
            if options["write_fixture"]:
                self._write(interview)

    def _import(self, files: Iterable[Path]) -> list[tuple[Outcome, Interview]]:
        """Import the files; return for each what was done."""
        parsed = [parse_interview(file) for file in files]
        check_people(parsed)
        imported = []
        for each in parsed:
            recalled = self._recall(each)
            outcome = import_parsed(each)
            outcome.changed |= recalled
            interview = Interview.objects.get(slug=outcome.interview)
            if outcome.changed:
                content_changed()
                signals.imported.send(type(self), interview=interview)
            imported.append((outcome, interview))
        return imported

    def _recall(self, parsed: ParsedInterview) -> bool:
        """An interview new to this database, but not to the archive, has its anchors in its
        fixture; they are loaded before the text.  Tell whether that was so."""
        notes = parsed.annotations
        if Interview.objects.filter(slug=notes.slug).exists():
            return False
        interview = Interview(slug=notes.slug, source=source_name(notes.source))
        path = fixture_path(interview)
        try:
            recalled = bool(read_fixture(interview))
            if recalled:
                call_command("loaddata", path, verbosity=0)
        except (DeserializationError, CommandError, ValueError, DatabaseError) as error:
            raise usage_error(f"{path.name} can't be loaded: {error}") from None
        return recalled

    def _report(self, outcome: Outcome) -> None:
        if not outcome.changed:
            self.stdout.write(f"{outcome.interview}: nothing changed")
            return
        counts = (
            f"{len(outcome.added)} anchors added, {len(outcome.replaced)} replaced, "
            f"{len(outcome.retired)} retired"
        )
        self.stdout.write(f"{outcome.interview}: imported; {counts}")

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
