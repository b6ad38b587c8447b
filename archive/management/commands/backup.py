"""Writes the database to one file, while the site runs."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from archive.backups import BackupError, make_backup
from archive.management.base import usage_error


class Command(BaseCommand):
    help = "Back up the database to FILE, a zip that only its owner can read; the site may run."
    # Those of the settings are no matter of a backup.
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument(
            "--with-secret-key", action="store_true", help="with the key of sessions and forms"
        )
        parser.add_argument("--force", action="store_true", help="replace FILE if it is there")

    def handle(self, *args: Any, **options: Any) -> None:
        file = options["file"]
        try:
            manifest = make_backup(file, options["with_secret_key"], options["force"])
        except BackupError as error:
            raise usage_error(str(error)) from None
        size = sum(member.size for member in manifest.members.values())
        self.stdout.write(f"{file}: {', '.join(manifest.members)}; {size} bytes before packing")
