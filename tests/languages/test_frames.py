"""Names in kana and in Latin letters: which may be the same."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.languages.frames import frame_of_kana, frames_of_letters


def alike(kana: str, letters: str) -> bool:
    frame = frame_of_kana(kana)
    return frame is not None and any(each.is_that_of(frame) for each in frames_of_letters(letters))


@pytest.mark.parametrize(
    ("kana", "letters"),
    [
        ("サックス", "sachs"),
        ("ミクルスウェイト", "micklethwait"),
        ("コワーク", "cowork"),
        ("クリス", "chris"),
        ("デイビッド", "david"),
        ("アルトマン", "altman"),
        ("シュミット", "schmidt"),
        ("ジャクソン", "jackson"),
        ("マイケル", "michael"),
        ("スティーブンソン", "stevenson"),
        ("ヴァンス", "vance"),
        ("ヒントン", "hinton"),
        ("ケンブリッジ", "cambridge"),
        ("オッペンハイマー", "oppenheimer"),
        ("ヨハン", "johann"),
        ("トンプソン", "thompson"),
        ("ハワード", "howard"),
        ("フンボルト", "humboldt"),
        ("ベックマン", "böckmann"),
    ],
)
def test_kana_and_letters_of_a_name_are_alike(kana, letters):
    assert alike(kana, letters)


@pytest.mark.parametrize(
    ("kana", "letters"),
    [
        ("サックス", "stack"),
        ("クリス", "carlos"),
        ("デイビッド", "darwin"),
        ("サカサ", "sks"),
        ("アン", "ann"),
        ("ボブ", "bob"),
        ("サックス", "саксы"),
    ],
)
def test_others_are_not(kana, letters):
    assert not alike(kana, letters)


@given(st.text(max_size=20))
def test_any_text_may_be_asked(text):
    frames_of_letters(text)
    frame_of_kana(text)
