"""What a search draws on, held for one generation of the index: texts, names, dictionary."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from threading import Lock

from search.knowledge import lexicon
from search.knowledge.catalogue import Catalogue, load_catalogue
from search.knowledge.lexicon import Lexicon
from search.knowledge.vectors import Neighbourhood, load_vectors
from search.languages.folding import fold
from search.languages.japanese import WEAK_WORDS, analyze, reading, with_units
from search.languages.sounds import is_kana, sound_of
from search.store.whoosh.snapshot import Snapshot
from search.store.whoosh.snapshots import current_snapshot


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
    """A snapshot of the index with the catalogue that belongs to it."""

    snapshot: Snapshot
    catalogue: Catalogue = field(repr=False)
    lexicon: Lexicon = field(repr=False)

    @cached_property
    def words(self) -> list[str]:
        """What a typed word may have been meant to be: the texts' words, names, titles' words."""
        names = (name for term in self.catalogue.terms.values() for name in term.names)
        titles = (name for topic in self.catalogue.topics.values() for name in topic.names)
        found = {fold(name) for name in names}
        found |= {token.surface for title in titles for token in with_units(analyze(fold(title)))}
        found |= set(self.snapshot.vocabulary("surface"))
        return sorted(word for word in found if len(word) > 1)

    @cached_property
    def candidates(self) -> list[Candidate]:
        """What can be suggested: the glossary's terms, the most mentioned first, and topics."""
        return [*self._terms(), *self._topics()]

    def _terms(self) -> Iterator[Candidate]:
        for slug, term in self.catalogue.terms.items():
            mentions = len(self.snapshot.postings("named", slug).paragraphs)
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
        words = {*self.snapshot.vocabulary("words"), *self.snapshot.vocabulary("title")}
        return Neighbourhood(load_vectors(), sorted(words - WEAK_WORDS))

    @cached_property
    def _written(self) -> dict[str, str]:
        """For each sound, the most frequent word of the texts that has it."""
        found: dict[str, tuple[int, str]] = {}
        for word in self.words:
            tokens = analyze(word)
            if len(tokens) != 1 or tokens[0].weak:
                continue
            count = len(self.snapshot.postings("surface", word).paragraphs)
            for sound in tokens[0].sounds[:1]:
                found[sound] = max(found.get(sound, (-1, "")), (count, word))
        return {sound: word for sound, (_, word) in found.items()}

    def written(self, sound: str) -> str:
        """How the texts write a sound; empty where they have none."""
        return self._written.get(sound, "")


_lock = Lock()
_known: dict[str, Knowledge] = {}


def current_knowledge(path: str) -> Knowledge:
    """The newest knowledge of the index at `path`.  Raises `NoIndexError`."""
    snapshot = current_snapshot(path)
    known = _known.get(path)
    if known is None or known.snapshot is not snapshot:
        with _lock:
            known = _known.get(path)
            if known is None or known.snapshot is not snapshot:
                _known[path] = known = Knowledge(snapshot, load_catalogue(), lexicon.load())
    return known
