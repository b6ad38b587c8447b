"""axe-core finds nothing to mend on any page, light or dark, at rest or in use."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.template.loader import render_to_string

from archive.models import Topic
from tests.pages.addresses import FRAMES, LANGUAGES, address, examples

AXE = Axe()


# What is in a frame of another site's page stands under the headings of that page.
IN_FRAMES = {"page-has-heading-one"}


def findings(page, ignored=frozenset()):
    """What axe-core finds: rule and first element."""
    found = AXE.run(page).response["violations"]
    return [
        f"{each['id']}: {each['nodes'][0]['html'][:200]}"
        for each in found
        if each["id"] not in ignored
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_it_finds_nothing_on_any_page(visit, indexed, scheme, language):
    page = visit(color_scheme=scheme)
    for name in examples(indexed):
        where = address(name, indexed, language)
        if "text/html" in page.request.get(where).headers["content-type"]:
            page.goto(where)
            assert findings(page, IN_FRAMES if name in FRAMES else set()) == [], name
    page.goto("/interviews/nothing/")
    assert findings(page) == []
    page.goto("about:blank")
    page.set_content(render_to_string("500.html"))
    assert findings(page) == []


def open_menu(page):
    page.locator(".share-summary").first.click()


def open_keys(page):
    page.keyboard.press("?")


def select_words(page):
    page.evaluate("getSelection().selectAllChildren(document.querySelector('.passage-text'))")
    page.locator(".selection-tools button").first.wait_for()


def open_table(page):
    page.goto("/")
    page.locator(".figure-table summary").click()


def read_on(page):
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.wait_for_timeout(1000)
    page.goto("/")
    page.locator(".resume").wait_for()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("use", [open_menu, open_keys, select_words, open_table, read_on])
def test_it_finds_nothing_while_a_reader_uses_the_page(visit, scheme, use):
    page = visit(color_scheme=scheme)
    page.goto(Topic.objects.get(order=0).get_absolute_url())
    use(page)
    assert findings(page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    "query",
    ["?furigana=1", "?at=ppm5m&quote=ムーアの法則", "?at=ppm5m&quote=変わった言葉", "?q=認知能力"],
)
def test_it_finds_nothing_where_the_address_asks_for_more(visit, scheme, query):
    page = visit(color_scheme=scheme, viewport={"width": 360, "height": 740})
    page.goto(Topic.objects.get(order=0).get_absolute_url() + query)
    assert findings(page) == []
