"""What a search draws on, held for one generation of the index: texts, names, dictionary."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from threading import Lock

from search import lexicon
from search.analysis import WEAK_WORDS, analyze, with_units
from search.catalogue import Catalogue, load_catalogue
from search.folding import fold
from search.lexicon import Lexicon
from search.searchers import current_snapshot
from search.snapshot import Snapshot
from search.vectors import Neighbourhood, load_vectors


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
    def neighbourhood(self) -> Neighbourhood:
        """The texts' words that say something, by meaning."""
        words = [word for word in self.snapshot.vocabulary("words") if word not in WEAK_WORDS]
        return Neighbourhood(load_vectors(), words)

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
    """The newest knowledge of the index at `path`.  Raises `search.searchers.NoIndexError`."""
    snapshot = current_snapshot(path)
    known = _known.get(path)
    if known is None or known.snapshot is not snapshot:
        with _lock:
            known = _known.get(path)
            if known is None or known.snapshot is not snapshot:
                _known[path] = known = Knowledge(snapshot, load_catalogue(), lexicon.load())
    return known
