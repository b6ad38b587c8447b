"""Whether a query is a question, and what that means for its results."""

from __future__ import annotations

import re

import numpy as np

from search.folding import fold
from search.schema import KINDS
from search.snapshot import Bools, Floats, Snapshot

# A question's own turn counts less than the turns that answer it, which get some of its score.
ASKED, HANDED_ON = 0.75, 0.45
# From which part of the best score on a question hands its score on.
GOOD = 0.6
_ASKS = re.compile(
    r"[?？]\s*$|か[。．.]?\s*$|(?:何|誰|なぜ|どう|どの|どれ|どこ|いつ|いくら|いくつ|理由|とは)"
)
_ASKS_ENGLISH = re.compile(r"^(?:how|why|what|who|when|where|which|is|are|does|do|did|can|will)\b")


def is_question(query: str) -> bool:
    """Whether a reader asks something rather than naming it."""
    text = fold(query).strip()
    return bool(_ASKS.search(text) or (" " in text and _ASKS_ENGLISH.search(text)))


def answer(snapshot: Snapshot, scores: Floats, matching: Bools) -> tuple[Floats, Bools]:
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
