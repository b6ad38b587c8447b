"""No input whatever raises, hangs or breaks the page."""

from __future__ import annotations

import json

import html5lib
import pytest
from django.test import Client
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from search.query.syntax import MAX_LENGTH
from tests.conftest import Search

SHARED = settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    deadline=None,
    max_examples=60,
)
PIECES = st.sampled_from(
    (
        "\" ( ) - OR AND NOT * : speaker: topic: kind:x AI 雇用 “ ” <b> &amp; \\ ' *a 💡 が ﾊﾟ "
        '-( "- | \u3000 \0'
    ).split(" ")
)
QUERIES = st.one_of(
    st.text(max_size=80),
    st.lists(PIECES, max_size=14).map("".join),
    st.lists(PIECES, max_size=14).map(" ".join),
)


@SHARED
@given(query=QUERIES)
@example(query='"')
@example(query="((((((((((((((((((((")
@example(query="- - -")
@example(query="speaker:")
@example(query="kind:nonsense topic:nowhere")
@example(query="ｱ" * MAX_LENGTH)
def test_it_answers_any_query_with_a_sound_page(search: Search, client: Client, query: str) -> None:
    response = client.get("/search/", {"q": query})
    assert response.status_code == 200
    html5lib.HTMLParser(strict=True).parse(response.content.decode())
    answer = json.loads(client.get("/search.json", {"q": query}).content)
    assert answer["total"] >= len(answer["results"])


@pytest.mark.parametrize("query", ["em", "amp", "<b>", "&", "mark", "lt", "span", '"&"', "quot"])
def test_it_leaves_the_page_intact_for_queries_that_are_markup(
    search: Search, client: Client, query: str
) -> None:
    for address in ("/search/", "/en/search/"):
        page = client.get(address, {"q": query}).content.decode()
        html5lib.HTMLParser(strict=True).parse(page)
        assert "&amp;amp;" not in page
        assert "<mark><mark>" not in page
        assert "<b>" not in page


@pytest.mark.parametrize(
    ("name", "value", "reason"),
    [
        ("page", "0", "page"),
        ("page", "x", "page"),
        ("page", "1.5", "page"),
        ("page", "١", "page"),
        ("per_page", "101", "per_page"),
        ("per_page", "-1", "per_page"),
        ("sort", "best", "sort"),
        ("group", "speaker", "group"),
        ("kind", "shout", "kind"),
        ("exact", "yes", "exact"),
        ("q", "あ" * (MAX_LENGTH + 1), "q"),
    ],
)
def test_it_refuses_a_bad_parameter_with_a_reason(
    search: Search, client: Client, name: str, value: str, reason: str
) -> None:
    response = client.get("/search.json", {"q": "AI", name: value})
    assert response.status_code == 400
    assert reason in json.loads(response.content)["error"]
    page = client.get("/search/", {"q": "AI", name: value})
    assert page.status_code == 400
    html5lib.HTMLParser(strict=True).parse(page.content.decode())


def test_it_gives_an_empty_page_behind_the_last(search: Search, client: Client) -> None:
    answer = json.loads(client.get("/search.json", {"q": "AI", "page": "9999"}).content)
    assert answer["results"] == []
    assert answer["total"] > 0
