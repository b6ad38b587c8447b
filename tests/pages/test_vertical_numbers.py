"""Which numbers stand upright in lines from top to bottom."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.pages.vertical import SHORT_NUMBER, can_be_vertical


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("今から4年半後の12月", ["4", "12"]),
        ("1990年代、50%、1.5倍、3,000人", []),
        ("GPT4と5G、1~2年、A-1", []),
        ("2026/01/20と7", ["7"]),
        ("第３回", []),
    ],
)
def test_they_are_short_and_by_themselves(text, found):
    assert SHORT_NUMBER.findall(text) == found


@given(st.text("0123456789年.,%aA ", max_size=20))
def test_a_number_is_whole_or_not_found(text):
    for match in SHORT_NUMBER.finditer(text):
        around = text[: match.start()][-1:] + text[match.end() :][:1]
        assert len(match[0]) <= 2
        assert not any(each in "0123456789.,%aA" for each in around if each)


def test_it_is_for_japanese():
    assert [
        tag for tag in ("ja", "ja-JP", "JA", "en", "jam", "zh-Hant") if can_be_vertical(tag)
    ] == [
        "ja",
        "ja-JP",
        "JA",
    ]
