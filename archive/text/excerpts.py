"""The opening words of a text, cut where a reader would pause."""

from __future__ import annotations

import re

# Where a quotation may be cut: behind a sentence (not behind an initial), a clause, a word.
SENTENCE_END = re.compile(r"[。？！]|(?<![A-Z])[.?!](?=\s)")
CLAUSE_END = re.compile(r"(?=、)|(?=[,;:]\s)|(?<=[^\W\d_])(?= )")


def excerpt(text: str, length: int) -> str:
    """The first characters of `text`: whole sentences, or else a part that ends in “…”."""
    if len(text) <= length:
        return text
    for pattern, tail in ((SENTENCE_END, ""), (CLAUSE_END, "…")):
        if cuts := [each.end() for each in pattern.finditer(text, length // 3, length)]:
            return text[: cuts[-1]] + tail
    return text[:length] + "…"
