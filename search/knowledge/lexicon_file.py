"""The lexicons as they are shipped: a dictionary's words and what they mean in English, in tries.

`manage.py build_lexicon` makes one of a whole dictionary, whatever an archive holds.  The files are
mapped, not read: all processes share them, and only what is looked up is in memory.  In the
folder of its language stand, each as NAME.marisa:

- `keys`: English expressions, by their stems (see `search.languages.english`);
- `words`: the language's words as the index has them, with a tab and what is shown where that
  differs;
- `meanings`: for each key the numbers of the words that mean it, with hundredths of the weight;
- `glosses`: for words, the numbers of the English expressions that they mainly mean, with the
  same;
- `english`: these expressions, as the dictionary has them;
- `neighbours`: for a key, those that mean nearly the same, with hundredths of what these count;
- `roots`: the root of each key of one word, a tab, the key.

`ABOUT` says where it comes from, and its licence.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from marisa_trie import RecordTrie, Trie

from search.languages.english import root

PATH = Path(__file__).parent / "data" / "lexicon"
# Of what a word means in English, only what weighs as much.
MAIN = 0.4
# A number and hundredths.
RECORD = "<IB"

Key = tuple[str, ...]
Words = tuple[str, ...]


@dataclass(frozen=True, order=True)
class Row:
    """`label` means `key`; `words` are its tokens' normalised forms, side by side in a text.

    `weight`: above 0, at most 1; 1 is the one and main meaning of a common word.  `gloss`: the key
    in English words; empty where `words` mean more than it.
    """

    key: Key
    label: str
    words: Words
    weight: float
    gloss: str = ""


@dataclass(frozen=True, order=True)
class Neighbour:
    """What means `neighbour` means `key` too, and counts `weight` (0 to 1) of it."""

    key: Key
    neighbour: Key
    weight: float


class LexiconFile:
    """A lexicon in a folder."""

    def __init__(self, folder: Path) -> None:
        self._keys = Trie().mmap(_name(folder, "keys"))
        self._english = Trie().mmap(_name(folder, "english"))
        self._words = Trie().mmap(_name(folder, "words"))
        self._roots = Trie().mmap(_name(folder, "roots"))
        self._meanings = RecordTrie(RECORD).mmap(_name(folder, "meanings"))
        self._glosses = RecordTrie(RECORD).mmap(_name(folder, "glosses"))
        self._neighbours = RecordTrie(RECORD).mmap(_name(folder, "neighbours"))

    def meanings(self, key: Key, least: float = 0.0) -> list[Row]:
        """The words that mean an English expression, those that weigh `least` or more."""
        found = _records(self._meanings, key)
        return [
            _row(key, self._words.restore_key(number), weight)
            for number, weight in found
            if weight >= least
        ]

    def neighbours(self, key: Key) -> list[Neighbour]:
        """The English expressions that mean nearly the same."""
        found = _records(self._neighbours, key)
        return [Neighbour(key, self._key(number), weight) for number, weight in found]

    def of_root(self, word: str) -> list[Key]:
        """The English words that have the root of a key of one word."""
        beginning = f"{root(word)}\t"
        return [(each.removeprefix(beginning),) for each in sorted(self._roots.keys(beginning))]

    def glosses(self, words: Words) -> list[tuple[str, float]]:
        """What words, side by side, mean in English, with its weight: the main meaning first."""
        found = _records(self._glosses, words)
        meant = [(self._english.restore_key(number), weight) for number, weight in found]
        return sorted(meant, key=lambda each: (-each[1], each[0]))

    def _key(self, number: int) -> Key:
        return tuple(self._keys.restore_key(number).split(" "))


def _records(trie: Any, parts: tuple[str, ...]) -> list[tuple[int, float]]:
    """The numbers that a trie has for words, with their weights."""
    return [(number, hundredths / 100) for number, hundredths in trie.get(" ".join(parts), ())]


def _row(key: Key, spelled: str, weight: float) -> Row:
    words, _, label = spelled.partition("\t")
    return Row(key, label or words, tuple(words.split(" ")), weight)


def _spelled(row: Row) -> str:
    joined = " ".join(row.words)
    return joined if row.label == joined else f"{joined}\t{row.label}"


def _name(folder: Path, trie: str) -> str:
    return str(folder / f"{trie}.marisa")


def write_lexicon(
    folder: Path, rows: Iterable[Row], neighbours: Iterable[Neighbour], about: str = ""
) -> None:
    """Write a lexicon into a folder, which is made.  Raises `OSError` where it can't be written."""
    folder.mkdir(parents=True, exist_ok=True)
    tries = _tries(sorted(rows), sorted(neighbours))
    for name, trie in tries.items():
        beside = folder / f"{name}.part"
        beside.write_bytes(trie.tobytes())
        # In one step, since running processes have the former file mapped.
        beside.replace(_name(folder, name))
    (folder / "ABOUT").write_text(about, encoding="utf-8", newline="\n")


def _tries(rows: list[Row], near: list[Neighbour]) -> Mapping[str, Any]:
    expressions = {row.key for row in rows}
    expressions |= {key for each in near for key in (each.key, each.neighbour)}
    main = [row for row in rows if row.weight >= MAIN and row.gloss]
    keys = Trie(sorted(map(" ".join, expressions)))
    words = Trie(sorted(set(map(_spelled, rows))))
    english = Trie(sorted({row.gloss for row in main}))
    roots = sorted(f"{root(key[0])}\t{key[0]}" for key in expressions if len(key) == 1)
    meanings = [(row.key, words.key_id(_spelled(row)), row.weight) for row in rows]
    glosses = [(row.words, english.key_id(row.gloss), row.weight) for row in main]
    beside = [(each.key, keys.key_id(" ".join(each.neighbour)), each.weight) for each in near]
    return {
        "keys": keys,
        "words": words,
        "english": english,
        "roots": Trie(roots),
        "meanings": _record_trie(meanings),
        "glosses": _record_trie(glosses),
        "neighbours": _record_trie(beside),
    }


def _record_trie(records: Iterable[tuple[tuple[str, ...], int, float]]) -> Any:
    found = ((" ".join(parts), (number, round(weight * 100))) for parts, number, weight in records)
    return RecordTrie(RECORD, found)
