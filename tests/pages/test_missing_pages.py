"""A wrong or old address gives a page that helps: a reason, near addresses, the search."""

from __future__ import annotations

from typing import Any

import html5lib
import pytest
from django.test import Client

from archive.models import Interview

pytestmark = pytest.mark.django_db


def missing(client: Client, address: str) -> Any:
    response = client.get(address)
    assert response.status_code == 404
    return html5lib.parse(response.content, namespaceHTMLElements=False)


def suggested(page: Any) -> list[str]:
    (main,) = page.iter("main")
    return [link.get("href") for each in main.iter("ul") for link in each.iter("a")]


def reason(page: Any) -> str:
    return next(
        "".join(each.itertext()).strip()
        for each in page.iter("p")
        if "lead" in each.get("class", "")
    )


def test_a_mistyped_topic_leads_to_the_topic(client: Client, interview: Interview):
    page = missing(client, f"/interviews/{interview.slug}/topics/safty-and-controll/")
    assert suggested(page)[0] == f"/interviews/{interview.slug}/topics/safety-and-control/"
    assert "safty-and-controll" in reason(page)


def test_an_unknown_topic_leads_to_all_topics(client: Client, interview: Interview):
    page = missing(client, f"/interviews/{interview.slug}/topics/zzz/")
    assert suggested(page) == [topic.get_absolute_url() for topic in interview.topics.all()]


@pytest.mark.parametrize("slug", ["\0", "a\0b", "x" * 300, "nobody"])
def test_a_list_with_nobody_is_missing(client: Client, interview: Interview, slug: str):
    for path in ("/interviews/", "/interviews.json"):
        assert client.get(path, {"speaker": slug}).status_code == 404


def test_an_unknown_speaker_leads_to_the_speakers(client: Client, interview: Interview):
    page = missing(client, f"/interviews/{interview.slug}/speakers/nobody/")
    assert suggested(page) == [
        f"/people/{slug}/?interview={interview.slug}"
        for slug in ("john-micklethwait", "dario-amodei")
    ]


@pytest.mark.parametrize("rest", ["", "transcript/", "topics/china-and-chips/"])
def test_an_old_interview_leads_to_the_interview(client: Client, interview: Interview, rest: str):
    page = missing(client, f"/interviews/amodei-power-risk/{rest}")
    assert suggested(page) == [interview.get_absolute_url()]


@pytest.mark.parametrize("address", ["/nothing/", "/t/sxxxx/", "/interviews/nothing/", "/t/<b>/"])
@pytest.mark.parametrize("prefix", ["", "/en"])
def test_it_offers_the_search_in_the_pages_language(
    client: Client, interview: Interview, prefix: str, address: str
):
    page = missing(client, prefix + address)
    assert page.get("lang") == ("en" if prefix else "ja")
    (form,) = (each for each in page.iter("form") if each.get("class") == "search-form")
    assert form.get("action") == f"{prefix}/search/"
    assert len(list(page.iter("h1"))) == 1
    assert reason(page)


def test_it_searches_for_the_words_of_the_address(client: Client, interview: Interview):
    page = missing(client, "/interviews/x/topics/china-and-trade/")
    (field,) = (each for each in page.iter("input") if each.get("name") == "q")
    assert field.get("value") == "china and trade"


def test_it_is_not_for_search_engines(client: Client, interview: Interview):
    page = missing(client, "/nothing/")
    assert [each.get("content") for each in page.iter("meta") if each.get("name") == "robots"] == [
        "noindex"
    ]
