"""Reads thesauri of MyThes's form, as Debian's packages `mythes-…` have them.

    UTF-8
    mouse|2
    (noun)|rodent (generic term)|gnawer (generic term)
    (noun)|computer mouse|electronic device (generic term)

The first line names the encoding.  Of each word stand the number of its senses, and on a line for
each sense the words beside it, with remarks in parentheses: a wider word, a merely similar one, an
opposite.
"""

from __future__ import annotations

import re
from codecs import BOM_UTF8
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from search.knowledge.edict import DictionaryError

Kind = Literal["same", "wider", "akin"]

_REMARK = re.compile(r"\(([^()]*)\)")
# How the thesauri call these, each in its language.
_WIDER = re.compile(r"generic term|Oberbegriff")
_AKIN = re.compile(r"(?:similar|related) term|underbegreb|сходный термин|связанный термин")
_OPPOSITE = re.compile(r"ant[oó]n[iy]m|антоним", re.IGNORECASE)


@dataclass(frozen=True)
class Sense:
    """Words that mean the same as a thesaurus's word does in one sense, or nearly so."""

    word: str
    others: tuple[tuple[str, Kind], ...]


def read_mythes(path: Path) -> Iterator[Sense]:
    """The senses of a thesaurus's words, a word's in their order.  Raises `DictionaryError`."""
    lines = _lines(path)
    place = 1
    while place < len(lines):
        word, parted, count = lines[place].rpartition("|")
        if not parted or not count.strip().isdecimal():
            raise DictionaryError(path, "a word reads `word|number of senses`", place + 1)
        senses = lines[place + 1 : place + 1 + int(count)]
        for sense in senses:
            if others := tuple(_others(word, sense)):
                yield Sense(word, others)
        place += 1 + len(senses)


def _lines(path: Path) -> list[str]:
    try:
        data = path.read_bytes()
        data = data.removeprefix(BOM_UTF8)
        encoding = data.partition(b"\n")[0].strip().decode("ascii") or "utf-8"
        return data.decode(encoding).splitlines()
    except (OSError, UnicodeDecodeError, LookupError) as error:
        raise DictionaryError(path, f"can't be read: {error}") from None


def _others(word: str, sense: str) -> Iterator[tuple[str, Kind]]:
    """The words on a sense's line; its first part is the part of speech."""
    for each in sense.split("|")[1:]:
        remarks = " ".join(_REMARK.findall(each))
        plain = " ".join(_REMARK.sub(" ", each).split())
        if plain and plain.casefold() != word.casefold() and not _OPPOSITE.search(remarks):
            yield plain, _kind(remarks)


def _kind(remarks: str) -> Kind:
    if _WIDER.search(remarks):
        return "wider"
    return "akin" if _AKIN.search(remarks) else "same"
