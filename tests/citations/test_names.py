"""How people are listed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.citations.names import japanese_name, listed_name
from tests.citations.citations import person

WORDS = st.text("abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=8).map(str.capitalize)


@pytest.mark.parametrize(
    ("name", "family_name", "listed", "short"),
    [
        ("Dario Amodei", "", "Amodei, Dario", "Amodei, D."),
        ("Jean-Paul B. Sartre", "", "Sartre, Jean-Paul B.", "Sartre, J.-P. B."),
        ("Ludwig van Beethoven", "van Beethoven", "van Beethoven, Ludwig", "van Beethoven, L."),
        ("Martin Luther King Jr.", "", "King, Martin Luther, Jr.", "King, M. L., Jr."),
        ("Xi Jinping", "Xi", "Xi Jinping", "Xi, J."),
        ("Yamada Tarō", "Yamada", "Yamada Tarō", "Yamada, T."),
        ("Plato", "", "Plato", "Plato"),
        ("山田太郎", "", "山田太郎", "山田太郎"),
    ],
)
def test_it_lists_a_name_by_its_family_name(name, family_name, listed, short):
    found = listed_name(person(name, family_name=family_name))
    assert (found.inverted, found.with_initials) == (listed, short)


@pytest.mark.parametrize(
    ("name", "name_ja", "listed"),
    [
        ("Dario Amodei", "ダリオ・アモデイ", "アモデイ, ダリオ"),
        ("Mary Jane Watson", "メアリー・ジェーン・ワトソン", "ワトソン, メアリー・ジェーン"),
        ("Taro Yamada", "山田 太郎", "山田太郎"),
        ("Taro Yamada", "山田\u3000太郎", "山田太郎"),
        ("Taro Yamada", "山田太郎", "山田太郎"),
        ("Dario Amodei", "", "Amodei, Dario"),
    ],
)
def test_it_keeps_a_japanese_name_in_its_order_and_turns_a_foreign_one(name, name_ja, listed):
    assert japanese_name(person(name, name_ja)).inverted == listed


def test_it_takes_the_first_part_where_the_listed_name_begins_with_the_family_name():
    assert japanese_name(person("Kim Minjun", "キム・ミンジュン", "Kim")).family == "キム"


@given(st.lists(WORDS, min_size=2, max_size=4))
def test_it_loses_no_word_of_a_name(words):
    name = listed_name(person(" ".join(words)))
    assert sorted(name.inverted.replace(",", "").split()) == sorted(words)
