"""A search's results as one file of citations, written while it is sent."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from archive.citations.collected import Collected
from archive.citations.presenter import cite_segments
from archive.citations.sources import CitedWords
from archive.transcript import load_segments
from search.store import Hit

# So many results at most, the first in the order that was asked for.
MOST = 200


def citations(hits: Sequence[Hit], base_url: str) -> Iterator[Collected]:
    """The citations of the turns found, in order; what has left the archive since is left out.

    All turns are read at once, and nothing else of their interviews: a few queries, however many
    interviews the turns are of, made before the first of the answer is sent.
    """
    cited = cite_segments(load_segments([hit.segment for hit in hits]), base_url)
    return (Collected(CitedWords(each)) for each in cited)
