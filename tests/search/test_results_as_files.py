"""All results of a search as one file, read by parsers that are not ours."""

from __future__ import annotations

import csv
import io
import json

import pytest
import rispy
from bibtexparser.entrypoint import parse_string
from django.test import Client

from tests.conftest import Search


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


def test_a_form_that_there_is_not_and_a_bad_parameter_are_refused(
    search: Search, client: Client
) -> None:
    assert client.get("/search.odt", {"q": "AI"}).status_code == 404
    assert client.get("/search.ris", {"q": "AI", "kind": "no"}).status_code == 400
