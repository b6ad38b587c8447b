"""Writes every published interview to a folder, in every format that it can be downloaded in."""

from __future__ import annotations

from argparse import ArgumentParser
from contextlib import closing
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.models import Q
from django.utils import timezone
from tqdm import tqdm

from archive.formats.addresses import Addresses
from archive.formats.exporting import ExportError, export_all
from archive.management.base import ArchiveCommand, usage_error
from archive.models import Interview


class Command(ArchiveCommand):
    help = "Write all published interviews to DIR: a folder for each, with a file for each format."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, metavar="DIR", help="new, or an empty folder")
        parser.add_argument(
            "--replace", action="store_true", help="put it in the place of an export that is there"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        found = self._published()
        # A bar where somebody is watching.
        bar = tqdm(total=found.count(), desc="export", unit=" interviews", disable=None)
        try:
            # Closed where it fails halfway, too: else PostgreSQL's cursor is left until the garbage
            # collector comes to it, in the middle of whatever is then done with the connection.
            with bar, closing(found.iterator(chunk_size=50)) as interviews:
                exported = export_all(
                    interviews,
                    options["folder"],
                    Addresses(settings.BASE_URL),
                    replace=options["replace"],
                    told=bar.update,
                )
        except ExportError as error:
            raise usage_error(f"{error} Nothing was written.") from None
        counts = f"{exported.interviews} interviews, {exported.files} files"
        self.stdout.write(f"{options['folder']}: {counts}")

    def _published(self) -> Any:
        """The interviews that any reader may see."""
        is_over = Q(embargo=None) | Q(embargo__lte=timezone.now())
        published = Interview.objects.filter(is_over, state=Interview.State.PUBLISHED)
        return published.order_by("pk")
