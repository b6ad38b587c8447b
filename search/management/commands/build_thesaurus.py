"""Makes the thesaurus of a language of one in MyThes's form, or checks that it is current."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.core.management.base import BaseCommand

from archive.management.base import usage_error
from search.knowledge import thesaurus
from search.knowledge.edict import DictionaryError
from search.knowledge.mythes import read_mythes
from search.knowledge.thesaurus import write_thesaurus

FOLDER = Path("/usr/share/mythes")


@dataclass(frozen=True)
class Source:
    """Where to find a thesaurus, and what to say of it."""

    file: str
    package: str
    about: str


# By the language.
SOURCES = {
    "de": Source(
        "th_de_DE_v2.dat",
        "mythes-de",
        "OpenThesaurus (https://www.openthesaurus.de/), copyright its authors and Daniel Naber:\n"
        "LGPL version 2.1 or later",
    ),
    "en": Source(
        "th_en_US_v2.dat",
        "mythes-en-us",
        "WordNet 3.0, copyright 2006 Princeton University, all rights reserved: the WordNet\n"
        "licence",
    ),
}
ABOUT = """\
Words of a language and those near to them; made by `manage.py build_thesaurus {language}`.
Derived from {about}, which holds for these files too.
"""


class Command(BaseCommand):
    help = "Make the thesaurus, search/knowledge/data/thesaurus/LANGUAGE/, of one of MyThes's form."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "language", choices=sorted(SOURCES), help="which language the thesaurus is of"
        )
        parser.add_argument(
            "thesaurus",
            nargs="?",
            type=Path,
            metavar="FILE",
            help="its .dat file; default: where Debian's package puts it",
        )
        parser.add_argument(
            "--check",
            action="store_true",
            help="write nothing; exit 1 if the thesaurus is not current",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        language: str = options["language"]
        target = thesaurus.PATH / language
        with TemporaryDirectory() as folder:
            made = Path(folder) if options["check"] else target
            words = _write(made, language, options["thesaurus"])
            if not options["check"]:
                self.stdout.write(f"wrote {target}: {words} words")
            elif _content(made) == _content(target):
                self.stdout.write("The thesaurus is current.")
            else:
                self.stderr.write(
                    f"The thesaurus is not current; run `manage.py build_thesaurus {language}`."
                )
                sys.exit(1)


def _write(folder: Path, language: str, given: Path | None) -> int:
    source = SOURCES[language]
    path = given or FOLDER / source.file
    if not path.exists():
        raise usage_error(
            f"There is no thesaurus {path}; install Debian's package `{source.package}`, or name "
            "its file."
        )
    about = ABOUT.format(language=language, about=source.about)
    try:
        senses = list(read_mythes(path))
        if not senses:
            raise usage_error(f"{path} has no words. Nothing was written.")
        return write_thesaurus(folder, senses, language, about)
    except DictionaryError as error:
        raise usage_error(f"{error}. Nothing was written.") from None
    except OSError as error:
        raise usage_error(f"{folder} can't be written: {error.strerror}.") from None


def _content(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.glob("*"))}
