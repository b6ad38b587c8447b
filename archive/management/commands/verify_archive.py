"""Proves that database and readers have the source text, character for character."""

from __future__ import annotations

import difflib
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings

from archive.editing import TextCorrection, corrections
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
    correction_differences,
    differences,
    imported_at,
    kept_text,
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
        source = self._source(interview)
        made = self._corrections(interview) if source is None else []
        wrong = list(
            correction_differences(interview, made)
            if source is None
            else differences(interview, source)
        )
        for reading in readings(interview):
            if reading.texts is None:
                self.stdout.write(f"{interview.slug}: there is no {reading.place} to compare")
                continue
            wrong += reading_differences(interview, source, reading)
        for difference in wrong:
            self._print(interview, difference)
        if not wrong:
            self._agrees(interview, source, len(made))
        return len(wrong)

    def _source(self, interview: Interview) -> str | None:
        """The text of an interview that is kept by its file; None for one that editors changed."""
        if interview.kept_by == Interview.KeptBy.ARCHIVE:
            return None
        path = Path(settings.BASE_DIR) / interview.source
        if not path.exists() and (kept := kept_text(interview)):
            return kept
        try:
            return read_text(path)
        except SeedError as error:
            raise usage_error(str(error)) from None

    def _corrections(self, interview: Interview) -> list[TextCorrection]:
        """The corrections since its last import, listed."""
        since = imported_at(interview)
        made = [each for each in corrections(interview) if since is None or each.when > since]
        for each in made:
            why = f": {each.why}" if each.why else ""
            self.stdout.write(
                f"{interview.slug}, {each.anchor}: corrected by {each.who or 'an editor'}, "
                f"{each.when:%Y-%m-%d %H:%M}{why}"
            )
            self.stdout.write(f"  “{each.before}” → “{each.after}”")
        return made

    def _agrees(self, interview: Interview, source: str | None, made: int) -> None:
        if source is None:
            agrees = f"agrees with its source and {made} corrections"
        else:
            characters = sum(len(line) for line in source.split("\n"))
            agrees = f"agrees with {interview.source}, {characters} characters"
        self.stdout.write(f"{interview.slug}: {agrees}")

    def _print(self, interview: Interview, difference: Difference) -> None:
        place = f"{interview.source}:{difference.line}"
        self.stderr.write(f"{place}: {difference.owner}: {difference.reason}")
        lines = difflib.ndiff([difference.source], [difference.archive])
        self.stderr.write("\n".join(line.rstrip("\n") for line in lines))
