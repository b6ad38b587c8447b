"""How many queries each page makes: a fixed number, however much the archive holds."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from archive.models import Interview
from tests.indexing import build_index
from tests.pages.addresses import LANGUAGES, address, examples
from tests.sources.drafts import Draft, DraftTopic, DraftTurn, small

pytestmark = pytest.mark.django_db

# A page asks for the content's version first.  A transcript takes nine: interview, participants,
# topics, replaced anchors, segments, paragraphs, sentences, notes, who speaks too (and one more for
# times); where turns show, one for the names in
# the glossary and four for related turns.  What else a page shows comes on top.
COUNTS = {
    "home": 12,
    "interviews": 5,
    "interview": 11,
    "transcript": 13,
    "topic": 17,
    "person": 14,
    "segment": 18,
    "corrections": 4,
    "notebook": 1,
    "notebook-file": 0,
    "search": 0,
    "search_json": 0,
    "search-file": 0,
    "suggest": 0,
    "make-quote": 0,
    "quote": 11,
    "embed-quote": 11,
    "embed-turn": 10,
    "cite-interview": 9,
    "cite-topic": 9,
    "cite": 9,
    "report": 0,
    "report-thanks": 0,
    "feed": 3,
    "feed-json": 3,
    "person-feed": 5,
    "person-feed-json": 5,
    "term-feed": 3,
    "term-feed-json": 2,
    "search-feed": 2,
    "search-feed-json": 1,
    "opensearch": 0,
    "glossary": 3,
    "term": 4,
}


def counts(client: Client, interview: Interview, language: str = "ja") -> dict[str, int]:
    """The queries of every named page, once the index is in memory."""
    build_index()
    client.get(address("search", interview))
    found = {}
    for name in examples(interview):
        path = address(name, interview, language)
        with CaptureQueriesContext(connection) as made:
            assert client.get(path).status_code == 200
        found[name] = len(made)
    return found


def longer(draft: Draft, times: int) -> Draft:
    """The draft with as many further topics, each of as many further turns."""
    for number in range(times):
        turns = [
            DraftTurn(
                ("ada", "bob")[place % 2],
                [f"Part {number}, turn {place}.", f"And more of it: {number}, {place}."],
                ("question", "answer")[place % 2],
                exchange=f"more-{number}-{place // 2}",
            )
            for place in range(2 * times)
        ]
        draft.topics.append(DraftTopic(f"more-{number}", f"More {number}", turns))
    return draft


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_page_makes_so_many_queries(client: Client, interview: Interview, language: str):
    assert counts(client, interview, language) == COUNTS


def test_no_count_grows_with_the_interview_or_the_archive(client: Client, tmp_path: Path):
    draft = small()
    draft.load(tmp_path)
    # A second interview, so that lists of others are there both times.
    Draft(small().topics, slug="other", title="Another").load(tmp_path)
    before = counts(client, draft.stored())
    longer(draft, 6).load(tmp_path)
    for number in range(4):
        Draft(longer(small(), 2).topics, slug=f"other-{number}", title=f"{number}").load(tmp_path)
    assert draft.stored().anchors.count() > 200
    assert counts(client, draft.stored()) == before
