"""Which entries the lexicon takes of a dictionary, and what they weigh."""

from __future__ import annotations

from pathlib import Path

import pytest

from search.knowledge.edict import parse_edict
from search.knowledge.lexicon import Lexicon, Row, parse_rows, render_rows
from search.knowledge.lexicon_builder import build_rows, gloss_key, neighbours
from search.languages.english import content_keys


def entries(*lines: str):
    return list(parse_edict(lines, Path("edict")))


def build(text: str, *lines: str) -> dict[tuple[str, str], float]:
    rows = build_rows(entries(*lines), [text])
    return {(" ".join(row.key), row.label): row.weight for row in rows}


def weigh(text: str, english: str, *lines: str) -> dict[str, float]:
    """The Japanese words of an English word, by weight."""
    key = " ".join(content_keys(english))
    return {label: weight for (each, label), weight in build(text, *lines).items() if each == key}


def test_it_takes_only_words_that_occur_in_any_inflection():
    lines = ("追い越す [おいこす] /(v5s) to pass/", "遡る [さかのぼる] /(v5r) to go back/")
    assert weigh("もう追い越していきました", "pass", *lines).keys() == {"追い越す"}
    assert not weigh("もう追い越していきました", "back", *lines)


def test_it_takes_a_part_of_a_compound_and_a_phrase_of_several_words():
    lines = (
        "失業 [しつぎょう] /(n) unemployment/",
        "安全保障 [あんぜんほしょう] /(n) security guarantee/",
        "保障安全 [ほしょうあんぜん] /(n) guaranteed security/",
    )
    found = build("失業率と安全保障", *lines)
    assert ("unemploy", "失業") in found
    assert {label for _, label in found} == {"失業", "安全保障"}


def test_kana_stand_for_themselves_and_for_a_word_usually_written_so():
    lines = (
        "駃騠 [けってい] /(n) (uk) hinny/",
        "メッキ /(n) plating/",
        "嬉しい [うれしい] /(adj-i) happy/",
        "螺旋 [らせん] /(n) (uk) spiral/",
    )
    assert not weigh("決定しました", "hinny", *lines)
    assert weigh("らせんの階段", "spiral", *lines).keys() == {"螺旋", "らせん"}


def test_it_shows_latin_words_as_the_dictionary_writes_them():
    line = "ＧＤＰ [ジーディーピー] /(n) gross domestic product/GDP/"
    assert weigh("GDPが上昇し", "gross domestic product", line).keys() == {"GDP"}


def test_the_whole_gloss_counts_more_than_a_word_inside_a_longer_one():
    lines = ("税金 [ぜいきん] /(n) tax/(P)/", "富裕税 [ふゆうぜい] /(n) wealth tax/(P)/")
    found = weigh("税金と富裕税", "taxes", *lines)
    assert found["税金"] > found["富裕税"] > 0
    assert weigh("税金と富裕税", "wealth tax", *lines)["富裕税"] > found["富裕税"]


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        ("雇用 [こよう] /(n) job/(P)/", "仕事 [しごと] /(n) job/"),
        ("雇用 [こよう] /(n) (1) job/(2) hire/", "仕事 [しごと] /(n) (1) hire/(2) job/"),
        ("雇用 [こよう] /(n) job/hire/", "仕事 [しごと] /(n) hire/job/"),
    ],
    ids=["common words", "first senses", "first glosses"],
)
def test_it_counts_more(better, worse):
    found = weigh("雇用と仕事", "job", better, worse)
    assert found["雇用"] > found["仕事"] > 0


def test_it_counts_words_more_that_stand_often():
    lines = ("雇用 [こよう] /(n) job/", "仕事 [しごと] /(n) job/")
    found = weigh("雇用。雇用。雇用。仕事。", "job", *lines)
    assert found["雇用"] > found["仕事"]


def test_a_word_leads_to_those_of_the_words_beside_it_with_less_weight():
    lines = (
        "仕事 [しごと] /(n) job/employment/",
        "勤め口 [つとめぐち] /(n) job/employment/",
        "雇用 [こよう] /(n) employment/",
    )
    found = weigh("仕事と雇用", "jobs", *lines)
    assert found["仕事"] > found["雇用"] > 0


def test_one_sense_or_the_spellings_of_one_word_make_no_neighbours():
    lines = ("仕事 [しごと] /(n) job/work/", "為事 [しごと] /(n) job/work/")
    assert not list(neighbours(entries(*lines)))


def test_a_remark_is_no_part_of_a_gloss_even_where_a_slash_tore_it():
    assert gloss_key("employment (long term)") == gloss_key("employment")
    assert gloss_key("loss (of") == gloss_key("something) loss") == gloss_key("loss")
    assert gloss_key("chip (shot (golf)) {sports}") == gloss_key("chip")
    assert gloss_key("10^12 (trillion)") == ()


def test_it_takes_neither_particles_nor_words_that_stand_in_every_sentence():
    lines = (
        "事 [こと] /(n) (uk) thing/",
        "は /(prt) topic marker/",
        "為る [する] /(vs-i) (uk) do/",
    )
    assert not build("そのことは、することです", *lines)


def test_a_lexicon_file_says_what_was_built():
    rows = build_rows(entries("富裕税 [ふゆうぜい] /(n) wealth tax/(P)/"), ["富裕税がある"])
    lines = ["# a remark", *render_rows(rows)]
    read = list(parse_rows(lines))
    assert [(row.key, row.label, row.words) for row in read] == [
        (row.key, row.label, row.words) for row in sorted(rows)
    ]
    assert Lexicon(read).lookup(["Wealth", "taxes"])[0].label == "富裕税"


def test_it_writes_the_same_file_whatever_the_order():
    rows = [Row(("b",), "い", ("い",), 0.5), Row(("a",), "ろ", ("ろ",), 0.25)]
    assert (
        list(render_rows(rows))
        == list(render_rows(rows[::-1]))
        == ["a\tろ\tろ\t0.25", "b\tい\tい\t0.50"]
    )
