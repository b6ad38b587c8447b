"""Reads the dictionaries into English of FreeDict, as Debian's `dict-freedict-*-eng` have them.

They are in the form of the dict server (its manual page, `dictfmt`): an index, with a headword, an
offset and a length on each line, tab-separated, the numbers in base 64; and a text, compressed:

    Gefängnis /ɡəfˈɛŋnɪs/ <neut, n, sg>
    prison <n>, jail <n>, gaol <n> [Br.]
          "ins Gefängnis kommen"  - be sent to jail
       Synonym: {Haft}

After the headword's own line each line is a sense, unless it is indented; commas part its glosses.
"""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from pathlib import Path

from search.knowledge.edict import DictionaryEntry, DictionaryError

_DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
_VALUES = {digit: value for value, digit in enumerate(_DIGITS)}
# Pronunciation, grammar, remarks on use.
_REMARK = re.compile(r"<[^<>]*>|\[[^\[\]]*\]|\([^()]*\)|/[^/]*/|\{[^{}]*\}")
_BARE = re.compile(r"\s*(?:\[[^\[\]]*\]\s*)+")
_MARKED = re.compile(r"\[(?:obs|arch|veraltet|altertümlich|selten)[^\]]*\]")
# The number of a sense.
_NUMBER = re.compile(r"^\d+\.\s*")
# Longer expressions are hardly typed.
MOST_WORDS = 2


def read_freedict(index: Path) -> Iterator[DictionaryEntry]:
    """The entries of a dictionary, by its index beside its text.  Raises `DictionaryError`."""
    path = index.with_suffix(".dict.dz")
    try:
        text = gzip.decompress(path.read_bytes())
        lines = index.read_text(encoding="utf-8").splitlines()
    except (OSError, EOFError) as error:
        raise DictionaryError(path, f"can't be read: {error}") from None
    read = set()
    for number, line in enumerate(lines, 1):
        headword, *place = line.split("\t")
        if len(place) < 2:
            raise DictionaryError(index, "a line reads `word <tab> offset <tab> length`", number)
        start, length = map(_number, place[:2])
        if headword.startswith("00database") or start in read:
            continue
        read.add(start)
        yield from _entries(text[start : start + length].decode("utf-8", "replace"))


def _number(digits: str) -> int:
    value = 0
    for digit in digits:
        value = value * 64 + _VALUES.get(digit, 0)
    return value


def _entries(article: str) -> Iterator[DictionaryEntry]:
    """The entry of an article, unless its headword is several or a whole sentence."""
    head, *lines = article.strip("\n").split("\n")
    word = _plain(head)
    senses = tuple(filter(None, map(_glosses, lines)))
    if senses and word and "/" not in _REMARK.sub("", head) and word.count(" ") < MOST_WORDS:
        yield DictionaryEntry(word, (), senses, common=True)


def _glosses(line: str) -> tuple[str, ...]:
    """The glosses of a line; none of one that is no sense, or of one that nobody means today."""
    if _MARKED.search(line) or _BARE.sub("", line).startswith((" ", "\t", '"')):
        return ()
    glosses = (_plain(each) for each in _REMARK.sub(" ", line).split(","))
    return tuple(each for each in glosses if each)


def _plain(text: str) -> str:
    return _NUMBER.sub("", " ".join(_REMARK.sub(" ", text).split()).strip(" ,;"))
