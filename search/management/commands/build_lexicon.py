"""Makes the lexicon of a Japanese-English dictionary, or checks that it is current."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

from archive.management.base import ArchiveCommand, chosen_interviews, usage_error
from archive.models import Sentence, Topic
from archive.text import plain_text
from search.knowledge import lexicon
from search.knowledge.edict import DictionaryError, heading, read_dictionary
from search.knowledge.lexicon_builder import build_rows

# Where Debian's package `edict` puts it.
DICTIONARY = Path("/usr/share/edict/edict")
HEADER = """\
# English words for the Japanese words of this archive; made by `manage.py build_lexicon`.
# Derived from {dictionary}, property of the Electronic Dictionary Research and Development
# Group (https://www.edrdg.org/), used in conformance with the Group's licence
# (https://www.edrdg.org/edrdg/licence.html): Creative Commons Attribution-ShareAlike, which
# holds for this file too.  See README.md beside it.
# Columns: stems of the English, label, words in the index, weight.
"""


class Command(ArchiveCommand):
    help = "Make the lexicon, search/knowledge/data/lexicon.tsv, of a dictionary's entries."

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
        chosen_interviews([])
        text, count = self._build(path)
        if options["check"]:
            self._check(text)
            return
        try:
            lexicon.PATH.write_text(text, encoding="utf-8", newline="\n")
        except OSError as error:
            raise usage_error(f"{lexicon.PATH} can't be written: {error.strerror}.") from None
        lexicon.load.cache_clear()
        self.stdout.write(f"wrote {lexicon.PATH.name}: {count} rows")

    def _build(self, path: Path) -> tuple[str, int]:
        if not path.exists():
            advice = "install Debian's package `edict`, or name a file of EDICT or JMdict"
            raise usage_error(f"There is no dictionary {path}; {advice}.")
        try:
            entries = list(read_dictionary(path))
            header = HEADER.format(dictionary=heading(path) or path.name)
        except DictionaryError as error:
            raise usage_error(f"{error}. Nothing was written.") from None
        if not entries:
            raise usage_error(f"{path} has no entries. Nothing was written.")
        rows = build_rows(entries, _texts())
        return header + "".join(f"{line}\n" for line in lexicon.render_rows(rows)), len(rows)

    def _check(self, text: str) -> None:
        if lexicon.PATH.exists() and lexicon.PATH.read_text(encoding="utf-8") == text:
            self.stdout.write(f"{lexicon.PATH.name} is current")
            return
        self.stderr.write(f"{lexicon.PATH.name} is not current; run `manage.py build_lexicon`")
        sys.exit(1)


def _texts() -> Iterator[str]:
    """What is searched: paragraphs and the topics' titles, as plain text."""
    kind = "paragraph__segment__topic__interview__markup"
    sentences = Sentence.objects.order_by("paragraph", "order")
    rows = sentences.values_list("paragraph", "text", kind)
    for _, group in groupby(rows.iterator(), key=lambda row: row[0]):
        yield "".join(plain_text(text, markup) for _, text, markup in group)
    titles = Topic.objects.order_by("pk").values_list("title", "interview__markup")
    for title, markup in titles.iterator():
        yield plain_text(title, markup)
