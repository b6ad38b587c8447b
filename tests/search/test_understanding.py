"""What a query is understood as: which words are corrected, and what is left as it was typed."""

from __future__ import annotations

import pytest

from archive.models import Interview
from search.engine import understand_query
from search.query.correct import nearest
from search.query.knowledge import Knowledge, knowledge_of
from search.query.understand import Correction
from search.store import current_store

SLIP, MEANT = "anthropik", "anthropic"


@pytest.fixture
def knowledge(indexed: Interview) -> Knowledge:
    return knowledge_of(current_store().vocabulary())


def test_it_corrects_no_word_that_is_to_be_left_out(knowledge: Knowledge) -> None:
    for query in (f"AI -{SLIP}", "-規制緩話 AI", f"AI NOT (中国 OR {SLIP})"):
        assert understand_query(query, knowledge) == understand_query(query, knowledge, exact=True)
    assert understand_query(f"AI {SLIP}", knowledge).corrections == (Correction(SLIP, MEANT),)


@pytest.mark.parametrize("place", range(4))
def test_it_corrects_a_slip_wherever_it_stands_among_other_words(
    knowledge: Knowledge, place: int
) -> None:
    words = ["雇用", "失業", "中国"]
    words.insert(place, SLIP)
    understood = understand_query(" ".join(words), knowledge)
    assert understood.corrections == (Correction(SLIP, MEANT),)
    assert understood.words_alone.split() == [word.replace(SLIP, MEANT) for word in words]


def test_it_takes_words_that_are_found_for_no_slip_of_a_longer_name(knowledge: Knowledge) -> None:
    assert understand_query("claude cods", knowledge).corrections == (
        Correction("claude cods", "claude code"),
    )
    # As near to `claude ai`.
    assert understand_query("claude agi", knowledge).corrections == ()


def test_a_good_word_is_taken_only_for_one_that_sounds_the_same(knowledge: Knowledge) -> None:
    for word in (SLIP, "規制緩話", "失業率"):
        assert nearest(word, knowledge)
        assert nearest(word, knowledge, sound_only=True) is None


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("AIは何ですか", "AIは何ですか"),
        ("AIは何ですか kind:answer speaker:amodei", "AIは何ですか"),
        ('"Claude" AIは何ですか', ""),
        ("AIは何ですか -中国", ""),
        ("AIは何ですか OR 中国", ""),
        ("kind:answer", ""),
        ("AIは何ですか イン*", ""),
    ],
)
def test_words_are_alone_beside_filters_only(knowledge: Knowledge, query: str, words: str) -> None:
    """A query that asks for more is no question, whatever its words are."""
    assert understand_query(query, knowledge).words_alone == words


def test_a_word_of_the_archive_is_never_meant_to_be_itself(knowledge: Knowledge) -> None:
    for word in knowledge.words:
        if len(word) == 2:
            assert nearest(word, knowledge) != word
