"""Where in a text stands what was searched for, and snippets that show it.

Spans are columns of plain text, from the tokens that the index stored: the same analysis that
matched.  Pieces are escaped one by one and `<mark>` is added last.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from html import escape

from django.utils.safestring import SafeString

from search.documents.analysis import StoredToken
from search.languages.folding import fold, fold_with_positions
from search.languages.scripts import cuts_spaced, is_unspaced
from search.languages.tokens import bare
from search.query.syntax import Node, Phrase, Prefix, Words, leaves
from search.query.terms import TOGETHER
from search.query.understand import Understood
from search.store import StoredParagraph

Span = tuple[int, int]

SNIPPET_LENGTH = 130
SENTENCE_END = re.compile(r"[。？！]+[」』）)]?|[.?!]+(?=\s|$)")
PHRASE_END = re.compile(r"[、，,;：:]")


@dataclass(frozen=True)
class Highlighter:
    """Finds what a query asks for in stored paragraphs."""

    understood: Understood

    @cached_property
    def _leaves(self) -> list[Node]:
        return list(leaves(self.understood.tree))

    @property
    def asks(self) -> bool:
        """Whether there is anything to be marked."""
        return any(isinstance(leaf, Words | Phrase | Prefix) for leaf in self._leaves)

    @cached_property
    def _terms(self) -> dict[str, frozenset[str]]:
        """What tokens and mentions are compared with, by index field."""
        terms: dict[str, set[str]] = {}
        for leaf in self._leaves:
            for term in self.understood.terms[leaf] if isinstance(leaf, Words) else ():
                for each in term.expansions:
                    parts = each.term.split(TOGETHER) if each.field == "together" else [each.term]
                    field = "words" if each.field == "together" else each.field
                    terms.setdefault(field, set()).update(parts)
        return {name: frozenset(found) for name, found in terms.items()}

    @cached_property
    def _phrases(self) -> list[str]:
        """Folded texts that are marked wherever they stand: phrases, and words as typed."""
        phrases = {fold(leaf.text) for leaf in self._leaves if isinstance(leaf, Phrase)}
        return sorted((phrases | self._terms.get("text", frozenset())) - {""})

    @cached_property
    def _prefixes(self) -> tuple[str, ...]:
        return tuple(fold(leaf.text) for leaf in self._leaves if isinstance(leaf, Prefix))

    def spans(self, stored: StoredParagraph) -> list[Span]:
        """Columns of the stored paragraph's text, in order, none touching."""
        found = _without_pieces(list(self._token_spans(stored.tokens)), stored.text)
        # A term's whole name is marked where none of its words is what was searched for.
        found += [
            (start, end)
            for start, end in self._mention_spans(stored.mentions)
            if not any(start < b and a < end for a, b in found)
        ]
        if self._phrases:
            found += self._phrase_spans(stored.text)
        return merged(found)

    def _token_spans(self, tokens: Iterable[StoredToken]) -> Iterator[Span]:
        none: frozenset[str] = frozenset()
        words = self._terms.get("words", none) | self._terms.get("surface", none)
        sounds, senses = self._terms.get("sound", none), self._terms.get("sense", none)
        for start, end, here, heard, meant in tokens:
            if (
                not words.isdisjoint(here)
                or (sounds and not sounds.isdisjoint(heard))
                or (senses and not senses.isdisjoint(meant))
                or (self._prefixes and _begins(here, self._prefixes))
            ):
                yield start, end

    def _mention_spans(self, mentions: Iterable[tuple[int, int, str]]) -> Iterator[Span]:
        slugs = self._terms.get("terms", frozenset())
        return ((start, end) for start, end, slug in mentions if slug in slugs)

    def _phrase_spans(self, text: str) -> Iterator[Span]:
        folded = fold_with_positions(text)
        for phrase in self._phrases:
            start = folded.text.find(phrase)
            while start >= 0:
                yield folded.original(start, start + len(phrase))
                start = folded.text.find(phrase, start + len(phrase))


def _without_pieces(spans: list[Span], text: str) -> list[Span]:
    """The spans without lone characters of words, where longer ones are marked: 率 of 失業率."""
    longer = [(start, end) for start, end in spans if end - start > 1]
    if not longer:
        return spans
    borders = {place for span in longer for place in span}
    return [
        (start, end)
        for start, end in spans
        if end - start > 1 or not is_unspaced(text[start:end]) or {start, end} & borders
    ]


def _begins(words: Sequence[str], prefixes: tuple[str, ...]) -> bool:
    """Whether a token's surface or one of its normal forms begins with any of `prefixes`."""
    surface, *normal = words
    return any(word.startswith(prefixes) for word in (surface, *map(bare, normal)))


def merged(spans: Iterable[Span]) -> list[Span]:
    """The spans in order, those that overlap or touch as one."""
    result: list[Span] = []
    for start, end in sorted(spans):
        if result and start <= result[-1][1]:
            result[-1] = (result[-1][0], max(end, result[-1][1]))
        else:
            result.append((start, end))
    return result


def mark_up(text: str, spans: Iterable[Span]) -> SafeString:
    """Plain text as HTML with `<mark>` around the spans (in order, not overlapping)."""
    return SafeString("".join(_pieces(text, spans)))


def _pieces(text: str, spans: Iterable[Span]) -> Iterator[str]:
    last = 0
    for start, end in spans:
        yield escape(text[last:start])
        yield f"<mark>{escape(text[start:end])}</mark>"
        last = end
    yield escape(text[last:])


@dataclass(frozen=True)
class Snippet:
    """A part of a text with the spans in it; `before` and `after`: whether the text goes on."""

    text: str
    spans: tuple[Span, ...]
    before: bool
    after: bool

    @property
    def html(self) -> SafeString:
        """The snippet as HTML, with `…` where it was cut."""
        before, after = ("…" if cut else "" for cut in (self.before, self.after))
        return SafeString(before + mark_up(self.text, self.spans) + after)


def snippet(
    text: str, spans: Sequence[Span], length: int = SNIPPET_LENGTH, about: Span | None = None
) -> Snippet:
    """The part of `text` where the most spans stand together, or that is `about` one.

    It begins and ends at the border of a sentence, or of a phrase where sentences are long, or
    where `length` characters end.
    """
    if len(text) <= length * 1.3:
        return Snippet(text, tuple(spans), before=False, after=False)
    first, last = _densest([about], length) if about else _densest(spans, length)
    slack = max(length - (last - first), 20)
    start = _cut_before(text, first, slack // 2)
    end = _cut_after(text, last, max(length - (last - start), slack // 2))
    inside = tuple(
        (max(a, start) - start, min(b, end) - start) for a, b in spans if a < end and b > start
    )
    return Snippet(text[start:end], inside, before=start > 0, after=end < len(text))


def _densest(spans: Sequence[Span], length: int) -> Span:
    """From where to where the most marked characters stand within `length`."""
    if not spans:
        return 0, 0
    best, found = -1, spans[0]
    for number, (start, end) in enumerate(spans):
        inside = [each for each in spans[number:] if each[1] <= start + length] or [(start, end)]
        marked = sum(b - a for a, b in inside)
        if marked > best:
            best, found = marked, (start, min(inside[-1][1], start + length))
    return found


def _cut_before(text: str, place: int, room: int) -> int:
    """Where a snippet begins: at most some more than `room` characters before `place`."""
    if place <= room:
        return 0
    for pattern, reach in ((SENTENCE_END, room * 2), (PHRASE_END, room * 3 // 2)):
        lowest = max(place - reach, 0)
        if ends := [each.end() for each in pattern.finditer(text, lowest, place)]:
            near = [end for end in ends if place - end <= room]
            return near[0] if near else ends[-1]
    return _word_border(text, place - room, place, 1)


def _cut_after(text: str, place: int, room: int) -> int:
    """Where a snippet ends: at most some more than `room` characters after `place`."""
    if len(text) - place <= room:
        return len(text)
    for pattern, reach in ((SENTENCE_END, room * 2), (PHRASE_END, room * 3 // 2)):
        highest = min(place + reach, len(text))
        if ends := [each.end() for each in pattern.finditer(text, place, highest)]:
            near = [end for end in ends if end - place <= room]
            return near[-1] if near else ends[0]
    return _word_border(text, place + room, place, -1)


def _word_border(text: str, cut: int, stop: int, step: int) -> int:
    """The nearest place from `cut` towards `stop` that is inside no word between spaces."""
    for place in range(cut, stop, step):
        if not cuts_spaced(text, place):
            return place
    return cut
