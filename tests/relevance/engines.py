"""The engines that are compared, each over the segments in the database."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from haystack import connections
from haystack.inputs import AutoQuery
from haystack.query import SearchQuerySet

from archive.models import Segment
from search import engine
from search.index.segments import with_texts
from search.pages.parameters import Parameters
from search.pages.presenting import SearchResults
from search.store import Page
from tests.relevance.measures import Engine, Ranking

RESULTS = 20


def archive(query: str) -> Ranking:
    """This archive's search, as its JSON gives it."""
    answer = engine.search(query, page=Page(0, RESULTS))
    results = SearchResults(answer, Parameters(q=query, per_page=RESULTS)).results
    return [[source.line for source in result.sources] for result in results]


def _lines() -> dict[int, list[int]]:
    """The source lines of each segment, by key."""
    return {
        segment.pk: [each.sentences.all()[0].line or 0 for each in segment.paragraphs.all()]
        for segment in with_texts(Segment.objects.all())
    }


@contextmanager
def stock_haystack(folder: Path) -> Iterator[Engine]:
    """haystack's own Whoosh backend over the same index fields."""
    settings.HAYSTACK_CONNECTIONS["stock"] = {
        "ENGINE": "haystack.backends.whoosh_backend.WhooshEngine",
        "PATH": str(folder),
    }
    try:
        index = connections["stock"].get_unified_index().get_index(Segment)
        connections["stock"].get_backend().update(index, index.index_queryset())
        lines = _lines()

        def search(query: str) -> Ranking:
            found = SearchQuerySet(using="stock").filter(content=AutoQuery(query))
            return [lines[int(result.pk)] for result in found[:RESULTS]]

        yield search
    finally:
        del settings.HAYSTACK_CONNECTIONS["stock"]


@contextmanager
def fts5_trigram() -> Iterator[Engine]:
    """SQLite's FTS5 with trigrams, over paragraphs; every typed word is a phrase, any of them."""
    database = sqlite3.connect(":memory:")
    database.execute("CREATE VIRTUAL TABLE texts USING fts5(body, tokenize='trigram')")
    for segment in with_texts(Segment.objects.all()):
        for paragraph in segment.paragraphs.all():
            sentences = paragraph.sentences.all()
            text = "".join(sentence.text for sentence in sentences)
            values = ((sentences[0].line or 0) * 1000 + len(text) % 1000, text)
            database.execute("INSERT INTO texts (rowid, body) VALUES (?, ?)", values)

    def search(query: str) -> Ranking:
        words = " OR ".join('"' + word.replace('"', '""') + '"' for word in query.split())
        rows = database.execute(
            "SELECT rowid FROM texts WHERE texts MATCH ? ORDER BY bm25(texts) LIMIT ?",
            (words, RESULTS),
        )
        return [[row[0] // 1000] for row in rows]

    yield search
    database.close()
