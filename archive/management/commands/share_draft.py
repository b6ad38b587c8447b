"""Prints a link to a draft, which ends after some days; or takes back those given out."""

from __future__ import annotations

from argparse import ArgumentParser
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.utils import timezone

from archive.management.base import ArchiveCommand, chosen_interviews, usage_error
from archive.models import Interview
from archive.publishing import DAYS, MOST_DAYS, draft_path, revoke_links


class Command(ArchiveCommand):
    help = "Print a link by which somebody may read an interview that isn't published."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("interview", metavar="SLUG")
        parser.add_argument(
            "--days", type=int, default=DAYS, help=f"for how many it is good (default: {DAYS})"
        )
        parser.add_argument(
            "--revoke", action="store_true", help="take back all links given out so far instead"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        (interview,) = chosen_interviews([options["interview"]])
        if options["revoke"]:
            revoke_links(interview)
            self.stdout.write(f"{interview.slug}: no link given out so far opens it any more")
            return
        days = options["days"]
        if not 1 <= days <= MOST_DAYS:
            raise usage_error(f"--days is {days}; it must be 1 to {MOST_DAYS}.")
        self._require_hidden(interview)
        self.stdout.write(settings.BASE_URL + draft_path(interview, days))
        until = timezone.localtime(timezone.now() + timedelta(days=days))
        self.stderr.write(f"It opens {interview.slug} until {until:%Y-%m-%d %H:%M}.")
        if not settings.BASE_URL:
            self.stderr.write("BASE_URL isn't set; put the site's address before it.")

    def _require_hidden(self, interview: Interview) -> None:
        """Raise `CommandError` (exit code 2) for what everybody may read, and what nobody may."""
        if Interview.objects.published().filter(pk=interview.pk).exists():
            raise usage_error(f"`{interview.slug}` is published; its own address is for everybody.")
        if interview.state == Interview.State.WITHDRAWN:
            raise usage_error(f"`{interview.slug}` is withdrawn; make it a draft first.")
