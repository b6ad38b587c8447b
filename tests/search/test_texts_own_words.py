"""Whatever stands in a text is found: its words, in CJK any piece of two characters or more.

Sampled, the same words every time; `OWN_WORDS=2000` samples more.
"""

from __future__ import annotations

import os
import random
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import pytest

from archive.models import Paragraph, Segment
from archive.transcript import plain_words, segment_plain
from search import engine
from search.languages.analyzer import WORD
from search.languages.folding import fold
from search.languages.scripts import is_unspaced
from search.store import Page
from tests.indexing import build_index
from tests.relevance.test_other_texts import LANGUAGES, bring_in

SAMPLE = int(os.environ.get("OWN_WORDS", "60"))
# A run of letters in which any piece can be asked for.
UNSPACED = re.compile(r"[\u3005-\u30ff\u3400-\u9fff\uac00-\ud7a3]{2,}")
LONGEST_PIECE = 6
FIRST, ALL = 0.99, 0.98


@dataclass
class Asked:
    """What became of the words that were asked for."""

    asked: int = 0
    first: int = 0
    found: int = 0
    standing: int = 0
    misses: list[str] = field(default_factory=list)

    def ask(self, word: str, query: str, texts: dict[int, str], holding: set[int]) -> None:
        """Ask for a word that the texts of the turns `holding` have."""
        found = list(engine.search(query, page=Page(0, None)).found.segments)
        is_first = bool(found) and found[0] in holding
        self.asked += 1
        self.first += is_first
        self.found += len(holding.intersection(found))
        self.standing += len(holding)
        if not is_first or not holding.issubset(found):
            first = texts[found[0]][:40] if found else ""
            self.misses.append(f"{word}: {len(holding.intersection(found))}/{len(holding)} {first}")


def words_of(texts: Iterable[str]) -> list[str]:
    """The plain words of folded texts; a sample in CJK of all pieces of its runs."""
    found: dict[str, None] = {}
    for text in texts:
        for word in WORD.findall(text):
            if not is_unspaced(word) and len(word) > 1:
                found[word] = None
        for run in UNSPACED.findall(text):
            for start in range(len(run) - 1):
                for end in range(start + 2, min(start + LONGEST_PIECE, len(run)) + 1):
                    found[run[start:end]] = None
    return sample(list(found))


def sample(words: Sequence[str]) -> list[str]:
    """Some of the words, the same every time."""
    return random.Random(7).sample(sorted(words), min(SAMPLE, len(words)))


def holding(word: str, texts: dict[int, str]) -> set[int]:
    """The turns that have a word, whole where words have borders."""
    if is_unspaced(word):
        return {key for key, text in texts.items() if word in text}
    return {key for key, text in texts.items() if word in WORD.findall(text)}


@pytest.fixture(params=[*LANGUAGES, "ja", "all in one archive"])
def texts(request, db) -> dict[int, str]:
    """The folded text of each turn, by its segment's key; all is indexed."""
    if request.param not in LANGUAGES:
        request.getfixturevalue("interview")
    for language in LANGUAGES:
        if request.param in {language, "all in one archive"}:
            bring_in(language)
    build_index()
    return {segment.pk: fold(segment_plain(segment)) for segment in Segment.objects.all()}


def test_every_word_and_piece_is_found(texts):
    asked = Asked()
    for word in words_of(texts.values()):
        asked.ask(word, word, texts, holding(word, texts))
    assert asked.first >= FIRST * asked.asked, asked.misses
    assert asked.found >= ALL * asked.standing, asked.misses


def test_an_exact_phrase_is_found_as_by_grep(texts):
    paragraphs = [
        (each.segment_id, fold(plain_words(each.sentences.all(), "html")))
        for each in Paragraph.objects.prefetch_related("sentences")
    ]
    picked = random.Random(8)
    for _, text in picked.choices(paragraphs, k=SAMPLE // 2):
        start = picked.randrange(max(len(text) - 20, 1))
        phrase = text[start : start + picked.randint(3, 20)].replace('"', " ").strip()
        if len(phrase) < 2:
            continue
        found = set(engine.search(f'"{phrase}"', page=Page(0, None)).found.segments)
        assert found == {key for key, each in paragraphs if phrase in each}, phrase
