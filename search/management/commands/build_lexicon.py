"""Makes the lexicon of a Japanese-English dictionary, or checks that it is current."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.core.management.base import BaseCommand

from archive.management.base import usage_error
from search.knowledge import lexicon_file
from search.knowledge.edict import DictionaryEntry, DictionaryError, heading, read_dictionary
from search.knowledge.lexicon_builder import build_neighbours, build_rows
from search.knowledge.lexicon_file import write_lexicon

# Where Debian's package `edict` puts it.
DICTIONARY = Path("/usr/share/edict/edict")
ABOUT = """\
English words and the Japanese words that mean them; made by `manage.py build_lexicon`.
Derived from {dictionary}, property of the Electronic Dictionary Research and Development
Group (https://www.edrdg.org/), used in conformance with the Group's licence
(https://www.edrdg.org/edrdg/licence.html): Creative Commons Attribution-ShareAlike, which
holds for these files too.
"""


class Command(BaseCommand):
    help = "Make the lexicon, search/knowledge/data/lexicon/, of a dictionary."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "dictionary",
            nargs="?",
            type=Path,
            default=DICTIONARY,
            metavar="FILE",
            help=f"EDICT, EDICT2 or JMdict, also gzipped; default: {DICTIONARY}",
        )
        parser.add_argument(
            "--check",
            action="store_true",
            help="write nothing; exit 1 if the lexicon is not current",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["dictionary"]
        entries, source = _read(path)
        rows, neighbours = build_rows(entries), build_neighbours(entries)
        target = lexicon_file.PATH
        with TemporaryDirectory() as folder:
            made = Path(folder) if options["check"] else target
            try:
                write_lexicon(made, rows, neighbours, ABOUT.format(dictionary=source))
            except OSError as error:
                raise usage_error(f"{made} can't be written: {error.strerror}.") from None
            if not options["check"]:
                self.stdout.write(f"wrote {target}: {len(rows)} rows")
            elif _content(made) == _content(target):
                self.stdout.write("The lexicon is current.")
            else:
                self.stderr.write("The lexicon is not current; run `manage.py build_lexicon`.")
                sys.exit(1)


def _content(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.glob("*"))}


def _read(path: Path) -> tuple[list[DictionaryEntry], str]:
    """A dictionary's entries, and what it calls itself."""
    if not path.exists():
        advice = "install Debian's package `edict`, or name a file of EDICT or JMdict"
        raise usage_error(f"There is no dictionary {path}; {advice}.")
    try:
        entries = list(read_dictionary(path))
        source = heading(path) or path.name
    except DictionaryError as error:
        raise usage_error(f"{error}. Nothing was written.") from None
    if not entries:
        raise usage_error(f"{path} has no entries. Nothing was written.")
    return entries, source
