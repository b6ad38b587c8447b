"""What each page's element says for sheets of paper, before the page says its character set."""

from __future__ import annotations

import re

import pytest
from django.http import HttpRequest
from django.shortcuts import render
from django.test import Client
from hypothesis import example, given
from hypothesis import strategies as st
from lxml import html

from archive.models import Interview
from archive.pages.context import site

# Within so many bytes of a page stands its character set.
FIRST = 1024
CHARSET = b'<meta charset="utf-8">'
WIDEST = "\U0010fffd" * 300
texts = st.text(st.characters(codec="utf-8", exclude_characters="\0\r\n"), max_size=300)


def page(title: str, publisher: str, path: str) -> bytes:
    """A page of an interview at that path."""
    request = HttpRequest()
    request.path, request.META["HTTP_HOST"] = f"/{path}", "testserver"
    interview = Interview(slug="talk", title=title, publisher=publisher, markup="plain")
    context = {**site(request), "interview": interview, "reason": "Why."}
    return render(request, "archive/withdrawn.html", context).content


@example(WIDEST, WIDEST, WIDEST)
@example("&" * 300, '"' * 300, "a" * 3000)
@example("", "", "")
@given(texts, texts, texts)
def test_a_page_says_its_character_set_in_time(title: str, publisher: str, path: str):
    content = page(title, publisher, path)
    assert content[:FIRST].count(CHARSET) == 1
    assert content[: content.index(CHARSET)].isascii()


@pytest.mark.parametrize("title", ['A & B\'s "talk"', "人工知能の適応" * 4, "short"])
def test_what_fits_is_said_in_full(title: str):
    element = html.fromstring(page(title, "Lanternpress", "interviews/talk/"))
    assert element.get("data-sheet-title") == title
    assert element.get("data-sheet-address") == "http://testserver/interviews/talk/"
    assert element.get("data-sheet-source", "").startswith("Lanternpress, ")


def test_what_does_not_is_cut_and_says_so():
    element = html.fromstring(page("言葉" * 100, "社" * 100, "a" * 3000))
    for name in ("title", "source", "address"):
        assert re.fullmatch(r".{20,}…", element.get(f"data-sheet-{name}", ""))


@pytest.mark.parametrize("path", ["/no/", "/en/" + "x" * 900, "/ja/%E3%81%82%E3%81%84"])
def test_an_error_has_no_address(client: Client, db: None, path: str):
    answer = client.get(path)
    assert answer.status_code == 404
    assert CHARSET in answer.content[:FIRST]
    assert html.fromstring(answer.content).get("data-sheet-address") == ""
