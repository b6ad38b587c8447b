"""Readings over kanji."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.models import Paragraph
from archive.text.sanitise import HTML, Mark, safe_html
from archive.transcript.turns import Transcript
from search.languages.furigana import KANJI_RUN, align, readings, with_readings

RUBY = re.compile(r"<ruby>(.*?)<rt>(.*?)</rt></ruby>")
HIRAGANA = st.text("あいうかきくたちつ", min_size=1, max_size=3)
KANJI = st.text("人山川木", min_size=1, max_size=2)


@pytest.mark.parametrize(
    ("surface", "kana", "expected"),
    [
        ("組み合わせ", "くみあわせ", [(0, 1, "く"), (2, 3, "あ")]),
        ("人々", "ひとびと", [(0, 2, "ひとびと")]),
        ("お金", "おかね", [(1, 2, "かね")]),
        ("ヶ月", "かげつ", [(0, 2, "かげつ")]),
        ("トランプ政権", "とらんぷせいけん", [(4, 6, "せいけん")]),
        ("今日", "きょう", [(0, 2, "きょう")]),
        ("大和", "ま", [(0, 2, "ま")]),
        ("食べ物", "ちがう", [(0, 3, "ちがう")]),
        ("AI技術", "えーあいぎじゅつ", []),
        ("かな", "かな", []),
    ],
)
def test_it_puts_readings_on_kanji_alone(surface, kana, expected):
    assert align(surface, kana) == expected


@given(st.lists(st.tuples(KANJI, HIRAGANA, HIRAGANA), min_size=1, max_size=3))
def test_it_gives_every_reading_away_and_no_more(parts):
    surface = "".join(kanji + tail for kanji, _, tail in parts)
    kana = "".join(reading * len(kanji) + tail for kanji, reading, tail in parts)
    heard, last = "", 0
    for start, end, reading in align(surface, kana):
        heard += surface[last:start] + reading
        last = end
    assert heard + surface[last:] == kana


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("私は言う", ["わたし", "い"]),
        ("その他の人々", ["た", "ひとびと"]),
        ("他の方法", ["ほか", "ほうほう"]),
        ("国家安全保障", ["こっか", "あんぜん", "ほしょう"]),
        ("12ヶ月", ["かげつ"]),
    ],
)
def test_it_reads_as_people_speak(text, expected):
    assert [kana for _, _, kana in readings(text)] == expected


@settings(deadline=None)
@given(st.text("国家安全は&<>12ヶ月AI 、。", max_size=20), st.integers(0, 20), st.integers(0, 20))
def test_it_changes_nothing_but_adds_readings(text, one, other):
    start, end = sorted((one, other))
    html = safe_html(text, HTML, [Mark(start, end)] if start < end <= len(text) else [])
    assert RUBY.sub(r"\1", with_readings(html)) == html


def test_it_leaves_notes_and_given_readings_alone():
    html = '<sup><a href="#n">注記</a></sup><ruby>運命<rt>さだめ</rt></ruby>&amp;運命'
    assert with_readings(html) == html.replace(
        "&amp;運命", "&amp;<ruby>運命<rt>うんめい</rt></ruby>"
    )


def test_it_reads_nearly_every_kanji_of_the_interview(interview):
    texts = [passage.plain for turn in Transcript(interview).turns for passage in turn.passages]
    assert len(texts) == Paragraph.objects.count()
    kanji = sum(len(run[0]) for text in texts for run in KANJI_RUN.finditer(text))
    read = sum(
        len(run[0])
        for text in texts
        for start, end, _ in readings(text)
        for run in KANJI_RUN.finditer(text[start:end])
    )
    assert read / kanji > 0.99
