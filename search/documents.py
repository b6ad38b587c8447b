"""Makes index documents of segments: one for each paragraph, analysed.

A document is a mapping of the schema's field names to values.  Analysis is pure (text in, counts
out), so that it can run in other processes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from search.analysis import Token, analyze, with_units
from search.folding import Folded, fold, fold_with_positions
from search.glossary import Mention, Names

# (start, end, words, sounds): columns of the paragraph's plain text, and what is found there.
StoredToken = tuple[int, int, tuple[str, ...], tuple[str, ...]]


@dataclass(frozen=True)
class ParagraphText:
    """A paragraph as the index takes it; `text` is plain, without markup."""

    anchor: str
    line: int
    position: int
    text: str


@dataclass(frozen=True)
class SegmentText:
    """A segment as the index takes it: database keys, its topic's title, its paragraphs."""

    id: str
    django_ct: str
    segment: int
    interview: int
    topic: int
    speaker: int
    kind: int
    title: str
    fields: dict[str, Any]
    paragraphs: tuple[ParagraphText, ...]


def segment_documents(segment: SegmentText, names: Names) -> list[dict[str, Any]]:
    """The Whoosh documents of a segment."""
    shared = {
        "id": segment.id,
        "django_ct": segment.django_ct,
        "title": _title_counts(segment.title),
        **{
            name: getattr(segment, name)
            for name in ("segment", "interview", "topic", "speaker", "kind")
        },
    }
    return [
        shared | paragraph_fields(paragraph, names, segment.fields if first else {})
        for first, paragraph in zip(_first_only(), segment.paragraphs, strict=False)
    ]


def _first_only() -> Iterable[bool]:
    yield True
    while True:
        yield False


@lru_cache(maxsize=1000)
def _title_counts(title: str) -> dict[str, int]:
    return _counts(with_units(analyze(fold(title))))["words"]


def paragraph_fields(
    paragraph: ParagraphText, names: Names, stored_fields: dict[str, Any]
) -> dict[str, Any]:
    """The fields that depend on the paragraph's words."""
    folded = fold_with_positions(paragraph.text)
    tokens = list(with_units(analyze(folded.text)))
    mentions = names.find(folded.text)
    stored = {
        "anchor": paragraph.anchor,
        "text": paragraph.text,
        "tokens": [_stored(token, folded) for token in tokens],
        "mentions": [_stored_mention(mention, folded) for mention in mentions],
        "fields": stored_fields,
    }
    return {
        **_counts(tokens),
        "terms": Counter(mention.slug for mention in mentions),
        "folded": folded.text.encode(),
        "line": paragraph.line,
        "position": paragraph.position,
        "length": len(tokens),
        "stored": stored,
    }


def _counts(tokens: Iterable[Token]) -> dict[str, dict[str, int]]:
    words: Counter[str] = Counter()
    surface: Counter[str] = Counter()
    sound: Counter[str] = Counter()
    for token in tokens:
        words.update(token.words)
        surface[token.surface] += 1
        if not token.weak:
            sound.update(token.sounds)
    return {"words": words, "surface": surface, "sound": sound}


def _stored(token: Token, folded: Folded) -> StoredToken:
    start, end = folded.original(token.start, token.end)
    return start, end, (token.surface, *token.words), token.sounds


def _stored_mention(mention: Mention, folded: Folded) -> tuple[int, int, str]:
    start, end = folded.original(mention.start, mention.end)
    return start, end, mention.slug


def spans_of(
    tokens: Sequence[StoredToken], words: set[str], sounds: set[str]
) -> list[tuple[int, int]]:
    """Where any of `words` or `sounds` stands, by stored tokens."""
    return [
        (start, end)
        for start, end, here, heard in tokens
        if not words.isdisjoint(here) or not sounds.isdisjoint(heard)
    ]
