"""What it means for results that a query is a question."""

from __future__ import annotations

import numpy as np

from search.documents.schema import KINDS
from search.store.weights import ASKED, GOOD, HANDED_ON
from search.store.whoosh.arrays import Bools, Floats
from search.store.whoosh.snapshot import Snapshot


def question_boost(snapshot: Snapshot, scores: Floats, matching: Bools) -> tuple[Floats, Bools]:
    """Turns' scores and which match, once the answers got their part of their questions' scores."""
    kinds = snapshot.kind[snapshot.turn_starts]
    exchange, place = snapshot.numbered("exchange")
    asking = kinds == KINDS.index("question")
    asked = np.where(asking & matching, scores, 0)
    best = np.zeros(len(exchange), dtype=np.float32)
    np.maximum.at(best, place, asked)
    handed = np.where(kinds == KINDS.index("answer"), best[place], 0)
    matching = matching | (handed >= GOOD * max(scores.max(initial=0.0), 1e-6))
    result: Floats = np.where(asking, ASKED * scores, scores + HANDED_ON * handed)
    return result.astype(np.float32), matching
