"""Lets the database be what it was when a backup was made."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.db import DatabaseError, connection

from archive.backups import BackupError, check_backup, has_database, restore_backup
from archive.changes import content_version
from archive.management.base import usage_error
from archive.signals import restored


class Command(BaseCommand):
    help = "Put the database of a backup in place; what is there is kept under another name."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument(
            "--with-secret-key", action="store_true", help="the secret key too, if FILE has it"
        )
        parser.add_argument("--check", action="store_true", help="only check that FILE is good")

    def handle(self, *args: Any, **options: Any) -> None:
        file, with_secret_key = options["file"], options["with_secret_key"]
        try:
            if options["check"]:
                manifest = check_backup(file, with_secret_key)
                self.stdout.write(f"{file}: whole, of {manifest.made:%Y-%m-%d %H:%M:%S} UTC")
                return
            before = _content_version()
            kept = restore_backup(file, with_secret_key)
        except BackupError as error:
            raise usage_error(str(error)) from None
        restored.send(type(self), before=before)
        for place in kept:
            self.stdout.write(f"what was there before: {place}")
        self.stdout.write("restored; `manage.py prepare` brings tables and search index up to date")


def _content_version() -> int:
    """That of the database that is there; 0: there is none that can be read."""
    try:
        return content_version() if has_database() else 0
    except DatabaseError:
        return 0
    finally:
        connection.close()
