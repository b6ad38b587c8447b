"""English words as keys."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.languages.english import content_keys, key, keys_by_place, root


@pytest.mark.parametrize(
    "words",
    [
        "tax taxes taxed taxing Taxes",
        "labour labor labours labored",
        "centre center centres",
        "organise organize organisation organization",
        "analyse analyze",
        "defence defense",
        "travelling traveling travelled",
        "controlled control controlling",
        "catalogue catalog",
        "programme program programmes",
        "judgement judgment",
        "country countries",
        "unemployment unemployed",
    ],
)
def test_it_gives_one_key_to_the_forms_and_spellings_of_a_word(words):
    assert len({content_keys(word) for word in words.split()}) == 1


@pytest.mark.parametrize(
    "words", ["four for", "hour horse", "filled filed", "sell seal", "prize price", "more mother"]
)
def test_it_keeps_words_apart_that_only_look_alike(words):
    one, other = words.split()
    assert key(one) != key(other)


@pytest.mark.parametrize(
    "words", ["taxation tax", "founder found", "investor invest", "employee employ"]
)
def test_it_finds_the_root_of_what_is_done_and_of_who_does_it(words):
    one, other = words.split()
    assert root(key(one)) == root(key(other))


def test_it_leaves_out_words_that_say_nothing():
    assert content_keys("to be out of the country (esp. for someone's work)") == content_keys(
        "out country work"
    )


def test_it_parts_hyphens_and_drops_the_possessive():
    assert content_keys("co-founder’s") == content_keys("co founders")
    assert content_keys("Moore's Law") == content_keys("moore laws")


def test_it_remembers_which_word_a_key_is_from():
    assert keys_by_place(["the", "co-founder", "of"]) == [(1, key("co")), (1, key("founder"))]


@given(st.text(max_size=40))
def test_no_text_breaks_the_keys(text):
    keys = content_keys(text)
    assert all(each and not each.isspace() for each in keys)
    assert all(root(root(each)) == root(each) for each in keys)


@given(st.text("abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=12))
def test_case_and_width_do_not_matter(word):
    wide = "".join(chr(ord(letter) + 0xFEE0) for letter in word)
    assert content_keys(word) == content_keys(word.upper()) == content_keys(wide)
