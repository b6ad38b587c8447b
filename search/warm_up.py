"""Loads what searches need, before there are readers."""

from __future__ import annotations

from search.engine import search
from search.meaning import current_encoder
from search.query.candidates import candidates_of
from search.store import NoIndexError

# One of each kind: words, English, a reading, a slip, a phrase, words that no text has.
QUERIES = ("準備", "unemployment", "きせいかんわ", "規制緩話", '"準備"', "Leuchtturm", "灯台守")


def warm_up() -> None:
    """Search once in each way, so that processes forked later share what that loads."""
    # Some seconds where an encoder is installed, nothing where none is.
    if encoder := current_encoder():
        encoder.encode(QUERIES)
    try:
        for query in QUERIES:
            answer = search(query)
        candidates_of(answer.knowledge)
        if answer.knowledge.has_japanese:
            _ = answer.knowledge.neighbourhood
        for analyzer in answer.knowledge.analyzers:
            # A word of its texts, so that it loads what it reads them with.
            analyzer.analyze(answer.knowledge.words_of(analyzer.language)[0])
    except NoIndexError:
        return
