"""Names and compounds of languages that write words between spaces, names by their capitals."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import regex

from search.languages.analyzer import Analyzer
from search.languages.choosing import analyzer_for
from search.languages.folding import fold
from search.languages.phrases import Phrase
from search.languages.spelling import plain

_WORD = regex.compile(r"[\p{L}\p{N}][\p{L}\p{M}\p{N}]*(?:['’\-&][\p{L}\p{N}][\p{L}\p{M}\p{N}]*)*")
_ENDS = regex.compile(r"[.!?…:;]|[\"“„«»‘‚(\[]\s*$|[–—]|\n")
_POSSESSIVE = regex.compile(r"['’]s?$")
# What may stand between two words of a name.
PARTICLES = frozenset(
    "von van de der den del della di da dos du la le zu zum zur af av of the bin ibn ben y e "
    "na ní mac".split()
)
# What stands before the name of a person, and is no part of it.
TITLES = frozenset(
    "dr mr mrs ms miss prof professor sir herr frau fräulein pfarrer pater doktor monsieur madame "
    "señor señora don doña captain father sister".split()
)
# Capitals that name nothing that a glossary explains.
_CALENDAR = frozenset(
    "january february march april may june july august september october november december monday "
    "tuesday wednesday thursday friday saturday sunday christmas easter god english januar februar "
    "märz mai juni juli oktober dezember montag dienstag mittwoch donnerstag freitag samstag "
    "sonntag weihnachten ostern gott".split()
)
_KINDS = {
    "organisation": frozenset(
        "university college institute society company museum board trust ministry bank committee "
        "association foundation council universität institut hochschule verein gesellschaft "
        "verband gmbh inc ltd ag".split()
    ),
    "place": frozenset(
        "island isle sound bay street road river lake mount cape point head sea city village "
        "strasse straße platz".split()
    ),
}
_PERSON_BEFORE = frozenset(
    "wife husband daughter son brother sister uncle aunt mother father friend cousin "
    "assistant tochter sohn bruder schwester onkel tante mutter vater mann freund freundin nachbar "
    "bürgermeister meister minister dekan lehrer direktor präsident bauer".split()
)
_PERSON_AFTER = frozenset(
    "said says told asked taught thought knew wrote answered sagte sagt fragte meinte schrieb "
    "erzählte".split()
)
_PLACE_BEFORE = frozenset("in near off nach aus stadt dorf gemeinde".split())
# Languages that write every noun with a capital.
_NOUNS_WITH_CAPITALS = frozenset(["de", "lb"])
SHORTEST = 3


@dataclass(frozen=True)
class _Word:
    """A word of a text: `first` where it begins a sentence, `after` what stands before it."""

    start: int
    end: int
    text: str
    folded: str
    capital: bool
    first: bool
    after: str


def capital_phrases(language: str, texts: Sequence[str]) -> Iterator[list[Phrase]]:
    """For each text of a language its phrases."""
    words = [list(_words(text)) for text in texts]
    finder = _Finder(analyzer_for(language), [each for those in words for each in those])
    for text, those in zip(texts, words, strict=True):
        yield [*finder.names(text, those), *finder.concepts(text, those)]


def _words(text: str) -> Iterator[_Word]:
    end = 0
    for match in _WORD.finditer(text):
        between = text[end : match.start()]
        word = _POSSESSIVE.sub("", match[0])
        first = end == 0 or _ENDS.search(between) is not None
        end = match.end()
        place = match.start(), match.start() + len(word)
        yield _Word(*place, word, fold(word), word[:1].isupper(), first, between)


_NONE = _Word(0, 0, "", "", capital=False, first=True, after="")


class _Finder:
    """Finds phrases by what all the texts show of how a word is written."""

    def __init__(self, analyzer: Analyzer, words: list[_Word]) -> None:
        self._analyzer = analyzer
        self._nouns_with_capitals = analyzer.language in _NOUNS_WITH_CAPITALS
        self._small = Counter(each.folded for each in words if not each.capital)
        self._large = Counter(each.folded for each in words if each.capital and not each.first)
        # The words beside each one, in its sentence.
        self._around = {
            id(word): (before.folded * (not word.first), after.folded * (not after.first))
            for before, word, after in zip(
                [_NONE, *words[:-1]], words, [*words[1:], _NONE], strict=True
            )
        }
        self._common = getattr(analyzer, "common", frozenset()) | getattr(analyzer, "weak", set())

    def names(self, text: str, words: list[_Word]) -> Iterator[Phrase]:
        """Runs of words with capitals, particles inside."""
        run: list[_Word] = []
        for word in words:
            joins = bool(run) and word.after.strip(" \u00a0") in {"", "."} and not word.first
            after_title = bool(run) and run[-1].folded in TITLES and word.capital
            if not (joins or after_title):
                yield from self._name(text, run)
                run = []
            if self._may_name(word, run) or (run and word.text in PARTICLES):
                run.append(word)
            elif run:
                yield from self._name(text, run)
                run = []
        yield from self._name(text, run)

    def _may_name(self, word: _Word, run: list[_Word]) -> bool:
        if not word.capital or word.folded in _CALENDAR or self._is_common(word.folded):
            return False
        if word.folded in TITLES or (run and run[-1].folded in TITLES):
            return True
        if not word.first:
            return True
        # It may have its capital from the sentence.
        if self._large[word.folded] > self._small[word.folded]:
            return True
        return not self._small[word.folded] and not self._analyzer.is_known(word.folded)

    def _is_common(self, folded: str) -> bool:
        # I'm, I'll; but not O'Brien.
        contracted = folded.startswith("i'")
        return contracted or plain(folded) in self._common

    def _name(self, text: str, run: list[_Word]) -> Iterator[Phrase]:
        while run and run[-1].text in PARTICLES:
            run = run[:-1]
        titled = bool(run) and run[0].folded in TITLES
        while run and run[0].folded in TITLES:
            run = run[1:]
        if not run or not any(len(each.text) >= SHORTEST for each in run):
            return
        role = ""
        if self._nouns_with_capitals and not titled:
            if not self._is_german_name(run):
                return
            role, run = self._without_role(run)
        kind = "person" if titled else _kind_of(run) or _kind_before(role)
        kind = kind or self._kind_around(run)
        known = len(run) == 1 and self._is_known(run[0])
        key = " ".join(each.folded for each in run)
        yield replace(_phrase(text, run, key, True, kind), known=known)

    def _is_known(self, word: _Word) -> bool:
        return any(map(self._analyzer.is_known, (word.folded, word.text)))

    def _without_role(self, run: list[_Word]) -> tuple[str, list[_Word]]:
        """A name of German without the nouns before it (Bürgermeister), and the last of these."""
        role = ""
        while len(run) > 1 and (_kind_before(run[0].folded) or self._stands_apart(run)):
            role, run = run[0].folded, run[1:]
        return role, run

    def _stands_apart(self, run: list[_Word]) -> bool:
        """Whether a run begins with a noun and a particle (Presse von), which are no name's."""
        first, second = run[:2]
        return first.text in PARTICLES or (second.text in PARTICLES and self._is_word(first.folded))

    def _kind_around(self, run: list[_Word]) -> str:
        """What the words before and after a name say of its kind."""
        before, after = (
            self._around.get(id(run[0]), ("", ""))[0],
            self._around.get(id(run[-1]), ("", ""))[1],
        )
        if after in _PERSON_AFTER:
            return "person"
        return _kind_before(before)

    def _is_german_name(self, run: list[_Word]) -> bool:
        """Whether it is no noun, which German writes with a capital too."""
        unknown = [each for each in run if not self._is_word(each.folded)]
        return bool(unknown) and (len(run) > 1 or not self._small[run[0].folded])

    def _is_word(self, folded: str) -> bool:
        known = self._analyzer.is_known(folded) or self._small[folded] > 0
        return known or self._analyzer.joins_words(folded)

    def concepts(self, text: str, words: list[_Word]) -> Iterator[Phrase]:
        """Compounds: nouns in one word, and two words side by side that both say something."""
        for place, word in enumerate(words):
            if self._is_compound(word):
                phrase = _phrase(text, [word], self._key([word]), False)
                yield replace(phrase, known=self._is_known(word))
            before = words[place - 1] if place else None
            if before and word.after == " " and self._makes_two(before, word):
                yield _phrase(text, [before, word], self._key([before, word]), False)

    def _is_compound(self, word: _Word) -> bool:
        """A noun that no dictionary has: in German one of two, elsewhere one of some trade."""
        folded = word.folded
        if len(folded) < 5 or self._is_common(folded) or not folded.replace("-", "").isalpha():
            return False
        if self._nouns_with_capitals:
            return word.capital and not word.first and self._analyzer.joins_words(folded)
        lemma = self._analyzer.main_forms(folded)
        return (
            not word.capital
            and not self._is_known(word)
            and not any(map(self._analyzer.is_known, lemma))
        )

    def _makes_two(self, first: _Word, second: _Word) -> bool:
        if self._nouns_with_capitals or second.first or second.capital:
            return False
        return all(map(self._says_something, (first, second)))

    def _says_something(self, word: _Word) -> bool:
        folded = word.folded
        # An adverb says how.
        return (
            len(folded) > 2
            and folded.isalpha()
            and not self._is_common(folded)
            and (not folded.endswith("ly") and not (word.capital and word.first))
        )

    def _key(self, words: list[_Word]) -> str:
        """The words without their endings."""
        forms = (self._analyzer.main_forms(each.folded) or (each.folded,) for each in words)
        return " ".join(each for those in forms for each in those)


def _kind_before(word: str) -> str:
    """What a folded word before a name says of its kind."""
    if word in _PERSON_BEFORE:
        return "person"
    return "place" if word in _PLACE_BEFORE else ""


def _kind_of(run: list[_Word]) -> str:
    if len(run) == 1:
        return ""
    named = {each.folded for each in run}
    found = (kind for kind, words in _KINDS.items() if named & words)
    return next(found, "")


def _phrase(text: str, run: list[_Word], key: str, name: bool, kind: str = "") -> Phrase:
    start, end = run[0].start, run[-1].end
    return Phrase(start, end, text[start:end], key, name, kind, max(len(run), 1 if name else 2))
