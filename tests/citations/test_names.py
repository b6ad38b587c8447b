"""How people are listed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.citations.data import csl_item
from archive.citations.forms import FORMS
from archive.citations.names import japanese_name, listed_name
from tests.citations.citations import citation, person

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


@pytest.mark.parametrize(
    ("language", "name", "family", "listed"),
    [
        ("ru", "Анна Иванова", "Иванова", "Иванова, Анна"),
        ("ru", "Иванова Анна Петровна", "Иванова", "Иванова Анна Петровна"),
        ("he", "דנה כהן", "כהן", "כהן, דנה"),
        ("ar", "محمد بن سلمان", "بن سلمان", "بن سلمان, محمد"),
        ("ko", "김민준", "김", "김민준"),
        ("ko", "남궁 옥분", "남궁", "남궁 옥분"),
        ("zh-Hans", "欧阳娜娜", "欧阳", "欧阳娜娜"),
        ("zh-Hans", "达里奥·阿莫迪", "阿莫迪", "阿莫迪, 达里奥"),
        ("es", "Gabriel García Márquez", "García Márquez", "García Márquez, Gabriel"),
        ("es", "Ana de la Cruz", "de la Cruz", "de la Cruz, Ana"),
        ("pt", "Luiz Inácio Lula da Silva", "Silva", "Silva, Luiz Inácio Lula da"),
        ("en", "Vincent van Gogh", "van Gogh", "van Gogh, Vincent"),
        ("de", "Ursula von der Leyen", "von der Leyen", "von der Leyen, Ursula"),
        ("en", "José Ortega y Gasset", "Ortega y Gasset", "Ortega y Gasset, José"),
        ("hu", "Nagy Péter", "Nagy", "Nagy Péter"),
        ("vi", "Nguyễn Văn An", "Nguyễn", "Nguyễn Văn An"),
        ("th", "สมชาย ใจดี", "ใจดี", "สมชาย ใจดี"),
        ("ko", "김 민수", "김", "김 민수"),
        ("ko", "Kim Min-su", "Kim", "Kim Min-su"),
        ("ko", "Minsu Kim", "Kim", "Kim, Minsu"),
        ("zh-Hans", "王 小明", "王", "王 小明"),
        ("en", "王 小明", "王", "王 小明"),
        ("zh-Hans", "Wang Xiaoming", "Wang", "Wang Xiaoming"),
        ("zh-Hans", "Peter Hessler", "Hessler", "Hessler, Peter"),
        ("fr", "Jean-Luc de la Tour", "de la Tour", "de la Tour, Jean-Luc"),
        ("my", "Than Myint U", "U", "Than Myint U"),
        ("th", "Somchai Jaidee", "Jaidee", "Somchai Jaidee"),
        ("is", "Björk Guðmundsdóttir", "Guðmundsdóttir", "Björk Guðmundsdóttir"),
    ],
)
def test_it_lists_a_name_as_its_language_does(language, name, family, listed):
    found = listed_name(person(name), language)
    assert (found.whole, found.family, found.inverted) == (name, family, listed)


def test_a_comma_says_what_the_family_name_is():
    found = listed_name(person("O’Brien, Pat"), "en")
    assert (found.whole, found.inverted) == ("Pat O’Brien", "O’Brien, Pat")
    assert listed_name(person("Sammy Davis, Jr."), "en").family == "Davis"


@pytest.mark.parametrize(
    ("language", "name", "item"),
    [
        ("en", "Ada Lovelace", {"family": "Lovelace", "given": "Ada"}),
        ("ru", "Анна Иванова", {"family": "Иванова", "given": "Анна"}),
        ("ja", "Ada Lovelace", {"literal": "Ada Lovelace"}),
        ("he", "דנה כהן", {"literal": "דנה כהן"}),
        ("ko", "김민준", {"family": "김", "given": "민준"}),
        ("hu", "Nagy Péter", {"family": "Nagy", "given": "Péter", "static-ordering": True}),
    ],
)
def test_a_csl_item_has_the_parts_of_a_name_where_they_are_put_in_its_order(language, name, item):
    (found,) = csl_item(citation(person(name), language=language))["author"]
    assert found == item


@pytest.mark.parametrize("name", ["Анна Иванова", "דנה כהן", "Νίκος Καζαντζάκης", "राम शर्मा"])
def test_every_form_keeps_the_white_space_of_a_name(name):
    cited = citation(person("Bob"), interviewer=person(name), language="en")
    family, given = reversed(name.split())
    for form in FORMS:
        text = form.text(cited)
        assert name.replace(" ", "") not in text
        shown = (name, f"{family}, {given}", f"{given[0]}. {family}", f'"given": "{given}"')
        assert any(each in text for each in shown)
