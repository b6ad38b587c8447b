"""What the page itself says can be typed: names of fields, values of facets, any dash."""

from __future__ import annotations

import pytest
from django.utils.translation import gettext, override

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
