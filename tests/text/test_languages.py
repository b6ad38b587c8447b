"""Language tags: which are valid, what was meant by others, and where their lines begin."""

from __future__ import annotations

import pytest

from archive.text import direction_of, is_language, nearest_language, order_key, quoted


@pytest.mark.parametrize(
    "tag", ["ja", "en-GB", "zh-Hant-TW", "sr-Latn", "de-1996", "yue", "es-419", "haw", "tl"]
)
def test_it_takes(tag):
    assert is_language(tag)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("english", "en"),
        ("Deutsch", "de"),
        ("日本語", "ja"),
        ("Russian", "ru"),
        ("en_US", "en-US"),
        ("eng", "en"),
        ("jp", "ja"),
        ("cn", "zh"),
        ("ar ", "ar"),
        ("nonsense at all", ""),
    ],
)
def test_it_refuses_and_knows_what_was_meant_by(text, meant):
    assert not is_language(text)
    assert nearest_language(text) == meant


@pytest.mark.parametrize(
    ("tag", "direction"),
    [
        ("ar", "rtl"),
        ("he-IL", "rtl"),
        ("fa", "rtl"),
        ("ur", "rtl"),
        ("az-Arab", "rtl"),
        ("ar-Latn", "ltr"),
        ("ja", "ltr"),
        ("th", "ltr"),
        ("", "auto"),
        ("english", "auto"),
    ],
)
def test_a_text_is_written_in_the_direction_of_its_script(tag, direction):
    assert direction_of(tag) == direction


@pytest.mark.parametrize(
    ("tag", "marked"),
    [
        ("ja", "「a」"),
        ("de-CH", "„a“"),
        ("fr", "«\u202fa\u202f»"),
        ("zh-Hant", "「a」"),
        ("zh", "“a”"),
    ],
)
def test_it_quotes_as_the_language_does(tag, marked):
    assert quoted("a", tag) == marked


def test_it_sorts_marked_letters_with_the_plain_ones():
    names = ["zebra", "Äpfel", "apfel", "élan", "eland", "Ярослав", "Анна", "łódź", "lz"]
    assert sorted(names, key=order_key) == [
        *("apfel", "Äpfel", "élan", "eland", "łódź", "lz", "zebra", "Анна", "Ярослав")
    ]
