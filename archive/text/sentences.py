"""Cuts a paragraph into sentences that, joined, are the paragraph again."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator

from archive.text.sanitise import HTML, PLAIN, plain_text

PARTNERS = dict(zip("」』）)】〕”", "「『（(【〔“", strict=True))
TAG = re.compile(r"</?[A-Za-z][^<>]*>")
CLOSING_TAGS = r"(?:</[A-Za-z][^<>]*>)*"
# A half-width mark before a letter or digit ends nothing: it is the `?` of an address.
JAPANESE_END = re.compile(rf"(?:[。！？]|[!?](?![A-Za-z0-9=&%/.]))+{CLOSING_TAGS}\s*")
# Other languages: a full stop ends a sentence only before white space, so that "3.5" does not.
OTHER_END = re.compile(rf"[.!?…。！？]+[\"'’”)\]]*{CLOSING_TAGS}(?:\s+|$)")

Span = tuple[int, int]


def sentence_spans(text: str, language: str, markup: str = PLAIN) -> list[Span]:
    """Return half-open character spans that tile `text` in order; empty for an empty text.

    `language` is a BCP 47 tag.  Japanese and Chinese sentences end at 。！？ outside quotation
    marks and brackets, others at a full stop before white space.  In a text whose kind is html none
    ends inside a tag, or anywhere else where a cut would change what readers see.  White space
    after a sentence belongs to it.
    """
    inside = [match.span() for match in TAG.finditer(text)] if markup == HTML else []
    pattern = OTHER_END
    if language.split("-", maxsplit=1)[0].lower() in {"ja", "zh"}:
        inside += _bracketed(text)
        pattern = JAPANESE_END
    ends = (
        match.end()
        for match in pattern.finditer(text)
        if not any(start < match.start() < end for start, end in inside)
    )
    inner: Iterable[int] = (end for end in ends if end < len(text))
    if markup == HTML:
        inner = _unseen(text, inner)
    cuts = [0, *inner, len(text)]
    return [(start, end) for start, end in itertools.pairwise(cuts) if start < end]


def _unseen(text: str, cuts: Iterable[int]) -> Iterator[int]:
    """The cuts whose two sides, each read alone, show what they show as one (no cut comment)."""
    last = 0
    for cut in cuts:
        before, after, whole = (
            plain_text(part, HTML) for part in (text[last:cut], text[cut:], text[last:])
        )
        if before + after == whole:
            yield cut
            last = cut


def _bracketed(text: str) -> list[Span]:
    """What stands in quotation marks or brackets; one that is never closed encloses nothing."""
    found, opened = [], []
    for index, character in enumerate(text):
        if character in PARTNERS.values():
            opened.append(index)
        elif partners := [at for at in opened if text[at] == PARTNERS.get(character)]:
            found.append((partners[-1], index))
            del opened[opened.index(partners[-1]) :]
    return found
