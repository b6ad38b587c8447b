"""Whether a query is a question."""

from __future__ import annotations

import re

from search.languages.folding import fold

_ASKS = re.compile(
    r"[?？]\s*$|か[。．.]?\s*$|(?:何|誰|なぜ|どう|どの|どれ|どこ|いつ|いくら|いくつ|理由|とは)"
)
_ASKS_ENGLISH = re.compile(r"^(?:how|why|what|who|when|where|which|is|are|does|do|did|can|will)\b")


def is_question(query: str) -> bool:
    """Whether a reader asks something rather than naming it."""
    text = fold(query).strip()
    return bool(_ASKS.search(text) or (" " in text and _ASKS_ENGLISH.search(text)))
