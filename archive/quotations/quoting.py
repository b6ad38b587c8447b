"""Finds the words that a link quotes, and says where they were edited since.

A link to a passage names an anchor and quotes the words, as the Web Annotation Data Model's
TextQuoteSelector does (https://www.w3.org/TR/annotation-model/#text-quote-selector): the exact
words, and what stands before and after them.  A long passage is named by its opening, its ending
and a checksum of the whole, so that the address stays short.

White space counts nowhere here: a browser, a mail and a paragraph's end all change it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import Match, SequenceMatcher
from itertools import accumulate

WHITE = re.compile(r"[\s\ufeff]+")
# Longer quotations make addresses that servers refuse.
LIMIT = 300
# A shorter opening or ending of a long passage stands in too many places.
SHORTEST_END = 8
BITS = 2**32
DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
# Runs of common characters shorter than this, or less of the words than this share, are chance.
RUN = 2
KEPT_SHARE = 0.3


@dataclass(frozen=True)
class Quotation:
    """What a link quotes: `exact`, or where it has an `until` all from the one to the other.

    `at` is the anchor of the paragraph (or turn) in which the words began; `checksum` is of the
    whole passage; `before` and `after` tell like passages apart.
    """

    exact: str
    at: str = ""
    until: str = ""
    checksum: str = ""
    before: str = ""
    after: str = ""


@dataclass(frozen=True)
class Span:
    """Characters `start` to `end` (half open) of the paragraph at `anchor`."""

    anchor: str
    start: int
    end: int


class Text:
    """Paragraphs, (anchor, plain text) in reading order, as one run without white space."""

    def __init__(self, paragraphs: Sequence[tuple[str, str]]) -> None:
        self.paragraphs = paragraphs
        self.letters = "".join(squeeze(text) for _, text in paragraphs)
        self.places = [
            (number, column)
            for number, (_, text) in enumerate(paragraphs)
            for column, character in enumerate(text)
            if squeeze(character)
        ]
        self._starts: dict[str, int] = {}
        for place, (number, _) in enumerate(self.places):
            self._starts.setdefault(paragraphs[number][0], place)

    def start_of(self, anchor: str) -> int:
        """Where the paragraph begins in `letters`; 0 where there is none of that anchor."""
        return self._starts.get(anchor, 0)

    def spans(self, start: int, end: int) -> list[Span]:
        """The characters `start` to `end` of `letters`, paragraph by paragraph."""
        spans: dict[int, Span] = {}
        for number, column in self.places[start:end]:
            first = spans[number].start if number in spans else column
            spans[number] = Span(self.paragraphs[number][0], first, column + 1)
        return list(spans.values())


def squeeze(text: str) -> str:
    """The text without its white space."""
    return WHITE.sub("", text)


def checksum(text: str) -> str:
    """A checksum of `text` that the pages' script computes alike: 32 bits in base 36.

    Each character's code point is added to 31 times the sum so far.
    """
    return _in_base_36(_sums(squeeze(text))[-1])


def _sums(letters: str) -> list[int]:
    """The sum up to each place in `letters`."""
    return list(accumulate(letters, lambda so_far, one: (31 * so_far + ord(one)) % BITS, initial=0))


def _in_base_36(number: int) -> str:
    digits = ""
    while number or not digits:
        number, digit = divmod(number, 36)
        digits = DIGITS[digit] + digits
    return digits


def find(quotation: Quotation, text: Text) -> list[Span]:
    """Where the quoted words stand; empty where the text doesn't have them (any more).

    Of several like places the one with the most of `before` and `after` around it is meant, then
    one at or behind the paragraph `at`.
    """
    home = text.start_of(quotation.at)
    before, after = squeeze(quotation.before), squeeze(quotation.after)

    def fitness(place: tuple[int, int]) -> tuple[int, bool, int]:
        start, end = place
        around = _common_end(text.letters[:start], before) + _common_start(
            text.letters[end:], after
        )
        return around, start >= home, -abs(start - home)

    places = max(_places(quotation, text.letters), key=fitness, default=None)
    return text.spans(*places) if places else []


def _places(quotation: Quotation, letters: str) -> Iterator[tuple[int, int]]:
    exact = squeeze(quotation.exact)
    if quotation.until:
        yield from _ranges(exact, squeeze(quotation.until), quotation.checksum, letters)
    else:
        for start in _occurrences(exact, letters):
            yield start, start + len(exact)


def _ranges(opening: str, ending: str, wanted: str, letters: str) -> Iterator[tuple[int, int]]:
    """Places from `opening` to `ending` whose checksum is `wanted`."""
    if min(len(opening), len(ending)) < SHORTEST_END:
        return
    sums = _sums(letters)
    for start in _occurrences(opening, letters):
        for last in _occurrences(ending, letters, start + len(opening)):
            end = last + len(ending)
            within = (sums[end] - sums[start] * pow(31, end - start, BITS)) % BITS
            if _in_base_36(within) == wanted:
                yield start, end


def _occurrences(words: str, letters: str, start: int = 0) -> Iterator[int]:
    while words and (start := letters.find(words, start)) >= 0:
        yield start
        start += 1


def _common_start(one: str, other: str) -> int:
    pairs = zip(one, other, strict=False)
    return next((at for at, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))


def _common_end(one: str, other: str) -> int:
    # Only as much as can be alike: the text before a place may be long.
    return _common_start(one[-len(other) :][::-1] if other else "", other[::-1])


def present_words(quotation: Quotation, text: Text) -> list[Span]:
    """What now stands where words that `find` doesn't find were quoted.

    The runs that the quoted words and the text have in common, from the paragraph `at` on, bound
    it; where there is next to nothing in common it is that paragraph.  Empty without one.
    """
    if not any(anchor == quotation.at for anchor, _ in text.paragraphs):
        return []
    start = text.start_of(quotation.at)
    near = text.letters[start : start + 3 * LIMIT]
    first = _matches(squeeze(quotation.exact), near)
    last = _matches(squeeze(quotation.until), near) if quotation.until else first
    if first and last and first[0] < last[1]:
        return text.spans(start + first[0], start + last[1])
    whole = next(words for anchor, words in text.paragraphs if anchor == quotation.at)
    return text.spans(start, start + len(squeeze(whole)))


def _matches(words: str, near: str) -> tuple[int, int] | None:
    matcher = SequenceMatcher(None, words, near, autojunk=False)
    blocks = [block for block in matcher.get_matching_blocks() if block.size >= RUN]
    if sum(block.size for block in blocks) < KEPT_SHARE * len(words):
        return None
    # Around the longest run: common runs that are far from it say nothing.
    reach = max(4 * RUN, len(words) // 3)
    start, end = _span(max(blocks, key=lambda block: block.size))
    for block in blocks:
        if 0 <= _span(block)[0] - end <= reach:
            end = _span(block)[1]
    for block in reversed(blocks):
        if 0 <= start - _span(block)[1] <= reach:
            start = _span(block)[0]
    return start, end


def _span(block: Match) -> tuple[int, int]:
    return block.b, block.b + block.size
