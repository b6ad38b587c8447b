"""`"…"` finds what grep would find, after width and case folding: nothing missed, nothing more."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from archive.models import Interview, Sentence
from search.backend import quoted
from search.languages.folding import fold
from search.store import current_store
from search.store.whoosh.phrases import containing
from search.store.whoosh.snapshots import current_snapshot
from tests.conftest import Search
from tests.indexing import build_index, index_path
from tests.results import lines_of
from tests.sources.drafts import Draft, DraftTopic, DraftTurn

SEED = Path("seeds/interview-ja.txt").read_text(encoding="utf-8").splitlines()
LONGEST = 20
# The database is read only; the index is the same for every example.
SHARED = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)


@pytest.fixture
def paragraphs(search: Search) -> dict[int, str]:
    """The paragraphs of the transcript, folded, by line."""
    lines = set(Sentence.objects.values_list("line", flat=True))
    return {line: fold(SEED[line - 1]) for line in lines if line}


def grep(paragraphs: dict[int, str], phrase: str) -> set[int]:
    return {line for line, text in paragraphs.items() if fold(phrase) in text}


def test_it_finds_every_short_substring_where_it_stands(
    indexed: Interview, paragraphs: dict[int, str]
) -> None:
    snapshot = current_snapshot(index_path())
    for size in (1, 2, 3, 4, 7, 12, LONGEST):
        for text in paragraphs.values():
            for start in range(len(text) - size + 1):
                phrase = text[start : start + size]
                found = {int(line) for line in snapshot.line[containing(snapshot, phrase)]}
                assert found == grep(paragraphs, phrase), phrase


@st.composite
def substrings(draw: DrawFn) -> str:
    text = draw(st.sampled_from([line for line in SEED[12:237] if line]))
    start = draw(st.integers(0, len(text) - 1))
    return text[start : start + draw(st.integers(1, LONGEST))]


@SHARED
@given(phrase=substrings())
@example(phrase="ＡＮＴＨＲＯＰＩＣ")
@example(phrase="ai")
@example(phrase="。")
@example(phrase="。I")
def test_it_answers_a_quoted_query_like_grep(
    search: Search, paragraphs: dict[int, str], phrase: str
) -> None:
    assert lines_of(search(quoted(phrase))) == grep(paragraphs, phrase)


@SHARED
@given(phrase=st.text(min_size=1, max_size=6))
def test_it_finds_nothing_that_is_not_there(
    search: Search, paragraphs: dict[int, str], phrase: str
) -> None:
    assert lines_of(search(quoted(phrase))) == grep(paragraphs, phrase)


def test_it_takes_two_phrases_that_stand_in_one_turn(search: Search) -> None:
    found = search('"雇用" "失業"')
    assert found.total
    for turn in current_store().turns(hit.segment for hit in found.hits).values():
        text = "".join(each.text for each in turn.paragraphs)
        assert "雇用" in text
        assert "失業" in text


def test_it_runs_on_into_the_next_speakers_words_but_into_no_other_interview(
    db: None, tmp_path: Path
) -> None:
    """The paragraphs of two interviews may stand on lines of the same number."""
    winter = [DraftTurn("ada", ["雪が降った。"]), DraftTurn("bob", ["春が来た。"], inside=True)]
    for slug, turns in (("winter", winter), ("summer", [DraftTurn("ada", ["夏になった。"])])):
        Draft([DraftTopic("one", "季節", turns)], slug=slug, language="ja").load(tmp_path)
    build_index()
    snapshot = current_snapshot(index_path())
    assert len(snapshot) == 3
    assert len(set(snapshot.line.tolist())) == 1
    assert containing(snapshot, "降った。春が").tolist() == [0, 1]
    assert containing(snapshot, "来た。夏に").tolist() == []
