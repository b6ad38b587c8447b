"""Makes the lexicon of a dictionary into English, or checks that it is current."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.core.management.base import BaseCommand

from archive.management.base import usage_error
from search.knowledge import cldr, lexicon_file
from search.knowledge.cedict import read_cedict
from search.knowledge.ding import read_ding
from search.knowledge.edict import DictionaryEntry, DictionaryError, heading, read_dictionary
from search.knowledge.freedict import read_freedict
from search.knowledge.hanja import read_hanja
from search.knowledge.lexicon_builder import build_neighbours, build_rows
from search.knowledge.lexicon_file import write_lexicon

Reader = Callable[[Path], Iterable[DictionaryEntry]]


@dataclass(frozen=True)
class Dictionary:
    """Where to find a dictionary into English, how to read it, and what to say of it.

    `source` may name the dictionary's own heading as `{heading}`.  `path`: None where no package
    of Debian's has it.  `cldr`: whether the names of Unicode's CLDR come with it.
    """

    read: Reader
    path: Path | None
    package: str
    source: str
    cldr: bool = False


FREEDICT = """the {name}-English dictionary of FreeDict (https://freedict.org/),
GPL version 2 or later, which holds for these files too"""


def _freedict(code: str, name: str) -> Dictionary:
    path = Path(f"/usr/share/dictd/freedict-{code}-eng.index")
    package = f"dict-freedict-{code}-eng"
    return Dictionary(read_freedict, path, package, FREEDICT.format(name=name))


# By the language that is read.
DICTIONARIES = {
    "ja": Dictionary(
        read_dictionary,
        Path("/usr/share/edict/edict"),
        "edict",
        """{heading}, property of the Electronic Dictionary Research and Development
Group (https://www.edrdg.org/), used in conformance with the Group's licence
(https://www.edrdg.org/edrdg/licence.html): Creative Commons Attribution-ShareAlike, which
holds for these files too""",
    ),
    "de": Dictionary(
        read_ding,
        Path("/usr/share/trans/de-en"),
        "trans-de-en",
        """Ding's German-English dictionary (https://dict.tu-chemnitz.de/), copyright Frank Richter,
GPL version 2 or later, which holds for these files too""",
    ),
    "zh": Dictionary(
        read_cedict,
        None,
        "",
        """CC-CEDICT (https://cc-cedict.org/): Creative Commons Attribution-ShareAlike 4.0, which
holds for these files too""",
    ),
    "ko": Dictionary(
        read_hanja,
        Path("/usr/share/libhangul/hanja/hanja.txt"),
        "libhangul-data",
        """libhangul's list of Hanja (copyright 2005, 2006 Choe Hwanjin, all rights reserved; BSD,
three clauses), of names of the CLDR (copyright 1991-2022 Unicode, Inc., Unicode licence), and of
the lexicons of Japanese and Chinese beside this one: Creative Commons Attribution-ShareAlike 4.0,
which holds for these files too""",
        cldr=True,
    ),
    "es": _freedict("spa", "Spanish"),
    "fr": _freedict("fra", "French"),
    "it": _freedict("ita", "Italian"),
    "nl": _freedict("nld", "Dutch"),
    "pt": _freedict("por", "Portuguese"),
}
ABOUT = """\
Words of a language and what they mean in English; made by `manage.py build_lexicon {language}`.
Derived from {source}.
"""


class Command(BaseCommand):
    help = "Make the lexicon, search/knowledge/data/lexicon/LANGUAGE/, of a dictionary."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "language", choices=sorted(DICTIONARIES), help="which language the dictionary is of"
        )
        parser.add_argument(
            "dictionary",
            nargs="?",
            type=Path,
            metavar="FILE",
            help="ja: EDICT, EDICT2 or JMdict; de: Ding's; zh: CC-CEDICT; ko: libhangul's "
            "hanja.txt; others: an index of FreeDict's; default: where Debian's package puts it",
        )
        parser.add_argument(
            "--check",
            action="store_true",
            help="write nothing; exit 1 if the lexicon is not current",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        language: str = options["language"]
        entries, source = _read(language, options["dictionary"])
        rows, neighbours = build_rows(entries, language), build_neighbours(entries)
        target = lexicon_file.PATH / language
        with TemporaryDirectory() as folder:
            made = Path(folder) if options["check"] else target
            try:
                write_lexicon(
                    made, rows, neighbours, ABOUT.format(language=language, source=source)
                )
            except OSError as error:
                raise usage_error(f"{made} can't be written: {error.strerror}.") from None
            if not options["check"]:
                self.stdout.write(f"wrote {target}: {len(rows)} rows")
            elif _content(made) == _content(target):
                self.stdout.write("The lexicon is current.")
            else:
                self.stderr.write(
                    f"The lexicon is not current; run `manage.py build_lexicon {language}`."
                )
                sys.exit(1)


def _content(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.glob("*"))}


def _read(language: str, given: Path | None) -> tuple[list[DictionaryEntry], str]:
    """The entries of a language's dictionary, and what it calls itself."""
    dictionary = DICTIONARIES[language]
    path = given or dictionary.path
    if path is None:
        raise usage_error("No package has this dictionary: name its file.")
    if not path.exists():
        package = f"install Debian's package `{dictionary.package}`, or "
        raise usage_error(
            f"There is no dictionary {path}; {package if dictionary.package else ''}name its file."
        )
    try:
        entries = list(dictionary.read(path))
        entries += cldr.read_cldr(language, cldr.PATH) if dictionary.cldr else ()
        source = dictionary.source.format(heading=heading(path) or path.name)
    except DictionaryError as error:
        raise usage_error(f"{error}. Nothing was written.") from None
    if not entries:
        raise usage_error(f"{path} has no entries. Nothing was written.")
    return entries, source
