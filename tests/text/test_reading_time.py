"""How long a text takes to read."""

from __future__ import annotations

from timeit import repeat

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.text import reading_minutes


@pytest.mark.parametrize(
    ("text", "language", "minutes"),
    [
        ("", "en", 0),
        (" … — \n", "en", 0),
        ("Yes.", "en", 1),
        ("word, " * 2300, "en", 10),
        ("Wort " * 2000, "de-AT", 10),
        ("言葉" * 2500, "ja", 10),
        ("言葉" * 2000, "zh-Hant", 10),
        ("말씀" * 2500, "ko", 10),
        ("ภาษา" * 2250, "th", 10),
        ("-- e.g. --, (100%) " * 1150, "en", 10),
        ("AIの" * 1150, "ja", 7),
        ("言葉" * 1250 + " word " * 1150, "ja", 10),
    ],
)
def test_it_counts_characters_or_words(text: str, language: str, minutes: int):
    assert reading_minutes([(text, language)]) == minutes


@given(st.lists(st.tuples(st.text(), st.sampled_from(["en", "ja", "zh", "th", "ar", ""]))))
def test_more_to_read_takes_no_less_time(texts: list[tuple[str, str]]):
    assert reading_minutes(texts) <= reading_minutes([*texts, ("word " * 500, "en")])


def test_it_adds_up_turns_in_several_languages():
    assert reading_minutes([("word " * 690, "en"), ("言葉" * 500, "ja")]) == 5


@pytest.mark.parametrize("unit", ["-", "…", "-a", "a", "- ", "言-", " "])
def test_four_times_the_text_takes_about_four_times_as_long(unit: str):
    def seconds(count: int) -> float:
        text = unit * count
        return min(repeat(lambda: reading_minutes([(text, "en")]), number=3, repeat=5))

    seconds(10)
    assert seconds(8000) < 8 * seconds(2000) + 0.01
