"""Finds the glossary's terms in text, and looks terms up by any of their names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from search.languages.english import english_stem
from search.languages.folding import fold
from search.languages.scripts import KATAKANA, LATIN, cuts_a_word

_OF = re.compile(r"(?<=[\u3400-\u9fff\u30a1-\u30fcA-Za-z])の(?=[\u3400-\u9fff\u30a1-\u30fcA-Za-z])")
# Before another word: the A of A.I. is none.
_ARTICLE = re.compile(r"(?<!\S)(?:the|an?)\s+")
_SEPARATORS = re.compile(r"[\s・=＝\-‐'’.]+")


@dataclass(frozen=True)
class Mention:
    """A term's name at `start` to `end` (half open) of folded text; `phrase`: no proper name."""

    start: int
    end: int
    slug: str
    phrase: bool = False


def name_key(name: str) -> str:
    """A name as it is compared: folded, without spaces, dots, hyphens, and の between words."""
    return _OF.sub("", _SEPARATORS.sub("", fold(name)))


def english_key(name: str) -> str:
    """An English name as it is compared: its words' stems, without articles."""
    words = _SEPARATORS.split(_ARTICLE.sub("", fold(name)))
    return " ".join(english_stem(word) for word in words if word)


class Names:
    """The names of terms: `names` maps a term's slug to what it is called.

    `phrases` maps it to turns of phrase that mean it: found like names, but told apart.
    """

    def __init__(
        self,
        names: Mapping[str, Iterable[str]],
        phrases: Mapping[str, Iterable[str]] = MappingProxyType({}),
    ) -> None:
        self.keys: dict[str, str] = {}
        self.english: dict[str, str] = {}
        self._by_start: dict[str, list[tuple[str, str, bool]]] = {}
        for each, phrase in ((names, False), (phrases, True)):
            for slug, called in each.items():
                for name in called:
                    self._add(slug, name, phrase)
        for entries in self._by_start.values():
            entries.sort(key=lambda entry: -len(entry[0]))
        starts = "".join(map(re.escape, sorted(self._by_start)))
        self._starts = re.compile(f"[{starts}]" if starts else r"(?!)")

    def _add(self, slug: str, name: str, phrase: bool) -> None:
        folded = fold(name)
        if not folded:
            return
        self.keys.setdefault(name_key(name), slug)
        if LATIN.search(folded):
            self.english.setdefault(english_key(name), slug)
        self._by_start.setdefault(folded[:1], []).append((folded, slug, phrase))

    def find_all(self, text: str) -> list[Mention]:
        """The terms' names in folded `text`, of each term at each place the longest.

        Of a term that a phrase and a name at one place mean, both.
        """
        found = []
        for match in self._starts.finditer(text):
            start = match.start()
            seen = set()
            for name, slug, phrase in self._by_start[match.group()]:
                end = start + len(name)
                if (
                    (slug, phrase) not in seen
                    and text.startswith(name, start)
                    and not cuts_a_word(text, start, end, LATIN, KATAKANA)
                ):
                    seen.add((slug, phrase))
                    found.append(Mention(start, end, slug, phrase))
        return found

    def find(self, text: str) -> list[Mention]:
        """The terms' names in folded `text`, longest first, none overlapping."""
        found: list[Mention] = []
        for mention in self.find_all(text):
            if not found or mention.start >= found[-1].end:
                found.append(mention)
        return found

    def named(self, words: str) -> str | None:
        """The slug of the term that `words` (as typed) name."""
        key = english_key(words) if LATIN.search(fold(words)) else ""
        return self.keys.get(name_key(words)) or (self.english.get(key) if key else None)
