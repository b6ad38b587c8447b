"""Proves that database and readers have the source text, character for character."""

from __future__ import annotations

import difflib
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings

from archive.management.base import (
    ArchiveCommand,
    add_interview_argument,
    chosen_interviews,
    usage_error,
)
from archive.models import Interview
from archive.sources import (
    Difference,
    SeedError,
    differences,
    read_text,
    reading_differences,
    readings,
)


class Command(ArchiveCommand):
    help = (
        "Compare each source file with the transcript in the database, and with what readers get: "
        "the page, its JSON, the search index."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        add_interview_argument(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        found = 0
        for interview in chosen_interviews(options["interviews"]):
            found += self._verify(interview)
        if found:
            sys.exit(1)

    def _verify(self, interview: Interview) -> int:
        if interview.is_removed:
            self.stdout.write(f"{interview.slug}: its words were removed; nothing to compare")
            return 0
        try:
            source = read_text(Path(settings.BASE_DIR) / interview.source)
        except SeedError as error:
            raise usage_error(str(error)) from None
        wrong = list(differences(interview, source))
        for reading in readings(interview):
            if reading.texts is None:
                self.stdout.write(f"{interview.slug}: there is no {reading.place} to compare")
                continue
            wrong += reading_differences(interview, source, reading)
        for difference in wrong:
            self._print(interview, difference)
        if not wrong:
            characters = sum(len(line) for line in source.split("\n"))
            agrees = f"{interview.slug}: agrees with {interview.source}"
            self.stdout.write(f"{agrees}, {characters} characters")
        return len(wrong)

    def _print(self, interview: Interview, difference: Difference) -> None:
        place = f"{interview.source}:{difference.line}"
        self.stderr.write(f"{place}: {difference.owner}: {difference.reason}")
        lines = difflib.ndiff([difference.source], [difference.archive])
        self.stderr.write("\n".join(line.rstrip("\n") for line in lines))
