"""Furigana: readings over the kanji of a text, from SudachiPy's dictionary.

The readings are the dictionary's: names and words with several readings can be wrong.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from html import escape
from html.parser import HTMLParser
from typing import Any

import jaconv
from django.utils.safestring import SafeString, mark_safe

from search.languages.japanese import morphemes, parts_of
from search.languages.sounds import is_kana

# The small ke of 12ヶ月 is read as a word of its own.
KANJI = r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff々〆〇ヵヶ\U00020000-\U0003ffff]"
KANJI_RUN = re.compile(f"{KANJI}+")
READABLE = re.compile(rf"(?:{KANJI}|[\u3041-\u3096\u30a1-\u30fa\u30fc])+")
# Where the dictionary's first reading is not how people say it in conversation.
SPOKEN = {"私": "わたし", "他": "ほか", "言う": "いう"}
# Behind these it is: その他 is そのた.
AS_WRITTEN = {"他": "その"}
# No readings inside these: they have one, or are not the text's own words.
CLOSED = frozenset(["ruby", "rt", "rp", "sup"])

# Kanji at `start` to `end` (half open) with their reading in hiragana.
Reading = tuple[int, int, str]


def readings(text: str) -> list[Reading]:
    """The readings of the kanji in `text`, in order."""
    found: list[Reading] = []
    for start, morpheme in morphemes(text):
        column = start
        for surface, kana in _units(morpheme):
            if text[:column].endswith(AS_WRITTEN.get(surface, "\0")):
                kana = str(jaconv.kata2hira(morpheme.reading_form()))  # noqa: PLW2901
            found += [(column + a, column + b, reading) for a, b, reading in align(surface, kana)]
            column += len(surface)
    return found


def _units(morpheme: Any) -> list[tuple[str, str]]:
    """A word with its reading, part by part where the parts are read as they are alone."""
    surface, kana = morpheme.surface(), _reading(morpheme)
    if not KANJI_RUN.search(surface):
        return [(surface, "")]
    parts = [(part.surface(), _reading(part)) for part in parts_of(morpheme)]
    # 株式会社 is not 株式 and 会社: the latter's sound changes.
    return parts if "".join(reading for _, reading in parts) == kana else [(surface, kana)]


def _reading(morpheme: Any) -> str:
    surface = morpheme.surface()
    return SPOKEN.get(surface) or str(jaconv.kata2hira(morpheme.reading_form()))


def align(surface: str, kana: str) -> list[Reading]:
    """Which part of `kana` (hiragana) belongs to which kanji of `surface`.

    組み合わせ, くみあわせ: 組 is く, 合 is あ.  Where the kana between the kanji don't decide
    it, the whole word has one reading; a word with other characters than kanji and kana has none.
    """
    runs = list(KANJI_RUN.finditer(surface))
    if not (runs and is_kana(kana) and READABLE.fullmatch(surface)):
        return []
    # Every kanji has at least one kana.
    pattern = KANJI_RUN.sub(lambda run: f"(.{{{len(run[0])},}}?)", jaconv.kata2hira(surface))
    pattern = re.sub(r"[ゕゖ]", "[ゕゖ]", pattern)
    match = re.fullmatch(pattern, kana) or re.fullmatch(pattern.replace(",}?", "}?"), kana)
    if match is None or len(match.groups()) != len(runs):
        return [(0, len(surface), kana)]
    return [(run.start(), run.end(), part) for run, part in zip(runs, match.groups(), strict=True)]


@lru_cache(maxsize=2000)
def with_readings(html: str) -> SafeString:
    """Safe HTML of running text with `<ruby>` around its kanji.

    A word that an element's border cuts has no reading.
    """
    pieces = _Pieces()
    pieces.feed(html)
    pieces.close()
    text = "".join(piece for piece, is_text in pieces.found if is_text)
    rubies, position = readings(text), 0
    result: list[str] = []
    for piece, is_text in pieces.found:
        if is_text:
            end = position + len(piece)
            inside = [each for each in rubies if position <= each[0] and each[1] <= end]
            result += _annotated(piece, position, inside)
            position = end
        else:
            result.append(piece)
    return mark_safe("".join(result))  # noqa: S308


def _annotated(text: str, position: int, rubies: list[Reading]) -> Iterator[str]:
    last = 0
    for start, end, kana in rubies:
        yield escape(text[last : start - position], quote=False)
        kanji = escape(text[start - position : end - position], quote=False)
        yield f"<ruby>{kanji}<rt>{kana}</rt></ruby>"
        last = end - position
    yield escape(text[last:], quote=False)


class _Pieces(HTMLParser):
    """Cuts HTML into text to annotate (without its escapes) and what stays as it is."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[str, bool]] = []
        self._closed = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._closed += tag in CLOSED
        self.found.append((self.get_starttag_text() or "", False))

    def handle_endtag(self, tag: str) -> None:
        self._closed -= tag in CLOSED
        self.found.append((f"</{tag}>", False))

    def handle_data(self, data: str) -> None:
        is_text = not self._closed
        self.found.append((data if is_text else escape(data, quote=False), is_text))
