"""Reads CC-CEDICT, the Chinese-English dictionary: a text in UTF-8, one entry a line, also gzipped.

    監獄 监狱 [jian1 yu4] /prison/

The word in traditional and in simplified characters, how it is read, its glosses, each a sense of
its own unless a semicolon parts it.  Source: https://cc-cedict.org/wiki/format:syntax
"""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from pathlib import Path

from search.knowledge.edict import DictionaryEntry, DictionaryError

_LINE = re.compile(r"(\S+) (\S+) \[([^\]]*)\]+ /(.*)/\s*")
# What is said about a word, not what it means.
_ABOUT = re.compile(
    r"^(?:CL:|see |see also |also written|variant of|old variant|erhua variant|surname |abbr\.? |"
    r"Taiwan pr|also pr|used in |\(archaic\)|\(old\))"
)
_REMARK = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")


def read_cedict(path: Path) -> Iterator[DictionaryEntry]:
    """The entries of CC-CEDICT.  Raises `DictionaryError`."""
    for number, line in enumerate(_lines(path), 1):
        if line.startswith("#") or not line.strip():
            continue
        match = _LINE.fullmatch(line)
        if match is None:
            raise DictionaryError(path, "an entry reads `word word [reading] /gloss/`", number)
        senses = tuple(filter(None, map(_glosses, match[4].split("/"))))
        if senses:
            yield DictionaryEntry(match[2], (), senses, common=True)


def _lines(path: Path) -> list[str]:
    try:
        data = path.read_bytes()
        data = gzip.decompress(data) if data.startswith(b"\x1f\x8b") else data
        return data.decode("utf-8-sig").splitlines()
    except (OSError, EOFError, UnicodeDecodeError) as error:
        raise DictionaryError(path, f"can't be read: {error}") from None


def _glosses(sense: str) -> tuple[str, ...]:
    if _ABOUT.match(sense):
        return ()
    glosses = (" ".join(_REMARK.sub(" ", each).split()) for each in sense.split(";"))
    return tuple(each for each in glosses if each)
