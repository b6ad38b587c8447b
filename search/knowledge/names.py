"""Finds the glossary's terms in text, and looks terms up by any of their names."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from search.languages.english import english_stem
from search.languages.folding import fold
from search.languages.scripts import KATAKANA, LATIN, cuts_a_word, cuts_korean, cuts_spaced

_OF = re.compile(r"(?<=[\u3400-\u9fff\u30a1-\u30fcA-Za-z])の(?=[\u3400-\u9fff\u30a1-\u30fcA-Za-z])")
# Before another word: the A of A.I. is none.
_ARTICLE = re.compile(r"(?<!\S)(?:the|an?)\s+")
_SEPARATORS = re.compile(r"[\s・=＝\-‐'’.]+")


@dataclass(frozen=True)
class Mention:
    """A term's name at `start` to `end` (half open) of folded text; `phrase`: no proper name.

    `written`: the name as the glossary has it.
    """

    start: int
    end: int
    slug: str
    phrase: bool = False
    written: str = ""

    def is_meant(self, shown: str, is_common: Callable[[str], bool]) -> bool:
        """Whether a text that shows `shown` there means it: “who” is no WHO, “may” no May.

        Only of the language's most common words that is asked; other names may be written small.
        """
        if self.written.islower() or not is_common(fold(shown)):
            return True
        return shown.isupper() if self.written.isupper() else not shown.islower()


def name_key(name: str) -> str:
    """A name as it is compared: folded, without spaces, dots, hyphens, and の between words."""
    return _OF.sub("", _SEPARATORS.sub("", fold(name)))


def english_key(name: str) -> str:
    """An English name as it is compared: its words' stems, without articles."""
    words = _SEPARATORS.split(_ARTICLE.sub("", fold(name)))
    return " ".join(english_stem(word) for word in words if word)


class Names:
    """The names of terms: `names` maps a term's slug to what it is called.

    `phrases` maps it to turns of phrase that mean it: found like names, but told apart.  `scopes`
    has the interviews (their keys) of the terms that do not belong to all.
    """

    def __init__(
        self,
        names: Mapping[str, Iterable[str]],
        phrases: Mapping[str, Iterable[str]] = MappingProxyType({}),
        scopes: Mapping[str, Collection[int]] = MappingProxyType({}),
    ) -> None:
        self.keys: dict[str, list[str]] = {}
        self.english: dict[str, list[str]] = {}
        self._all = dict(names), dict(phrases)
        self._scopes = dict(scopes)
        self._within: dict[int, Names] = {}
        self._by_start: dict[str, list[tuple[str, str, bool, str]]] = {}
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
        self.keys.setdefault(name_key(name), []).append(slug)
        if LATIN.search(folded):
            self.english.setdefault(english_key(name), []).append(slug)
        self._by_start.setdefault(folded[:1], []).append((folded, slug, phrase, name))

    def within(self, interview: int) -> Names:
        """Those of the terms that belong to an interview (its key), or to all."""
        others = {slug for slug, those in self._scopes.items() if interview not in those}
        if not others:
            return self
        if interview not in self._within:
            names, phrases = (
                {slug: called for slug, called in each.items() if slug not in others}
                for each in self._all
            )
            self._within[interview] = Names(names, phrases)
        return self._within[interview]

    def is_scoped(self, slug: str) -> bool:
        """Whether a term belongs to some interviews only."""
        return slug in self._scopes

    def find_all(self, text: str) -> list[Mention]:
        """The terms' names in folded `text`, of each term at each place the longest.

        Of a term that a phrase and a name at one place mean, both.
        """
        found = []
        for match in self._starts.finditer(text):
            start = match.start()
            seen = set()
            for name, slug, phrase, written in self._by_start[match.group()]:
                end = start + len(name)
                if (
                    (slug, phrase) not in seen
                    and text.startswith(name, start)
                    and not _cuts_a_word(text, start, end)
                ):
                    seen.add((slug, phrase))
                    found.append(Mention(start, end, slug, phrase, written))
        return found

    def find(self, text: str, accept: Callable[[Mention], bool] = lambda _: True) -> list[Mention]:
        """The terms' names in folded `text`, longest first, none overlapping.

        Of those that `accept` refuses, shorter ones may stand at their places.
        """
        found: list[Mention] = []
        for mention in filter(accept, self.find_all(text)):
            if not found or mention.start >= found[-1].end:
                found.append(mention)
        return found

    def named(self, words: str) -> str | None:
        """The slug of the first term that `words` (as typed) name."""
        return next(iter(self.all_named(words)), None)

    def all_named(self, words: str) -> list[str]:
        """The slugs of all terms that `words` (as typed) name: two interviews may have a Chris."""
        key = english_key(words) if LATIN.search(fold(words)) else ""
        found = self.keys.get(name_key(words)) or (self.english.get(key) if key else None)
        return list(dict.fromkeys(found or ()))


def _cuts_a_word(text: str, start: int, end: int) -> bool:
    """Whether a find is a piece of a word, in any script in which words can be told apart."""
    if cuts_a_word(text, start, end, LATIN, KATAKANA):
        return True
    return cuts_spaced(text, start) or cuts_spaced(text, end) or cuts_korean(text, start, end)
