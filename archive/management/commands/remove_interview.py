"""Takes an interview's words out of the archive for good; its addresses keep their notices."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings

from archive.management.base import ArchiveCommand, chosen_interviews, usage_error
from archive.management.reasons import add_reason_arguments, reasons
from archive.metadata.cards import forget_cards
from archive.models import Interview
from archive.publishing import remove
from archive.sources import fixture_path


class Command(ArchiveCommand):
    help = (
        "Delete an interview's words for good. Its addresses, those of its turns and paragraphs "
        "too, answer 410 with the reason."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("interview", metavar="SLUG")
        add_reason_arguments(parser)
        parser.add_argument("--yes", action="store_true", help="don't ask")

    def handle(self, *args: Any, **options: Any) -> None:
        reason, translations = reasons(options)
        (interview,) = chosen_interviews([options["interview"]])
        if not (options["yes"] or self._is_meant(interview)):
            raise usage_error("Nothing was removed.")
        remove(interview, reason, translations)
        self.stdout.write(f"{interview.slug}: removed; its addresses answer 410 with the reason")
        self._forget_cards()
        for path in _files(interview):
            self.stderr.write(f"{path} still has its words; delete the file.")
        self.stderr.write("Backups that were made before still have its words.")

    def _forget_cards(self) -> None:
        """The pictures of its turns have their words too."""
        try:
            forget_cards()
        except OSError as error:
            where = error.filename or "cards/"
            self.stderr.write(f"{where} has pictures of its words that can't be deleted: {error}.")

    def _is_meant(self, interview: Interview) -> bool:
        """Whether the operator, asked on a terminal, types the slug.  Raises `CommandError`."""
        if not sys.stdin.isatty():
            raise usage_error("The words can't be brought back; say that it is meant with --yes.")
        self.stdout.write(f"The words of “{interview}” can't be brought back.")
        return input(f"Type {interview.slug} to remove them: ").strip() == interview.slug


def _files(interview: Interview) -> list[Path]:
    """The files in the project from which the words would come back."""
    source = Path(settings.BASE_DIR) / interview.source
    places = [source, source.with_suffix(".yaml"), fixture_path(interview)]
    return [path for path in places if path.is_file()]
