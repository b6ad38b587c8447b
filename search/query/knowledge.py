"""What a query is understood with, held for one state of the index: words, names, dictionary."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from threading import Lock

from search.knowledge import lexicon
from search.knowledge.lexicon import Lexicon
from search.knowledge.vectors import Neighbourhood, load_vectors
from search.languages.folding import fold
from search.languages.japanese import WEAK_WORDS, analyze, reading
from search.languages.sounds import is_kana, sound_of
from search.languages.tokens import with_units
from search.query.catalogue import Catalogue, load_catalogue
from search.query.vocabulary import Vocabulary


@dataclass(frozen=True)
class Candidate:
    """Something to suggest: the query it stands for, its names and sounds (folded), its page."""

    order: int
    text: str
    english: str
    kind: str
    names: tuple[str, ...]
    sounds: tuple[str, ...]
    view: str
    arguments: tuple[str, ...]


@dataclass(eq=False)
class Knowledge:
    """The vocabulary of a store with the catalogue that belongs to it."""

    vocabulary: Vocabulary
    catalogue: Catalogue = field(repr=False)
    lexicon: Lexicon = field(repr=False)

    @cached_property
    def words(self) -> list[str]:
        """What a typed word may have been meant to be: the texts' words, names, titles' words."""
        names = (name for term in self.catalogue.terms.values() for name in term.names)
        titles = (name for topic in self.catalogue.topics.values() for name in topic.names)
        found = {fold(name) for name in names}
        found |= {token.surface for title in titles for token in with_units(analyze(fold(title)))}
        found |= set(self.vocabulary.terms("surface"))
        return sorted(word for word in found if len(word) > 1)

    @cached_property
    def latin_sounds(self) -> dict[str, str]:
        """How words in Latin letters sound where they are written in kana, and the words."""
        # As `sound_of` has ディ and ティ.
        spelled = {w: w.replace("di", "de").replace("ti", "te") for w in self.words if w.isascii()}
        return {sound: word for word, text in spelled.items() if (sound := sound_of(text))}

    @cached_property
    def candidates(self) -> list[Candidate]:
        """What can be suggested: the glossary's terms, the most mentioned first, and topics."""
        return [*self._terms(), *self._topics()]

    def _terms(self) -> Iterator[Candidate]:
        for slug, term in self.catalogue.terms.items():
            mentions = self.vocabulary.count("named", slug)
            names = tuple(dict.fromkeys(fold(name) for name in (*term.names, term.reading) if name))
            sounds = tuple(sound_of(name) for name in names if is_kana(name.replace("・", "")))
            yield Candidate(
                -mentions, term.label, term.english, term.kind, names, sounds, "term", (slug,)
            )

    def _topics(self) -> Iterator[Candidate]:
        for topic in self.catalogue.topics.values():
            title = topic.names[0]
            interview = self.catalogue.interviews[topic.interview].slug
            spoken = sound_of(reading(fold(title)))
            sounds = (spoken,) if spoken else ()
            arguments = (interview, topic.slug)
            yield Candidate(0, title, "", "topic", (fold(title),), sounds, "topic", arguments)

    @cached_property
    def neighbourhood(self) -> Neighbourhood:
        """The words of texts and titles that say something, by meaning."""
        words = {*self.vocabulary.terms("words"), *self.vocabulary.terms("title")}
        return Neighbourhood(load_vectors(), sorted(words - WEAK_WORDS))

    @cached_property
    def _written(self) -> dict[str, str]:
        """For each sound, the most frequent word of the texts that has it."""
        found: dict[str, tuple[int, str]] = {}
        for word in self.words:
            tokens = analyze(word)
            if len(tokens) != 1 or tokens[0].weak:
                continue
            count = self.vocabulary.count("surface", word)
            for sound in tokens[0].sounds[:1]:
                found[sound] = max(found.get(sound, (-1, "")), (count, word))
        return {sound: word for sound, (_, word) in found.items()}

    def written(self, sound: str) -> str:
        """How the texts write a sound; empty where they have none."""
        return self._written.get(sound, "")


_lock = Lock()
_newest: list[Knowledge] = []


def knowledge_of(vocabulary: Vocabulary) -> Knowledge:
    """The knowledge with this vocabulary, made once: a process keeps that of one state."""
    known = _newest[-1] if _newest else None
    if known is None or known.vocabulary is not vocabulary:
        with _lock:
            known = _newest[-1] if _newest else None
            if known is None or known.vocabulary is not vocabulary:
                known = Knowledge(vocabulary, load_catalogue(), lexicon.load())
                _newest[:] = [known]
    return known
