"""Takes an interview from readers, who are told the reason at each of its addresses."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from archive.management.base import ArchiveCommand, chosen_interviews
from archive.management.reasons import add_reason_arguments, reasons
from archive.publishing import withdraw


class Command(ArchiveCommand):
    help = "Withdraw an interview: its words stay with the editors, its addresses give the reason."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("interview", metavar="SLUG")
        add_reason_arguments(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        reason, translations = reasons(options)
        (interview,) = chosen_interviews([options["interview"]])
        withdraw(interview, reason, translations)
        self.stdout.write(f"{interview.slug}: withdrawn; its addresses answer 410 with the reason")
