"""Reads Ding's German-English dictionary, as Debian's `trans-de-en` has it: a text in UTF-8.

    Gefängnis {n}; Kerker {m} [veraltet] | Gefängnisse {pl} :: prison; jail | prisons

On each side of `::` bars part a word from its forms and examples, semicolons words that mean the
same.  Source: https://dict.tu-chemnitz.de/doc/ (licence: GPL, version 2 or later).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from search.knowledge.edict import DictionaryEntry, DictionaryError

_ASIDE = re.compile(r"\{[^{}]*\}|\([^()]*\)")
_REMARK = re.compile(r"\[[^\[\]]*\]|\([^()]*\)|<[^<>]*>|/[^/]*/")
_OLD = re.compile(r"\[(?:obs|archaic|veraltet|alt|dated|former|hist)")
# Stand-ins for what a phrase is about.
_OPEN = re.compile(r"\b(?:jd|jdm|jdn|jds|jmd|jmdm|jmdn|etw|sich)\b\.?")
MOST_WORDS = 2


def read_ding(path: Path) -> Iterator[DictionaryEntry]:
    """The entries of the dictionary; of words that mean the same, each one.

    Raises `DictionaryError`.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise DictionaryError(path, f"can't be read: {error}") from None
    for number, line in enumerate(lines, 1):
        if line.startswith("#") or not line.strip():
            continue
        german, parted, english = line.partition(" :: ")
        if not parted:
            raise DictionaryError(path, "an entry reads `word :: word`", number)
        if glosses := tuple(_words(english)):
            for word in _words(german):
                if word.count(" ") < MOST_WORDS:
                    yield DictionaryEntry(word, (), (glosses,), common=True)


def _words(side: str) -> Iterator[str]:
    """What stands before the first bar, word by word, without those that nobody uses today."""
    for each in _ASIDE.sub(" ", side).split("|", maxsplit=1)[0].split(";"):
        word = " ".join(_OPEN.sub(" ", _REMARK.sub(" ", each)).split())
        if word and not _OLD.search(each):
            yield word
