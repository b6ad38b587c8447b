"""What a search shows: results, snippets, marks, facets, words on how it was understood."""

from __future__ import annotations

import json
import re
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from search.engine import FACETS, understand_query
from search.pages import presenting
from search.pages.highlighting import Highlighter, mark_up, merged, snippet
from search.query.knowledge import knowledge_of
from search.query.syntax import FIELDS, Words, parse
from search.store import current_store
from tests.conftest import Search
from tests.results import best_lines, lines_of


def ask(client: Client, **parameters: str) -> dict[str, Any]:
    answer: dict[str, Any] = json.loads(client.get("/search.json", parameters).content)
    return answer


def test_its_json_has_what_it_promises(search: Search, client: Client) -> None:
    answer = ask(client, q="雇用")
    assert set(answer) >= {"query", "total", "page", "results", "facets", "suggestion"}
    assert answer["page"] == 1
    assert answer["suggestion"] is None
    first = answer["results"][0]
    assert set(first) >= {
        *("anchor", "url", "permalink", "speaker", "topic", "kind", "text", "snippet", "score"),
        "source",
    }
    assert client.get(first["permalink"]).status_code == 200
    page, _, anchor = first["url"].partition("#")
    assert f'id="{anchor}"' in client.get(page).content.decode()
    lines = Path("seeds/interview-ja.txt").read_text(encoding="utf-8").splitlines()
    for result in answer["results"]:
        for source in result["source"]:
            assert source["file"] == "seeds/interview-ja.txt"
            line = lines[source["line"] - 1]
            assert line[:8] in result["text"] or result["text"][:8] in line


def test_it_marks_on_arrival_what_was_searched_for(search: Search, client: Client) -> None:
    for exact in ("", "1"):
        page = client.get("/search/", {"q": "規制緩話", "exact": exact}).content.decode()
        address = unescape(re.findall(r'result-title"[^<]*<a href="([^"]+)"', page)[0])
        marked = re.findall(
            r'<mark class="hit-mark">([^<]*)</mark>', client.get(address).content.decode()
        )
        assert marked
        assert ("緩和" in "".join(marked)) == (exact == "")


@pytest.mark.parametrize("typed", ["trum*", "donald tru*", "Donald*"])
def test_it_finds_each_word_of_a_name_by_its_beginning(search: Search, typed: str) -> None:
    # The dictionary has the name in line 233 as one word.
    assert {203, 233} <= set(best_lines(search(typed)))


def test_its_pages_hold_every_result_once(search: Search, client: Client) -> None:
    whole = [each["anchor"] for each in ask(client, q="AI", per_page="100")["results"]]
    pages = [
        each["anchor"]
        for page in range(1, 6)
        for each in ask(client, q="AI", per_page="7", page=str(page))["results"]
    ]
    assert pages == whole
    assert len(set(whole)) == len(whole)


def test_its_facets_count_what_they_select(search: Search, client: Client) -> None:
    answer = ask(client, q="AI")
    for field in ("speaker", "topic", "kind"):
        for choice in answer["facets"][field]:
            selected = ask(client, q="AI", **{field: choice["value"]})
            assert selected["total"] == choice["count"], choice


def test_it_offers_the_filters_with_the_most_turns_and_what_is_chosen(
    search: Search, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    every = ask(client, q="AI")["facets"]["topic"]
    monkeypatch.setattr(presenting, "CHOICES", 3)
    some = ask(client, q="AI")["facets"]["topic"]
    assert len(some) == 3
    assert some == [each for each in every if each in some]
    left = max(each["count"] for each in every if each not in some)
    assert min(each["count"] for each in some) >= left
    page = client.get("/en/search/", {"q": "AI"}).content.decode()
    assert f"and {len(every) - 3} more" in " ".join(page.split())
    chosen = next(each for each in every if each not in some)
    assert chosen in ask(client, q="AI", topic=chosen["value"])["facets"]["topic"]


def test_it_orders_by_the_interview(search: Search) -> None:
    lines = best_lines(search("AI", order="order"))
    assert lines == sorted(lines)


def test_it_lists_the_first_paragraph_where_only_the_title_matches(search: Search) -> None:
    hits = search("現状").hits
    turns = current_store().turns(hit.segment for hit in hits)
    knowledge = knowledge_of(current_store().vocabulary())
    highlighter = Highlighter(understand_query("現状", knowledge))
    by_title = [
        (hit, turns[hit.segment].paragraphs)
        for hit in hits
        if not any(highlighter.spans(each) for each in turns[hit.segment].paragraphs)
    ]
    assert by_title
    for hit, paragraphs in by_title:
        assert hit.lines == (paragraphs[0].line,)


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("unemployment", "失業"),
        ("規制緩話", "規制緩和"),
        ('-中国 "雇用"', "雇用"),
        ("speaker:amodei AI", "アモデイ"),
        ("kind:question AI", "質問"),
        ("イン*", "イン"),
    ],
)
def test_it_says_how_a_query_was_understood(
    search: Search, client: Client, query: str, shown: str
) -> None:
    assert shown in ask(client, q=query)["query"]


@pytest.mark.parametrize(
    "query", ["speaker:nobody", "topic:nowhere", "nosuchfield:AI", "AND", "OR", "NOT", "AI OR"]
)
def test_it_reads_senseless_operators_as_words(search: Search, client: Client, query: str) -> None:
    assert "error" not in ask(client, q=query)


def test_it_leaves_out_what_a_minus_names(search: Search) -> None:
    for query in ("AI -中国", "AI NOT 中国", 'AI -"中国"'):
        found = search(query)
        assert found.total
        for turn in current_store().turns(hit.segment for hit in found.hits).values():
            assert not any("中国" in each.text for each in turn.paragraphs)


@pytest.mark.parametrize("dash", "-֊‐‑‒–—―−﹘﹣－")
def test_every_hyphen_and_dash_is_a_minus(dash: str) -> None:
    assert parse(f"AI {dash}中国") == parse("AI -中国")
    # Inside a word it is a part of it.
    assert parse(f"non{dash}coding") == Words((f"non{dash}coding",))
    assert parse(f"AI {dash} 中国") == Words(("AI", dash, "中国"))


def test_filters_have_the_names_that_the_page_shows(search: Search, client: Client) -> None:
    for prefix in ("/", "/en/"):
        html = unescape(client.get(f"{prefix}search/", {"q": "AI"}).content.decode())
        shown = re.findall(r'facet-title">(.*?)<', html)
        assert len(shown) >= 3
        assert {FIELDS.get(name.lower()) for name in shown} <= set(FACETS)


def test_nothing_asked_is_nothing_counted(search: Search, client: Client) -> None:
    for query in ("", "  ", "()", "OR"):
        answer = ask(client, q=query)
        assert answer["total"] == 0
        assert not any(answer["facets"].values())
    # A filter alone asks for something.
    answer = ask(client, kind="question")
    assert answer["total"] == sum(each["count"] for each in answer["facets"]["topic"])


def test_one_turn_is_no_turns(search: Search, client: Client) -> None:
    answer = ask(client, q='"ロケット"')
    html = client.get("/en/search/", {"q": '"ロケット"'}).content.decode()
    counts = re.findall(r'facet-count">(\d+)<span class="visually-hidden">\s*(turns?)\s', html)
    assert answer["total"]
    assert {"1"} <= {count for count, _ in counts}
    assert all((count == "1") == (word == "turn") for count, word in counts)


def test_it_takes_either_of_two(search: Search) -> None:
    either = lines_of(search('"雇用" OR "ロケット"'))
    assert either == lines_of(search('"雇用"')) | lines_of(search('"ロケット"'))
    assert lines_of(search('("雇用" OR "ロケット") speaker:amodei')) < either


@st.composite
def marked(draw: DrawFn) -> tuple[str, list[tuple[int, int]]]:
    text = draw(st.text(st.sampled_from("あいう。、<&>\"'漢字 "), min_size=1, max_size=400))
    spans = draw(st.lists(st.tuples(st.integers(0, len(text) - 1), st.integers(1, 9)), max_size=6))
    return text, merged((start, min(start + size, len(text))) for start, size in spans)


@given(marked())
def test_it_marks_spans_of_escaped_text(case: tuple[str, list[tuple[int, int]]]) -> None:
    text, spans = case
    html = mark_up(text, spans)
    assert unescape(re.sub(r"</?mark>", "", html)) == text
    inside = [unescape(each) for each in re.findall(r"<mark>(.*?)</mark>", html)]
    assert inside == [text[start:end] for start, end in spans]


@given(marked())
def test_its_snippet_is_a_piece_of_the_text_with_a_mark(
    case: tuple[str, list[tuple[int, int]]],
) -> None:
    text, spans = case
    piece = snippet(text, spans, length=60)
    assert piece.text in text
    assert len(piece.text) <= 200
    assert piece.before or text.startswith(piece.text)
    assert piece.after or text.endswith(piece.text)
    assert bool(piece.spans) == bool(spans)
    assert {piece.text[start:end] for start, end in piece.spans} <= {
        text[start : start + size] for start, end in spans for size in range(1, end - start + 1)
    } | {text[start:end][-size:] for start, end in spans for size in range(1, end - start + 1)}
