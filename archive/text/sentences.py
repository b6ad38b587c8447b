"""Cuts a paragraph into sentences that, joined, are the paragraph again.

Japanese and Chinese have a rule of their own.  The others begin from Unicode's boundaries (UAX 29,
by uniseg), which know the final marks of every script; what they can't know is added here:
abbreviations, marks that end a sentence in one language only, and scripts that write none.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator
from functools import cache

from uniseg.sentencebreak import sentence_boundaries

from archive.text.abbreviations import NUMBERED, ORDINAL_STOPS, abbreviations
from archive.text.languages import primary
from archive.text.sanitise import HTML, PLAIN, plain_text

PARTNERS = dict(zip("」』）)】〕”", "「『（(【〔“", strict=True))
TAG = re.compile(r"</?[A-Za-z][^<>]*>")
CLOSING_TAGS = r"(?:</[A-Za-z][^<>]*>)*"
# A half-width mark before a letter or digit ends nothing: it is the `?` of an address.
JAPANESE_END = re.compile(rf"(?:[。！？]|[!?](?![A-Za-z0-9=&%/.]))+{CLOSING_TAGS}\s*")
CLOSERS = r"[\"'’”»›)\]]*"
# What ends a sentence in one language and none in another.
OWN_ENDS = {
    # The Greek question mark, and the semicolon that is typed for it.
    "el": re.compile(rf"[;\u037e]+{CLOSERS}\s+"),
    "grc": re.compile(rf"[;\u037e]+{CLOSERS}\s+"),
    # The colon that is typed for the Armenian full stop.
    "hy": re.compile(rf":{CLOSERS}\s+(?=[Ա-Ֆ])"),
    # The Tibetan stroke, doubled at a greater end.
    **dict.fromkeys(("bo", "dz"), re.compile(r"[\u0f0d-\u0f12]+\s+(?=[^\s\u0f0d-\u0f12])")),
    # Thai and Lao end sentences with white space, which also stands around numbers, Latin words
    # and the mark of repetition.
    **dict.fromkeys(
        ("th", "lo"),
        re.compile(
            r"(?<=[\u0e00-\u0e45\u0e47-\u0ec5\u0ec7-\u0eff])\s+"
            r"(?=[\u0e01-\u0e45\u0e81-\u0ec5])"
        ),
    ),
}
# An ellipsis ends a sentence where the next word doesn't go on in small letters.
ELLIPSIS_END = re.compile(rf"…+{CLOSERS}\s+(?=\S)")
# The last word before a boundary, and the one before it.
STOPPED = re.compile(r"(?:(\S+)\s+)?(\S+?)\.\s+\Z")
ASKED = re.compile(r"[?!؟][\"'’”»›«“)\]\s]*[\"'’”»›«“][\"'’”»›«“)\]\s]*\Z")
# « Quoi ? » dit-il: a mark of quotation that is set apart by white space closes all the same.
APART = re.compile(r"[.!?…]\s+»\s+(?=\S)")
# “and so on”, which mostly ends its sentence.
FINAL_PAIRS = {("т.", "д"), ("т.", "п"), ("т", "д"), ("т", "п")}
SENTENCE_ENDS = (".", "!", "?", "…", ":", ";")
OPENERS = "\"'“‘„«‹([¿¡"
INITIALS_SEEN = 60

Span = tuple[int, int]


def sentence_spans(text: str, language: str, markup: str = PLAIN) -> list[Span]:
    """Return half-open character spans that tile `text` in order; empty for an empty text.

    `language` is a BCP 47 tag.  Japanese and Chinese sentences end at 。！？ outside quotation
    marks and brackets, Thai and Lao ones at white space between words, others at the final marks
    of their script.  In a text whose kind is html none ends inside a tag, or anywhere else where a
    cut would change what readers see.  White space after a sentence belongs to it.
    """
    is_japanese = primary(language) in {"ja", "zh", "yue"}
    ends = _japanese_ends(text, markup) if is_japanese else _ends(text, primary(language), markup)
    inner: Iterable[int] = (end for end in ends if 0 < end < len(text))
    if markup == HTML:
        inner = _unseen(text, inner)
    cuts = [0, *inner, len(text)]
    return [(start, end) for start, end in itertools.pairwise(cuts) if start < end]


def _japanese_ends(text: str, markup: str) -> Iterator[int]:
    inside = [match.span() for match in TAG.finditer(text)] if markup == HTML else []
    inside += _bracketed(text)
    return (
        match.end()
        for match in JAPANESE_END.finditer(text)
        if not any(start < match.start() < end for start, end in inside)
    )


def _ends(text: str, language: str, markup: str) -> Iterator[int]:
    """Where sentences of any other language end."""
    places = list(range(len(text)))
    if markup == HTML:
        tags = {at for match in TAG.finditer(text) for at in range(*match.span())}
        places = [at for at in places if at not in tags]
    words = "".join(text[at] for at in places)
    for end in sorted(_word_ends(words, language)):
        # Closing tags belong to what they close.
        after = places[end - 1] + 1
        closing = re.compile(CLOSING_TAGS).match(text, after)
        yield closing.end() if closing and markup == HTML else after


def _word_ends(words: str, language: str) -> set[int]:
    found = {end for end in sentence_boundaries(words) if 0 < end < len(words)}
    found = {end for end in found if not _goes_on(words, end, language)}
    found |= {
        match.end()
        for match in ELLIPSIS_END.finditer(words)
        if not words[match.end() :].lstrip(OPENERS)[:1].islower()
    }
    found |= {match.end() for match in APART.finditer(words) if not words[match.end()].islower()}
    if pattern := OWN_ENDS.get(language):
        found |= {match.end() for match in pattern.finditer(words)}
    return {end for end in found if end < len(words)}


def _goes_on(words: str, end: int, language: str) -> bool:
    """Whether Unicode's boundary at `end` is none: an abbreviation, a question in quotes."""
    before = words[max(0, end - INITIALS_SEEN) : end]
    if re.match(r"»\s", words[end : end + 2]):
        return True
    if ASKED.search(before) and words[end : end + 1].islower():
        return True
    match = STOPPED.search(before)
    return match is not None and _is_abbreviation(match, words[end : end + 1], language)


def _is_abbreviation(match: re.Match[str], following: str, language: str) -> bool:
    """Whether the stop of the last word stays inside its sentence."""
    earlier, last = (match[1] or "").strip(OPENERS), match[2].strip(OPENERS)
    if (earlier, last) in FINAL_PAIRS:
        return False
    if last.lower() in _known(language) or (last.lower() in NUMBERED and following.isdecimal()):
        return True
    if last.isdecimal():
        return language in ORDINAL_STOPS and len(last) < 3
    return _is_initial(last, earlier, language)


def _is_initial(last: str, earlier: str, language: str) -> bool:
    """`J.` of a name, `z.` of `z. B.`, the `R.` of `J. R.`; no `I.` or `vitamin C.`."""
    letters = [part for part in re.split("[.-]", last) if part]
    if not letters or any(len(part) > 1 or not part.isalpha() for part in letters):
        return False
    if not any(character.lower() != character.upper() for character in last):
        return False
    if last[0].islower():
        return len(letters) == 1
    if len(letters) > 1:
        # “in the U.S. Then”: more often than not a sentence ends.
        return "-" in last
    if last == "I" and language == "en":
        return False
    # One that begins a sentence, or goes with a name before it.
    begins = not earlier or earlier.rstrip("\"'’”»)").endswith(SENTENCE_ENDS)
    return begins or earlier[0].isupper() or len(earlier.rstrip(".")) == 1


@cache
def _known(language: str) -> frozenset[str]:
    return abbreviations(language)


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
