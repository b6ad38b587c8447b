"""Japanese in lines from top to bottom: with and without scripts, on screens and on paper."""

from __future__ import annotations

from io import BytesIO

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

from archive.models import Interview, Topic
from tests.browser.test_axe import findings

pytestmark = pytest.mark.django_db(transaction=True)
EXCESS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
VERTICAL = "?writing=vertical"


@pytest.fixture
def address(interview):
    """The first topic's page."""
    return Topic.objects.get(order=0).get_absolute_url()


@pytest.mark.parametrize("scripts", [True, False])
def test_a_reader_asks_for_it_and_takes_it_back(visit, address, scripts):
    page = visit(java_script_enabled=scripts)
    page.goto(address)
    words = page.locator(".words").first
    expect(words).to_have_css("writing-mode", "horizontal-tb")
    page.locator("a[data-writing=on]").click()
    page.locator("a[data-writing=off]").wait_for()
    expect(words).to_have_css("writing-mode", "vertical-rl")
    page.locator("a[data-writing=off]").click()
    page.locator("a[data-writing=on]").wait_for()
    expect(words).to_have_css("writing-mode", "horizontal-tb")


def test_it_is_remembered_together_with_furigana(reader, address):
    reader.goto(address)
    reader.locator("a[data-writing=on]").click()
    reader.locator("a[data-furigana=on]").click()
    reader.locator("ruby").first.wait_for()
    expect(reader.locator(".words").first).to_have_css("writing-mode", "vertical-rl")
    reader.goto(Topic.objects.get(order=1).get_absolute_url() + "#main")
    reader.wait_for_url("**/?furigana=1&writing=vertical#main")
    reader.locator("a[data-writing=off]").click()
    reader.locator("a[data-writing=on]").wait_for()
    reader.goto(address)
    reader.wait_for_url("**/?furigana=1")
    expect(reader.locator(".words").first).to_have_css("writing-mode", "horizontal-tb")


@pytest.mark.parametrize("width", [360, 1440])
@pytest.mark.parametrize("size", ["medium", "largest"])
@pytest.mark.parametrize("more", ["", "&furigana=1"])
def test_it_is_read_from_the_right_in_a_window_that_fits_the_screen(
    visit, address, width, size, more
):
    page = visit(viewport={"width": width, "height": 740})
    for path in (address, f"/interviews/{Interview.objects.get().slug}/transcript/"):
        page.goto(path + VERTICAL + more)
        page.locator(f"[data-size={size}]").click()
        assert page.evaluate(EXCESS) <= 0
        text = page.locator(".turns")
        window = text.bounding_box()
        assert window["height"] <= 740
        first = page.locator(".passage-text").first.bounding_box()
        assert window["x"] <= first["x"] + first["width"] <= window["x"] + window["width"]
        # No line is longer than the window is high.
        assert text.evaluate("each => each.scrollHeight - each.clientHeight") <= 0


def test_keys_and_the_wheel_move_along_the_text(reader, address):
    reader.goto(address + VERTICAL)
    text = reader.locator(".turns")
    text.focus()
    reader.keyboard.press("ArrowLeft")
    reader.wait_for_timeout(500)
    before = text.evaluate("each => each.scrollLeft")
    assert before < 0
    text.hover()
    reader.mouse.wheel(0, 300)
    reader.wait_for_timeout(500)
    assert text.evaluate("each => each.scrollLeft") <= before - 100


@pytest.mark.parametrize("width", [360, 1440])
def test_a_turn_s_menu_opens_in_sight(visit, address, width):
    page = visit(viewport={"width": width, "height": 740})
    page.goto(address + VERTICAL)
    page.locator(".share-summary").first.click()
    window = page.locator(".turns").bounding_box()
    menu = page.locator(".share-list").first.bounding_box()
    assert menu["x"] >= window["x"]
    assert menu["x"] + menu["width"] <= window["x"] + window["width"]
    assert menu["y"] >= window["y"]
    assert menu["y"] + menu["height"] <= window["y"] + window["height"]


def test_short_numbers_stand_upright(reader, address):
    reader.goto(Topic.objects.get(slug="economy-and-jobs").get_absolute_url() + VERTICAL)
    upright = reader.locator("#pf5v3 .upright")
    assert upright.all_inner_texts() == ["4"]
    assert upright.evaluate("each => getComputedStyle(each).textCombineUpright") == "all"


def test_it_is_printed_so_on_a_few_sheets_with_every_word(reader, address):
    reader.goto(address)
    across = PdfReader(BytesIO(reader.pdf(format="A4"))).pages
    reader.goto(address + VERTICAL)
    down = PdfReader(BytesIO(reader.pdf(format="A4"))).pages
    assert len(down) <= len(across) + 1
    last = list(list(Topic.objects.get(order=0).segments.all())[-1].paragraphs.all())[-1]
    words = "".join(sentence.text for sentence in last.sentences.all())
    letters = set("".join(page.extract_text() for page in down))
    assert len(set(words) - letters) < len(set(words)) / 10


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [800, 1440])
def test_axe_finds_nothing(visit, address, scheme, width):
    page = visit(color_scheme=scheme, viewport={"width": width, "height": 740})
    page.goto(address + VERTICAL)
    assert findings(page) == []


def test_nothing_else_than_japanese_is_set_so(reader, address):
    Interview.objects.update(language="en")
    reader.goto(address + VERTICAL)
    assert reader.locator("[data-writing]").count() == 0
    expect(reader.locator(".words").first).to_have_css("writing-mode", "horizontal-tb")
