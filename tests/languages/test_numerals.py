"""Numbers in Chinese characters."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.languages.numerals import RUN, value_of
from tests.languages.small_archive import SmallArchive

VALUES = {
    "一九九〇": "1990", "二〇〇三": "2003", "八〇": "80", "一九九零": "1990", "三十": "30",
    "十五": "15", "一百二十": "120", "一千零一": "1001", "三万五千": "35000", "两亿": "200000000",
    "二百五": "205", "万一": "", "五六百": "", "千万": "10000000", "二十一": "21",
}  # fmt: skip
YEARS = {
    "zh-Hans": ["一九九〇年代我们在北京。", "1990年代很冷。", "那时候没有年代。"],
    "ja": ["一九九〇年代に北京にいました。", "1990年代は寒かった。", "その年代のことです。"],
}


@pytest.mark.parametrize(("run", "value"), VALUES.items())
def test_a_run_has_its_value(run, value):
    assert RUN.fullmatch(run)
    assert value_of(run) == value


@given(st.integers(0, 9999))
def test_a_year_is_read_digit_by_digit(number):
    run = "".join("〇一二三四五六七八九"[int(digit)] for digit in str(number))
    assert value_of(run) == str(number)


@given(st.text("〇零一二三四五六七八九十百千万億亿兩", min_size=1))
def test_any_run_is_a_number_or_none(run):
    assert value_of(run) == "" or value_of(run).isdecimal()


@pytest.mark.django_db
@pytest.mark.parametrize("language", YEARS)
@pytest.mark.parametrize("query", ["一九九〇年代", "1990年代", "一九九〇", "1990"])
def test_both_writings_find_each_other(tmp_path, language, query):
    archive = SmallArchive(tmp_path, {language: YEARS[language]})
    assert set(archive.search(query)[:2]) == set(YEARS[language][:2])
    assert archive.understood(query).corrections == ()


@pytest.mark.django_db
@pytest.mark.parametrize("query", ["九九〇年", "〇年代我", "一九九〇年代我们", "九〇"])
def test_a_piece_of_it_is_found(tmp_path, query):
    archive = SmallArchive(tmp_path, {"zh": YEARS["zh-Hans"], "ja": ["東京の話です。"]})
    assert archive.search(query)[0] == YEARS["zh-Hans"][0]
