"""What a query is understood with, held for one state of the index: words, names, dictionary."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache, cached_property, partial
from threading import Lock
from unicodedata import normalize

from search.knowledge import lexicon_file
from search.knowledge.lexicon import Lexicon
from search.knowledge.lexicon_file import LexiconFile, Row
from search.knowledge.vectors import Neighbourhood, load_vectors
from search.languages.analyzer import Analyzer
from search.languages.choosing import analyzer_for
from search.languages.folding import fold
from search.languages.japanese import WEAK_WORDS, analyze
from search.languages.scripts import script_of
from search.languages.sounds import sound_of
from search.languages.tokens import Token, bare, scope_of, scoped, with_units
from search.query.catalogue import Catalogue, load_catalogue
from search.query.vocabulary import Vocabulary

# What changes at the end of a Japanese verb.
_INFLECTED = re.compile(r"[\u3041-\u309f]+$")
_NAME_PARTS = re.compile(r"[\s・=＝]+")


@dataclass(eq=False)
class Knowledge:
    """The vocabulary of a store with the catalogue that belongs to it."""

    vocabulary: Vocabulary
    catalogue: Catalogue = field(repr=False)
    _words_of: dict[str, list[str]] = field(default_factory=dict, repr=False)

    @cached_property
    def analyzers(self) -> list[Analyzer]:
        """Those of the languages that the texts have, the language with the most words first."""
        languages = self.vocabulary.languages
        found = sorted(languages, key=lambda each: -len(self.words_of(each)))
        return [analyzer_for(each) for each in found]

    def readers(self, text: str) -> list[Analyzer]:
        """The analyzers that may read folded text; if none may, one that takes words as such."""
        found = [each for each in self.analyzers if each.reads(text)]
        return found or [analyzer_for("")]

    @cached_property
    def people(self) -> dict[str, tuple[int, ...]]:
        """Who speaks (their keys) by folded names and the words of these, which are never slips."""
        found: dict[str, list[int]] = {}
        for number, entry in self.catalogue.people.items():
            names = [fold(name) for name in entry.names]
            parts = (part for name in names for part in _NAME_PARTS.split(name))
            for name in dict.fromkeys([*names, *parts]):
                found.setdefault(name, []).append(number)
        return {name: tuple(numbers) for name, numbers in found.items() if len(name) > 1}

    @cached_property
    def lexicons(self) -> dict[str, Lexicon]:
        """For the languages of the texts the dictionaries into English, as far as there are any."""
        return {
            language: Lexicon(file, partial(_count, self.vocabulary, language))
            for language in self.vocabulary.languages
            if (file := lexicon_file_of(language))
        }

    @property
    def has_japanese(self) -> bool:
        """Whether any text is Japanese."""
        return "ja" in self.vocabulary.languages

    def words_of(self, language: str) -> list[str]:
        """The normal forms of a language's words in the texts, sorted, without their scope."""
        if language not in self._words_of:
            terms = self.vocabulary.terms("words")
            first = bisect_left(terms, scoped(language, ""))
            last = bisect_left(terms, scoped(language, "\U0010ffff"))
            self._words_of[language] = [bare(term) for term in terms[first:last]]
        return self._words_of[language]

    @cached_property
    def words(self) -> list[str]:
        """What a typed word may have been meant to be: the texts' words, names, titles' words."""
        names = (name for term in self.catalogue.terms.values() for name in term.names)
        titles = (name for topic in self.catalogue.topics.values() for name in topic.names)
        found = {fold(name) for name in names}
        found |= {token.surface for title in titles for token in self._tokens(fold(title))}
        found |= set(self.vocabulary.terms("surface")) | self.people.keys()
        return sorted(word for word in found if len(word) > 1)

    def _tokens(self, title: str) -> Iterator[Token]:
        """The words of a folded title, whichever language it is in."""
        return (token for each in self.readers(title) for token in with_units(each.analyze(title)))

    @cached_property
    def latin_sounds(self) -> dict[str, str]:
        """How words in Latin letters sound where they are written in kana, and the words."""
        # As `sound_of` has ディ and ティ.
        spelled = {w: w.replace("di", "de").replace("ti", "te") for w in self.words if w.isascii()}
        return {sound: word for word, text in spelled.items() if (sound := sound_of(text))}

    @cached_property
    def jamo(self) -> dict[str, str]:
        """Korean words by their letters."""
        korean = (word for word in self.words if script_of(word[0]) == "HANGUL")
        return {normalize("NFD", word): word for word in korean}

    @cached_property
    def neighbourhood(self) -> Neighbourhood:
        """The Japanese words of texts and titles that say something, by meaning."""
        titles = (term for term in self.vocabulary.terms("title") if scope_of(term) == "ja")
        words = {*self.words_of("ja"), *map(bare, titles)}
        return Neighbourhood(load_vectors(), sorted(words - WEAK_WORDS))

    @cached_property
    def _written(self) -> dict[str, str]:
        """For each sound, the most frequent Japanese word of the texts that has it."""
        found: dict[str, tuple[int, str]] = {}
        for word in self.words if self.has_japanese else ():
            tokens = analyze(word)
            if len(tokens) != 1 or tokens[0].weak or not self._is_japanese(tokens[0]):
                continue
            count = self.vocabulary.count("surface", word)
            for sound in tokens[0].sounds[:1]:
                found[sound] = max(found.get(sound, (-1, "")), (count, word))
        return {sound: word for sound, (_, word) in found.items()}

    def _is_japanese(self, token: Token) -> bool:
        """Whether Japanese texts have a word, or no text has, as a name or a title's word."""
        if any(self.vocabulary.has("words", scoped("ja", word)) for word in token.words):
            return True
        return not self.vocabulary.has("surface", token.surface)

    def written(self, sound: str) -> str:
        """How the texts write a sound; empty where they have none."""
        return self._written.get(sound, "")


@cache
def lexicon_file_of(language: str) -> LexiconFile | None:
    """A language's dictionary into English; None: none is shipped."""
    folder = lexicon_file.PATH / language
    return LexiconFile(folder) if language and folder.is_dir() else None


@cache
def dictionary_languages() -> list[str]:
    """The languages of which there is a dictionary into English."""
    return sorted(path.name for path in lexicon_file.PATH.iterdir() if path.is_dir())


def _count(vocabulary: Vocabulary, language: str, row: Row) -> int:
    """In how many paragraphs the words of a row stand, side by side."""
    words = [scoped(language, word) for word in row.words]
    if not all(vocabulary.has("words", word) for word in words):
        return 0
    if len(words) == 1:
        return vocabulary.count("words", words[0])
    if language != "ja":
        return int(vocabulary.has_together(words))
    return vocabulary.occurrences(fold(_INFLECTED.sub("", row.label) or row.label))


_lock = Lock()
_newest: list[Knowledge] = []


def knowledge_of(vocabulary: Vocabulary) -> Knowledge:
    """The knowledge with this vocabulary, made once: a process keeps that of one state."""
    known = _newest[-1] if _newest else None
    if known is None or known.vocabulary is not vocabulary:
        with _lock:
            known = _newest[-1] if _newest else None
            if known is None or known.vocabulary is not vocabulary:
                known = Knowledge(vocabulary, load_catalogue())
                _newest[:] = [known]
    return known
