"""Korean in Latin letters."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.languages.hangul import romanised, romanised_names

WORDS = [
    ("서울", "seoul"),
    ("부산", "busan"),
    ("한국", "hanguk"),
    ("떡", "tteok"),
    ("KBS 방송", "KBS bangsong"),
]


@pytest.mark.parametrize(("korean", "latin"), WORDS)
def test_a_word_is_spelt_by_its_syllables(korean, latin):
    assert romanised(korean) == latin


@given(st.text(st.characters(min_codepoint=0xAC00, max_codepoint=0xD7A3), min_size=1))
def test_any_syllable_has_letters(text):
    assert romanised(text).isascii()
    assert romanised(text).isalpha()


def test_a_name_is_written_as_families_do_in_either_order():
    assert {"gim minsu", "kim minsu", "minsu kim"} <= set(romanised_names("김 민수"))
    assert romanised_names("Kim Minsu") == ()
