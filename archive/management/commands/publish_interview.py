"""Lets readers see an interview, now or from a time on; or takes it back to its editors."""

from __future__ import annotations

from argparse import ArgumentParser
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime

from archive.management.base import ArchiveCommand, chosen_interviews, usage_error
from archive.models import Interview
from archive.publishing import make_draft, publish, put_on_home_page


class Command(ArchiveCommand):
    help = "Publish an interview, at once or from a time on; or make it a draft again."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("interview", metavar="SLUG")
        ways = parser.add_mutually_exclusive_group()
        ways.add_argument(
            "--not-before",
            metavar="TIME",
            help="readers see it from then: 2026-12-24, or 2026-12-24T09:00, where the site is",
        )
        ways.add_argument(
            "--draft", action="store_true", help="make it a draft, which editors alone see"
        )
        parser.add_argument(
            "--home-page", action="store_true", help="let it stand on the home page from now on"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        when = _time(options["not_before"]) if options["not_before"] else None
        (interview,) = chosen_interviews([options["interview"]])
        if interview.is_removed:
            raise usage_error(f"The words of `{interview.slug}` were removed; import it first.")
        if options["draft"]:
            make_draft(interview)
        else:
            publish(interview, when)
        if options["home_page"]:
            put_on_home_page(interview)
        self.stdout.write(f"{interview.slug}: {_said(interview)}")


def _said(interview: Interview) -> str:
    if interview.state == Interview.State.DRAFT:
        return "a draft, which editors alone see"
    if interview.embargo and interview.embargo > timezone.now():
        return f"published from {timezone.localtime(interview.embargo):%Y-%m-%d %H:%M} on"
    return "published"


def _time(given: str) -> datetime:
    """The time, in the site's time zone unless it says another.  Raises `CommandError`."""
    try:
        found = parse_datetime(given)
        if found is None and (day := parse_date(given)):
            found = datetime.combine(day, datetime.min.time())
    except ValueError:
        found = None
    if found is None:
        raise usage_error(f"`{given}` is no time; write it as 2026-12-24 or 2026-12-24T09:00.")
    return found if timezone.is_aware(found) else timezone.make_aware(found)
