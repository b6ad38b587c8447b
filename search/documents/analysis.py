"""Makes index documents of segments: one for each paragraph, analysed.

A document is a mapping of the schema's field names to values.  Analysis is pure (text in, counts
out), so that it can run in other processes.
"""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from pickle import dumps, loads
from typing import Any

from search.documents.schema import UNIT_COUNT, language_number
from search.knowledge.names import Mention, Names
from search.languages.analyzer import Analyzer
from search.languages.choosing import analyzer_for
from search.languages.folding import Folded, fold, fold_with_positions
from search.languages.tokens import Token, scoped_words, with_units

# (start, end, words, sounds, senses): columns of the paragraph's plain text, and what is there.
StoredToken = tuple[int, int, tuple[str, ...], tuple[str, ...], tuple[str, ...]]


@dataclass(frozen=True)
class ParagraphText:
    """A paragraph as the index takes it; `text` is plain, without markup."""

    anchor: str
    line: int
    position: int
    text: str


@dataclass(frozen=True)
class SegmentText:
    """A segment as the index takes it: database keys, its topic's title, its paragraphs.

    `language`: the BCP 47 tag of what is said in it.  `speaker` is 0 where nobody speaks, `also`
    are those who say it too.
    """

    id: str
    django_ct: str
    segment: int
    interview: int
    topic: int
    speaker: int
    kind: int
    exchange: int
    title: str
    language: str
    fields: dict[str, Any]
    paragraphs: tuple[ParagraphText, ...]
    also: tuple[int, ...] = ()


def segment_documents(segment: SegmentText, names: Names) -> list[dict[str, Any]]:
    """The Whoosh documents of a segment."""
    shared = {
        "id": segment.id,
        "django_ct": segment.django_ct,
        "title": _title_counts(segment.title, segment.language),
        "also": {str(key): 1.0 for key in segment.also},
        **{
            name: getattr(segment, name)
            for name in ("segment", "interview", "topic", "speaker", "kind", "exchange")
        },
    }
    analyzer = analyzer_for(segment.language)
    shared["language"] = language_number(analyzer.language)
    return [
        shared | paragraph_fields(paragraph, analyzer, names, segment.fields if first else {})
        for first, paragraph in zip(_first_only(), segment.paragraphs, strict=False)
    ]


def _first_only() -> Iterable[bool]:
    yield True
    while True:
        yield False


@lru_cache(maxsize=1000)
def _title_counts(title: str, language: str) -> dict[str, float]:
    analyzer = analyzer_for(language)
    return _counts(analyzer.analyze(fold(title)), analyzer.language)["words"]


def paragraph_fields(
    paragraph: ParagraphText, analyzer: Analyzer, names: Names, stored_fields: dict[str, Any]
) -> dict[str, Any]:
    """The fields that depend on the paragraph's words."""
    folded = fold_with_positions(paragraph.text)
    words = analyzer.analyze(folded.text)
    compounds = list(_compounds(words, analyzer))
    tokens = [*with_units(words), *compounds]
    mentions = names.find_all(folded.text)
    shown = {
        "anchor": paragraph.anchor,
        "text": paragraph.text,
        "tokens": [_stored(token, folded, analyzer.language) for token in tokens],
        "mentions": [_stored_mention(mention, folded) for mention in mentions],
    }
    return {
        **_counts([*words, *compounds], analyzer.language),
        "terms": Counter(slug for _, slug in {(each.start, each.slug) for each in mentions}),
        "named": Counter(mention.slug for mention in mentions if not mention.phrase),
        "folded": folded.text.encode(),
        "line": paragraph.line,
        "position": paragraph.position,
        "length": len(words),
        "shown": packed(shown),
        "fields": packed(stored_fields) if stored_fields else b"",
    }


def packed(values: dict[str, Any]) -> bytes:
    """What a column keeps of `values`."""
    return zlib.compress(dumps(values, 5), 1)


def unpacked(kept: bytes) -> dict[str, Any]:
    """The values that were packed."""
    values: dict[str, Any] = loads(zlib.decompress(kept))  # noqa: S301  (our own index)
    return values


def _compounds(tokens: list[Token], analyzer: Analyzer) -> Iterator[Token]:
    """Nouns that stand together, two by two and all of them, as they sound: 評価額 is one word
    to the ear, though the dictionary has two.
    """
    for run in _noun_runs(tokens):
        for part in [*pairwise(run), *([tuple(run)] if len(run) > 2 else [])]:
            if sounds := analyzer.compound_sounds(tuple(part)):
                yield replace(
                    part[0],
                    end=part[-1].end,
                    surface="".join(token.surface for token in part),
                    words=(),
                    sounds=sounds,
                    senses=(),
                    units=(),
                )


def _noun_runs(tokens: list[Token]) -> Iterator[list[Token]]:
    run: list[Token] = []
    for token in tokens:
        if run and not (token.noun and token.start == run[-1].end):
            yield run
            run = []
        if token.noun:
            run.append(token)
    yield run


def _counts(tokens: Iterable[Token], language: str) -> dict[str, dict[str, float]]:
    """How often each term occurs, by field."""
    counts: dict[str, Counter[str]] = {
        name: Counter() for name in ("words", "surface", "sound", "sense")
    }
    for token in tokens:
        _count(token, 1.0, language, counts)
        for unit in token.units:
            _count(unit, UNIT_COUNT, language, counts)
    return {name: dict(found) for name, found in counts.items()}


def _count(token: Token, weight: float, language: str, counts: dict[str, Counter[str]]) -> None:
    found: dict[str, Iterable[str]] = {
        "words": scoped_words(language, token.words),
        "sound": () if token.weak else token.sounds,
        "surface": (token.surface,) if token.words else (),
        "sense": token.senses,
    }
    for name, terms in found.items():
        for term in terms:
            counts[name][term] += weight  # type: ignore[assignment]


def _stored(token: Token, folded: Folded, language: str) -> StoredToken:
    start, end = folded.original(token.start, token.end)
    words = scoped_words(language, token.words)
    return start, end, (token.surface, *words), token.sounds, token.senses


def _stored_mention(mention: Mention, folded: Folded) -> tuple[int, int, str]:
    start, end = folded.original(mention.start, mention.end)
    return start, end, mention.slug
