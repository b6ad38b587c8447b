"""What English words mean: in lexicons made up here, and in the shipped one."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.knowledge import lexicon_file
from search.knowledge.lexicon import MOST, Lexicon
from search.knowledge.lexicon_file import LexiconFile, Neighbour, Row
from search.languages.english import content_keys
from tests.knowledge.lexicons import file_of, lexicon_of


def row(english: str, japanese: str, weight: float = 0.5) -> Row:
    return Row(content_keys(english), japanese, (japanese,), weight, english)


def meanings(found) -> list[tuple[int, int, str]]:
    return [(each.start, each.end, each.label) for each in found]


def test_it_takes_the_longest_expression():
    words = lexicon_of([row("wealth tax", "富裕税"), row("wealth", "富"), row("tax", "税")])
    assert meanings(words.lookup(["wealth", "taxes"])) == [(0, 2, "富裕税")]
    assert meanings(words.lookup(["taxes", "wealth"])) == [(0, 1, "税"), (1, 2, "富")]


def test_the_longest_expression_is_taken_wherever_it_begins():
    words = lexicon_of(
        [row("tax law", "税法"), row("law of high seas", "海洋法"), row("tax", "税")]
    )
    found = words.lookup("a tax law of the high seas".split())
    assert meanings(found) == [(1, 2, "税"), (2, 7, "海洋法")]


def test_it_ranks_the_meanings_of_a_word():
    words = lexicon_of([row("job", "職", 0.3), row("job", "仕事", 0.8), row("job", "雇用", 0.5)])
    assert [each.label for each in words.lookup(["jobs"])] == ["仕事", "雇用", "職"]


def test_it_goes_by_the_root_only_where_the_word_itself_is_unknown():
    words = lexicon_of(
        [row("found", "設立", 0.8), row("tax", "税", 0.8), row("taxation", "課税", 0.8)]
    )
    [founder] = words.lookup(["founders"])
    assert (founder.label, founder.weight) == ("設立", 0.4)
    assert [each.label for each in words.lookup(["taxation"])] == ["課税"]


def test_it_reads_british_and_american_spelling():
    words = lexicon_of([row("labor", "労働"), row("data centre", "データセンター")])
    assert meanings(words.lookup(["Labour"])) == [(0, 1, "労働")]
    assert meanings(words.lookup(["data-center"])) == [(0, 1, "データセンター")]


def test_it_gives_no_more_than_some_meanings_of_a_word():
    words = lexicon_of([row("job", chr(0x4E00 + number)) for number in range(50)])
    assert len(words.lookup(["job"])) == MOST


WORDS = "wealth tax taxes law labour labor market job jobs the of data centre security".split()
PHRASES = st.lists(st.sampled_from(WORDS), min_size=1, max_size=3).map(" ".join)
ROWS = st.lists(
    st.builds(
        row, PHRASES, st.sampled_from(["富", "税", "法", "職", "市場"]), st.floats(0.25, 1.0)
    ),
    max_size=12,
).map(lambda rows: [each for each in rows if each.key])


@given(ROWS, st.lists(st.sampled_from(WORDS) | st.text(max_size=6), max_size=8))
def test_meanings_lie_inside_the_words_in_order_without_overlap(rows, words):
    found = lexicon_of(rows).lookup(words)
    spans = sorted({(each.start, each.end) for each in found})
    assert all(0 <= start < end <= len(words) for start, end in spans)
    assert [each.start for each in found] == sorted(each.start for each in found)
    assert all(0 < each.weight <= 1 for each in found)
    assert all(before[1] <= after[0] for before, after in pairwise(spans))


@given(ROWS)
def test_every_expression_finds_its_meaning(rows):
    words = lexicon_of(rows)
    for each in rows:
        assert words.lookup(list(each.key)) or len(each.key) > 1


def test_only_words_that_the_texts_have_are_looked_up_and_seldom_ones_count_less():
    rows = [row("job", "仕事", 0.8), row("job", "雇用", 0.8), row("job", "職", 0.8)]
    often = {"仕事": 31, "雇用": 1}
    found = lexicon_of(rows, counted=lambda each: often.get(each.label, 0)).lookup(["job"])
    assert [each.label for each in found] == ["仕事", "雇用"]
    assert found[1].weight < found[0].weight == 0.8


def test_a_word_leads_to_the_words_of_its_neighbours_with_less_weight():
    rows = [row("employment", "雇用", 0.8), row("job", "仕事", 0.8)]
    near = [Neighbour(("job",), content_keys("employment"), 0.5)]
    found = lexicon_of(rows, near).lookup(["jobs"])
    assert [(each.label, each.weight) for each in found] == [("仕事", 0.8), ("雇用", 0.4)]


def test_the_root_is_asked_where_the_texts_have_nothing_that_the_word_means():
    rows = [row("founder", "開祖", 0.8), row("found", "設立", 0.8)]
    words = lexicon_of(rows, counted=lambda each: each.label == "設立")
    assert [each.label for each in words.lookup(["founders"])] == ["設立"]


def test_words_lead_back_to_what_they_mainly_mean():
    rows = [row("job", "職", 0.3), row("job", "仕事", 0.8), row("work", "仕事", 0.9)]
    file = file_of(rows)
    assert file.glosses(("仕事",)) == [("work", 0.9), ("job", 0.8)]
    assert file.glosses(("職",)) == file.glosses(("無",)) == []


def test_what_a_part_of_an_expression_means_is_no_meaning_of_it():
    words = lexicon_of([row("wealth tax", "富裕税"), row("tax", "税")])
    assert [each.label for each in words.meanings("wealth taxes")] == ["富裕税"]
    assert words.meanings("tax office") == []


@pytest.mark.parametrize(
    ("english", "japanese"),
    [
        ("unemployment", "失業"),
        ("nuclear weapons", "核兵器"),
        ("wealth tax", "富裕税"),
        ("Moore's law", "ムーアの法則"),
        ("chips", "チップ"),
        ("jobs", "雇用"),
        ("taxation", "課税"),
        ("gross domestic product", "GDP"),
    ],
)
def test_the_shipped_lexicon_knows_what_words_mean(english, japanese):
    words = Lexicon(
        LexiconFile(lexicon_file.PATH / "ja"), lambda each: 31 * (each.label == japanese)
    )
    assert japanese in [each.label for each in words.lookup(english.split())]
