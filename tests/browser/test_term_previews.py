"""What a term is, shown at its link."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from archive.models import Term
from tests.browser.addresses import addresses


@pytest.fixture(autouse=True)
def term(interview):
    """A term of the first topic's words."""
    names = {"kind": "concept", "label": "ムーアの法則", "level": "notable"}
    described = {"description": "集積回路の経験則。", "description_en": "A rule of thumb."}
    return Term.objects.create(slug="a-law", **names, **described)


def link_and_preview(page, prefix=""):
    """Go to the page where it is linked; the link and what it says."""
    page.goto(prefix + addresses()["topic"])
    link = page.locator(".term", has_text="ムーアの法則")
    return link, page.locator(f"#{link.get_attribute('aria-describedby')}")


@pytest.mark.parametrize("scripts", [True, False])
@pytest.mark.parametrize("width", [390, 1440])
def test_it_shows_at_hover_and_focus_without_a_request(visit, scripts, width):
    page = visit(java_script_enabled=scripts, viewport={"width": width, "height": 844})
    link, preview = link_and_preview(page)
    # The page's icon is fetched after the page, whenever the browser likes.
    page.wait_for_load_state("networkidle")
    requests = []
    page.on("request", lambda request: requests.append(request.url))
    expect(preview).to_be_hidden()
    link.hover()
    expect(preview).to_be_visible()
    expect(preview).to_be_in_viewport(ratio=1)
    expect(preview).to_have_text("集積回路の経験則。")
    preview.hover()
    expect(preview).to_be_visible()
    page.mouse.move(0, 0)
    expect(preview).to_be_hidden()
    page.keyboard.press("Tab")
    link.focus()
    expect(preview).to_be_visible()
    assert not requests


def test_the_first_tap_shows_it_and_the_second_follows_the_link(visit):
    page = visit(viewport={"width": 390, "height": 844}, has_touch=True)
    link, preview = link_and_preview(page)
    address = page.url
    link.tap()
    expect(preview).to_be_visible()
    assert page.url == address
    link.tap()
    page.wait_for_url("**/terms/a-law/")


def test_escape_hides_it(reader):
    link, preview = link_and_preview(reader)
    link.hover()
    reader.keyboard.press("Escape")
    expect(preview).to_be_hidden()


def test_it_speaks_the_interfaces_language(reader):
    _, preview = link_and_preview(reader, "/en")
    assert preview.get_attribute("lang") == "en"
    assert preview.text_content() == "A rule of thumb."


def test_one_control_switches_it_off_and_the_browser_remembers(reader):
    link, preview = link_and_preview(reader)
    reader.locator("[data-explain]").click()
    reader.reload()
    expect(reader.locator("[data-explain]")).to_have_attribute("aria-pressed", "false")
    assert link.evaluate("e => getComputedStyle(e).textDecorationLine") == "none"
    assert link.evaluate("e => e.tabIndex") == -1
    link.hover(force=True)
    expect(preview).to_be_hidden()
    reader.locator("[data-explain]").click()
    link.hover()
    expect(preview).to_be_visible()


def test_paper_shows_nothing_of_it(reader):
    link, preview = link_and_preview(reader)
    reader.emulate_media(media="print")
    assert link.evaluate("e => getComputedStyle(e).textDecorationLine") == "none"
    expect(preview).to_be_hidden()
