"""A search's results as citations, which `archive.citations.collected` writes as one file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

from archive.citations.collected import Collected
from archive.citations.presenter import cite_words
from archive.citations.sources import CitedWords
from archive.transcript import NotFound, Transcript, load
from search.store import Hit

# So many results at most, the first in the order that was asked for.
MOST = 200
# So many interviews are held at once.
HELD = 4


def citations(hits: Iterable[Hit], base_url: str) -> Iterator[Collected]:
    """The citations of the turns found, in order; what has left the archive since is left out."""

    @lru_cache(HELD)
    def transcript_of(slug: str) -> Transcript | None:
        try:
            return load(slug)
        except NotFound:
            return None

    for hit in hits:
        transcript = transcript_of(hit.fields["interview"])
        turn = transcript and transcript.turns_by_anchor.get(hit.fields["anchor"])
        if transcript and turn:
            yield Collected(CitedWords(cite_words(transcript, turn, turn.anchor, base_url)))
