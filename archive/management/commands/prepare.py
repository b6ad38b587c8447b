"""Brings this machine's data up to date: everything that must be there before the site is served.

What is there already stays as it is: an interview that is in the database may have been edited,
so a text under `seeds/` that differs from it is only told of.  Other applications add their part
by receiving `archive.signals.prepared`.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, transaction

from archive.backups import BackupError, back_up_before_migration
from archive.changes import end_embargoes
from archive.management.base import usage_error
from archive.models import Interview, Term
from archive.signals import prepared
from archive.site.obstacles import first_line, obstacle_of
from archive.site.static_collection import collect_static
from archive.sources import (
    ParsedInterview,
    SeedError,
    annotation_files,
    import_parsed,
    parse_interview,
)


class Command(BaseCommand):
    help = "Create the tables, load what is missing, and collect the static files."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            self._back_up()
            call_command("migrate", verbosity=0, interactive=False)
            self._load_interviews()
            self._load_glossary()
            end_embargoes()
        except DatabaseError as error:
            raise usage_error(f"The database can't be used: {first_line(error)}.") from None
        try:
            if collect_static():
                self.stdout.write("static files: collected")
        except OSError as error:
            reason = f"{error.filename or settings.STATIC_ROOT}: {error.strerror}"
            raise usage_error(f"The static files can't be collected: {reason}.") from None
        prepared.send(type(self), command=self)

    def _back_up(self) -> None:
        try:
            made = back_up_before_migration()
        except BackupError as error:
            advice = "`manage.py migrate` migrates without a backup"
            raise usage_error(f"Before the migration: {error} ({advice}.)") from None
        if made:
            self.stdout.write(f"backup before the migration: {made}")

    def _load_interviews(self) -> None:
        for path in annotation_files():
            try:
                parsed = parse_interview(path)
                stored = Interview.objects.filter(slug=parsed.annotations.slug).exists()
                if not stored:
                    call_command("import_interview", path, stdout=self.stdout, stderr=self.stderr)
                else:
                    self._compare(parsed)
            except SeedError as error:
                raise usage_error(f"{error}.") from None

    def _compare(self, parsed: ParsedInterview) -> None:
        try:
            if _differs(parsed):
                self._tell(parsed)
        except DatabaseError as error:
            # To compare is to import and to take it back.  Nothing needs to be written.
            if obstacle_of(error) is None:
                raise
            reason = f"can't be compared with its source: {first_line(error)}"
            self.stderr.write(f"{parsed.annotations.slug}: {reason}; it is served as it is.")

    def _tell(self, parsed: ParsedInterview) -> None:
        slug = parsed.annotations.slug
        advice = "`manage.py import_interview` brings in the text under seeds/"
        self.stderr.write(f"{slug}: differs from its source and stays as it is; {advice}.")

    def _load_glossary(self) -> None:
        path = Path(settings.BASE_DIR) / "fixtures" / "glossary.yaml"
        if Term.objects.exists() or not path.exists():
            return
        try:
            call_command("loaddata", path, verbosity=0)
        except CommandError as error:
            raise usage_error(f"The glossary can't be loaded: {error}") from None
        self.stdout.write(f"glossary: {Term.objects.count()} terms loaded")


@transaction.atomic
def _differs(parsed: ParsedInterview) -> bool:
    """Whether an import would change anything; nothing is written."""
    outcome = import_parsed(parsed, discard_edits=True)
    transaction.set_rollback(True)
    return outcome.changed
