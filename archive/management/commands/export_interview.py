"""Writes an interview as text and annotations, for version control."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from archive.management.base import ArchiveCommand, chosen_interviews, usage_error
from archive.sources import ExportError, export_interview


class Command(ArchiveCommand):
    help = (
        "Write an interview as the pair of files that `seeds/` has; under `seeds/` it is kept by "
        "them from then on."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("interview", metavar="SLUG")
        parser.add_argument("--to", type=Path, required=True, metavar="FOLDER")

    def handle(self, *args: Any, **options: Any) -> None:
        (interview,) = chosen_interviews([options["interview"]])
        try:
            written = export_interview(interview, options["to"])
        except (ExportError, OSError) as error:
            raise usage_error(f"{error}. Nothing was exported.") from None
        for path in written:
            self.stdout.write(f"wrote {path}")
