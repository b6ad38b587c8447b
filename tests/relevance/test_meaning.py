"""How the search ranks with the sentence encoder, where that is installed, beside without.

Each figure must be the recorded one, as in `test_relevance.py`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from importlib.util import find_spec

import pytest
import yaml

from archive.models import Interview
from search import engine
from search.index import meanings
from search.meaning import encoder, forget_note
from tests.indexing import build_index
from tests.meaning.encoders import installed
from tests.project.documents import SEARCH, text
from tests.relevance import record_of_meaning as record
from tests.relevance.measures import Row, measure
from tests.relevance.test_other_texts import (
    LANGUAGES,
    RECORD,
    TEXTS,
    bring_in,
    queries,
    ranking,
)

needs_the_encoder = pytest.mark.skipif(
    not find_spec(encoder.MODULE), reason="make install-meaning installs the encoder"
)
Capture = pytest.CaptureFixture[str]


@pytest.fixture(scope="module")
def real() -> encoder.Encoder:
    """The encoder that is shipped as a package."""
    return encoder.UniversalSentenceEncoder()


@contextmanager
def searching_with(real: encoder.Encoder) -> Iterator[None]:
    """Search with the encoder, once it has made vectors of what the index has."""
    encoder.vector_of.cache_clear()
    # Of another test's content, which was taken back.
    forget_note()
    with installed(real):
        meanings.catch_up()
        yield


def hold(name: str, language: str, real: encoder.Encoder, capsys: Capture) -> None:
    """Print the figures of a text's queries; they are the recorded ones, or are recorded."""
    build_index()
    judged = queries(language)
    without = measure(ranking(language), judged)
    with searching_with(real):
        rows = measure(ranking(language), judged)
    with capsys.disabled():
        print(f"\n{name}: without, with the encoder")  # noqa: T201
        for before, after in zip(without, rows, strict=True):
            print(f"{before.kind:<14}{_shown(before)}{_shown(after)}")  # noqa: T201
    if RECORD:
        record.write(name, record.kept(without, rows))
    assert record.kept(without, rows) == record.read()[name]


def matches(queries: Iterable[object]) -> dict[str, int]:
    """How many of the queries have which `match`."""
    return dict(sorted(Counter(engine.search(str(query)).match for query in queries).items()))


def _shown(row: Row) -> str:
    return f"{row.mrr:>10.3f}{row.recall:>7.3f}{row.zero:>7.3f}"


@needs_the_encoder
def test_the_shipped_interview_without_its_glossary(
    interview: Interview, real: encoder.Encoder, capsys: Capture
) -> None:
    hold("`ja`, without its glossary", "ja", real, capsys)


@needs_the_encoder
def test_the_shipped_interview(indexed: Interview, real: encoder.Encoder, capsys: Capture) -> None:
    hold("`ja`, with its glossary", "ja", real, capsys)


@needs_the_encoder
@pytest.mark.django_db
@pytest.mark.parametrize("language", LANGUAGES)
def test_an_interview_in_another_language(
    language: str, real: encoder.Encoder, capsys: Capture
) -> None:
    bring_in(language)
    hold(f"`{language}`, alone", language, real, capsys)


@needs_the_encoder
def test_what_none_of_the_texts_has(
    indexed: Interview, real: encoder.Encoder, capsys: Capture
) -> None:
    for language in LANGUAGES:
        bring_in(language)
    build_index()
    files = sorted(TEXTS.glob("absent*.yaml"))
    absent = [each["query"] for file in files for each in yaml.safe_load(file.read_text("utf-8"))]
    found = {"without": matches(absent)}
    with searching_with(real):
        found["with"] = matches(absent)
    with capsys.disabled():
        print(f"\nabsent: {found}")  # noqa: T201
    if RECORD:
        record.write(record.ABSENT, found)
    assert record.read()[record.ABSENT] == found


def test_the_readme_shows_what_was_recorded() -> None:
    assert record.table(record.read()) in text(SEARCH)
