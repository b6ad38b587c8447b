"""Which entries the lexicon takes of a dictionary, and what they weigh."""

from __future__ import annotations

from pathlib import Path

import pytest

from search.knowledge.edict import DictionaryEntry, parse_edict
from search.knowledge.lexicon_builder import (
    build_neighbours,
    build_rows,
    findable,
    gloss_key,
    neighbours,
)
from search.languages.choosing import analyzer_for
from search.languages.english import content_keys
from tests.knowledge.lexicons import lexicon_of


def entries(*lines: str):
    return list(parse_edict(lines, Path("edict")))


def found(those):
    return list(findable(those, analyzer_for("ja")))


def build(*lines: str) -> dict[tuple[str, str], float]:
    rows = build_rows(entries(*lines))
    return {(" ".join(row.key), row.label): row.weight for row in rows}


def weigh(english: str, *lines: str) -> dict[str, float]:
    """The Japanese words of an English word, by weight."""
    key = " ".join(content_keys(english))
    return {label: weight for (each, label), weight in build(*lines).items() if each == key}


def test_words_are_taken_as_the_index_has_them():
    [entry] = found(entries("追越す [おいこす] /(v5s) to pass/"))
    assert (entry.label, entry.words) == ("追い越す", ("追い越す",))


def test_a_phrase_is_its_words_side_by_side():
    [entry] = found(entries("安全保障条約 [あんぜんほしょうじょうやく] /(n) security treaty/"))
    assert (entry.label, "".join(entry.words)) == ("安全保障条約", "安全保障条約")
    assert len(entry.words) > 1


def test_kana_stand_for_themselves_and_for_a_word_usually_written_so():
    lines = ("螺旋 [らせん] /(n) (uk) spiral/", "決定 [けってい] /(n) decision/")
    assert weigh("spiral", *lines).keys() == {"螺旋", "らせん"}
    assert weigh("decision", *lines).keys() == {"決定"}


def test_it_shows_latin_words_as_the_dictionary_writes_them():
    line = "ＧＤＰ [ジーディーピー] /(n) gross domestic product/GDP/"
    assert weigh("gross domestic product", line).keys() == {"GDP"}


def test_the_whole_gloss_counts_more_than_a_word_inside_a_longer_one():
    lines = ("税金 [ぜいきん] /(n) tax/(P)/", "富裕税 [ふゆうぜい] /(n) wealth tax/(P)/")
    found = weigh("taxes", *lines)
    assert found["税金"] > found["富裕税"] > 0
    assert weigh("wealth tax", *lines)["富裕税"] > found["富裕税"]


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
    found = weigh("job", better, worse)
    assert found["雇用"] > found["仕事"] > 0


def test_a_word_leads_to_those_of_the_words_beside_it_with_less_weight():
    lines = (
        "仕事 [しごと] /(n) job/employment/",
        "勤め口 [つとめぐち] /(n) job/employment/",
        "雇用 [こよう] /(n) employment/",
    )
    near = build_neighbours(entries(*lines))
    found = lexicon_of(build_rows(entries(*lines)), near).lookup(["jobs"])
    weights = {each.label: each.weight for each in found}
    assert weights["仕事"] > weights["雇用"] > 0


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
    assert not build(*lines)


def test_a_lexicon_says_what_was_built():
    rows = build_rows(entries("富裕税 [ふゆうぜい] /(n) wealth tax/(P)/"))
    assert lexicon_of(rows).lookup(["Wealth", "taxes"])[0].label == "富裕税"


def test_a_row_has_the_english_as_the_dictionary_has_it():
    lines = ("雇用 [こよう] /(n,vs) (1) employment (long term)/to hire/an office job/",)
    glosses = {row.key: row.gloss for row in build_rows(entries(*lines))}
    assert glosses[content_keys("employment")] == "employment"
    assert glosses[content_keys("hire")] == "hire"
    assert glosses[content_keys("office job")] == "office job"
    # The word means more than a part of its gloss: it leads there, but not back.
    assert glosses[content_keys("jobs")] == ""


def test_words_of_any_language_are_taken_as_its_texts_have_them():
    those = [DictionaryEntry(word, (), (("ghost train",),), common=True) for word in GERMAN]
    rows = build_rows(those, "de")
    assert {row.words for row in rows} == {("geist", "zug"), ("geisterbahn",)}
    # Only Japanese has so many longer glosses that their parts lead to it.
    assert {row.key for row in rows} == {content_keys("ghost train")}


GERMAN = ("Geister Züge", "Geisterbahn", "im Zug")
