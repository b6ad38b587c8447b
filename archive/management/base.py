"""What the archive's commands share."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from archive.models import Interview
from archive.site.obstacles import first_line


def usage_error(reason: str) -> CommandError:
    """A mistake of the caller or of the input: one sentence, exit code 2."""
    return CommandError(reason, returncode=2)


class ArchiveCommand(BaseCommand):
    """A command that needs the archive's tables; without them it ends with one sentence."""

    def execute(self, *args: Any, **options: Any) -> str | None:
        require_tables()
        return super().execute(*args, **options)


def require_tables() -> None:
    """Raise `CommandError` (exit code 2) unless the database is there and fully migrated."""
    try:
        executor = MigrationExecutor(connection)
        plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError as error:
        raise usage_error(f"The database can't be read: {first_line(error)}.") from None
    if plan:
        raise usage_error("The database isn't ready; run `manage.py migrate` first.")


def add_interview_argument(parser: ArgumentParser) -> None:
    """Take the slugs of interviews; none stands for all."""
    parser.add_argument("interviews", nargs="*", metavar="SLUG", help="default: every interview")


def chosen_interviews(slugs: list[str]) -> list[Interview]:
    """The named interviews, or all.  Raises `CommandError` (exit code 2) for an unknown slug."""
    interviews = {interview.slug: interview for interview in Interview.objects.all()}
    for slug in slugs:
        if slug not in interviews:
            known = ", ".join(interviews) or "none; run `manage.py import_interview` first"
            raise usage_error(f"There is no interview `{slug}`. In the archive: {known}.")
    if not interviews:
        raise usage_error("The archive is empty; run `manage.py import_interview` first.")
    return [interviews[slug] for slug in slugs] if slugs else list(interviews.values())
