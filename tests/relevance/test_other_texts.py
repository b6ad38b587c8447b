"""How the search ranks without a glossary, in other languages, and with all of them in one archive.

Each figure must be the recorded one, as in `test_relevance.py`.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from archive.models import Interview
from archive.sources import import_parsed, parse_interview
from search import engine
from search.pages.parameters import Parameters
from search.pages.presenting import SearchResults
from search.store import Page
from tests.indexing import build_index
from tests.project.documents import SEARCH, text
from tests.relevance import record_of_texts as record
from tests.relevance.engines import RESULTS
from tests.relevance.measures import Judged, Ranking, Row, load, measure
from tests.relevance.record import rounded

HERE = Path(__file__).parent
TEXTS = HERE / "texts"
LANGUAGES = sorted(folder.name for folder in TEXTS.iterdir() if folder.is_dir())
SHIPPED = [*load(HERE / "judged.yaml"), *load(HERE / "judged-held.yaml")]
RECORD = os.environ.get("RELEVANCE_RECORD", "") == "1"


def queries(language: str) -> list[Judged]:
    """The judged queries of a text; `ja`: of the shipped one."""
    return SHIPPED if language == "ja" else load(TEXTS / language / "judged.yaml")


def bring_in(language: str) -> None:
    """Import a text, as `manage.py import_interview` does."""
    import_parsed(parse_interview(TEXTS / language / f"interview-{language}.yaml"))


def ranking(language: str) -> Callable[[str], Ranking]:
    """The archive's search; results from other texts than this one only take their places."""
    source = f"interview-{language}.txt"

    def rank(query: str) -> Ranking:
        answer = engine.search(query, page=Page(0, RESULTS))
        results = SearchResults(answer, Parameters(q=query, per_page=RESULTS)).results
        return [
            [each.line if Path(each.file).name == source else 0 for each in result.sources]
            for result in results
        ]

    return rank


def hold(name: str, rows: list[Row], capsys: pytest.CaptureFixture[str]) -> None:
    """Print the figures; they are the recorded ones, or are recorded."""
    with capsys.disabled():
        print(f"\n{name}")  # noqa: T201
        for row in rows:
            label = f"{row.kind} ({row.queries})"
            print(f"{label:<18}{row.mrr:>8.3f}{row.recall:>8.3f}{row.zero:>8.3f}")  # noqa: T201
    if RECORD:
        record.write({name: rows})
    assert rounded(rows) == record.read()[name]


def test_the_shipped_interview_without_its_glossary(
    interview: Interview, capsys: pytest.CaptureFixture[str]
) -> None:
    build_index()
    rows = measure(ranking("ja"), SHIPPED)
    hold("the shipped interview, without its glossary", rows, capsys)


@pytest.mark.django_db
@pytest.mark.parametrize("language", LANGUAGES)
def test_an_interview_in_another_language(
    language: str, capsys: pytest.CaptureFixture[str]
) -> None:
    bring_in(language)
    build_index()
    rows = measure(ranking(language), queries(language))
    hold(f"`{language}`, alone and without a glossary", rows, capsys)


@pytest.fixture
def all_texts(indexed: Interview) -> None:
    """All texts beside the shipped one with its glossary, in the index too."""
    for language in LANGUAGES:
        bring_in(language)
    build_index()


def test_all_of_them_in_one_archive(all_texts: None, capsys: pytest.CaptureFixture[str]) -> None:
    for language in ["ja", *LANGUAGES]:
        rows = measure(ranking(language), queries(language))
        hold(f"`{language}`, all in one archive, with the shipped glossary", rows, capsys)


def test_what_none_of_them_has(all_texts: None, capsys: pytest.CaptureFixture[str]) -> None:
    files = sorted(TEXTS.glob("absent*.yaml"))
    absent = [each["query"] for file in files for each in yaml.safe_load(file.read_text("utf-8"))]
    matches = {query: engine.search(str(query)).match for query in absent}
    with capsys.disabled():
        print(f"\nabsent: {dict(Counter(matches.values()))}")  # noqa: T201
    assert [query for query, match in matches.items() if match == "words"] == []


def test_the_readme_shows_what_was_recorded() -> None:
    assert record.table(record.read()) in text(SEARCH)
