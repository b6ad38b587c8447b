"""Cuts a paragraph into sentences that, joined, are the paragraph again."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

OPENING = "「『（(【〔“"
CLOSING = "」』）)】〕”"
JAPANESE_END = "。！？!?"
# Other languages: a full stop ends a sentence only before white space, so that "3.5" does not.
OTHER_END = re.compile(r"[.!?…。！？]+[\"'’”)\]]*(?:\s+|$)")


def sentence_spans(text: str, language: str) -> list[tuple[int, int]]:
    """Return half-open character spans that tile `text` in order; empty for an empty text.

    `language` is a BCP 47 tag.  Japanese and Chinese sentences end at 。！？ outside quotation
    marks and brackets; white space after a sentence belongs to it.
    """
    primary = language.split("-", maxsplit=1)[0].lower()
    ends = _ideographic_ends(text) if primary in {"ja", "zh"} else _spaced_ends(text)
    cuts = [0, *(end for end in ends if end < len(text)), len(text)]
    return [(start, end) for start, end in itertools.pairwise(cuts) if start < end]


def _ideographic_ends(text: str) -> Iterator[int]:
    depth = 0
    for index, character in enumerate(text):
        if character in OPENING:
            depth += 1
        elif character in CLOSING:
            depth = max(0, depth - 1)
        following = text[index + 1 : index + 2]
        if character in JAPANESE_END and not depth and following not in set(JAPANESE_END):
            yield index + 1 + _white_space(text, index + 1)


def _white_space(text: str, start: int) -> int:
    rest = text[start:]
    return len(rest) - len(rest.lstrip())


def _spaced_ends(text: str) -> Iterator[int]:
    return (match.end() for match in OTHER_END.finditer(text))
