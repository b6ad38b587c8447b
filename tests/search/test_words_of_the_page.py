"""What the page itself says can be typed: names of fields, values of facets, any dash."""

from __future__ import annotations

import json
import re

import pytest
from django.utils.translation import gettext, override

from archive.models import Segment
from search import engine
from search.pages.parameters import Parameters
from search.pages.presenting import SearchResults
from search.query.syntax import And, Filter, Not, Words, parse
from search.store import Page

FACETS = {"speaker": "Speaker", "kind": "Kind", "topic": "Topic", "interview": "Interview"}
MINUS = "-–—−－‐‑―﹣"


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize(("name", "title"), FACETS.items())
@pytest.mark.parametrize("colon", ":：")
def test_the_name_of_a_facet_is_that_of_a_field(language, name, title, colon):
    with override(language):
        shown = gettext(title)
    assert parse(f"{shown}{colon}amodei") == Filter(name, "amodei")


@pytest.mark.parametrize("language", ["ja", "en"])
def test_what_a_facet_shows_can_be_typed(indexed, language):
    with override(language):
        answer = engine.search("AI", page=Page(facets=engine.FACETS))
        results = SearchResults(answer, Parameters(q="AI"))
        for name, title in FACETS.items():
            for choice in results.facets[name]:
                typed = engine.search(f'{gettext(title)}:"{choice.label}" AI').found
                assert typed.total == choice.count, choice.label


@pytest.mark.parametrize("dash", MINUS)
def test_any_dash_excludes(search, dash):
    assert parse(f"雇用 {dash}中国") == And((Words(("雇用",)), Not(Words(("中国",)))))
    assert search(f"AI {dash}中国").total == search("AI -中国").total < search("AI").total


@pytest.mark.parametrize("dash", MINUS)
def test_a_dash_inside_a_word_or_alone_excludes_nothing(dash):
    assert parse(f"non{dash}coding") == Words((f"non{dash}coding",))
    assert parse(f"a {dash} b") == Words(("a", dash, "b"))


@pytest.mark.parametrize(
    "query", ["", " ", "\u3000", "()", '""', "OR", "( OR )", "speaker:", "話し手："]
)
def test_a_query_that_asks_for_nothing_is_answered_with_help_and_no_count(client, indexed, query):
    page = client.get("/en/search/", {"q": query}).content.decode()
    assert "search-help" in page
    assert "turns for" not in page
    found = json.loads(client.get("/search.json", {"q": query}).content)
    assert (found["total"], found["match"], found["missing"]) == (0, "none", [])


def test_a_filter_alone_counts_the_turns_that_it_leaves(client, indexed):
    everything = json.loads(client.get("/search.json", {"q": "kind:question"}).content)["total"]
    assert everything == Segment.objects.filter(kind="question").count()
    page = client.get("/en/search/", {"q": "()", "kind": "question"}).content.decode()
    assert f"{everything} turns" in re.sub("<[^>]+>", "", page)


def test_the_query_is_said_as_it_was_typed(client, indexed):
    assert json.loads(client.get("/search.json", {"q": "Zeppelin"}).content)["query"].startswith(
        "「Zeppelin」"
    )
