"""Search as readers do it: type, take a suggestion, narrow, arrive, step through the hits."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

QUERY = "雇用"


@pytest.fixture
def searcher(indexed, visit):
    """Opens pages of a site whose index is built."""
    return visit


def test_it_goes_from_a_suggestion_to_a_marked_turn_and_back(searcher):
    page = searcher()
    page.goto("/")
    field = page.locator("#q")
    field.press_sequentially("こよ")
    option = page.get_by_role("option").filter(has_text=QUERY).first
    expect(option).to_be_visible()
    field.press("ArrowDown")
    expect(page.locator('[role="option"][aria-selected="true"]')).to_have_count(1)
    option.click()
    page.wait_for_url("**/search/?q=*")
    expect(page.locator("#q")).to_have_value(QUERY)
    first = page.locator(".result").first
    expect(first.locator("mark").first).to_have_text(QUERY)

    page.locator(".facets a").filter(has_text="アモデイ").click()
    expect(page.locator(".facets [aria-current]")).to_have_count(1)
    for speaker in page.locator(".result-speaker").all_inner_texts():
        assert "アモデイ" in speaker

    page.locator(".result-title a").first.click()
    place = page.locator("[data-hits-place]")
    expect(place).to_contain_text(" / ")
    total = page.locator("mark.hit-mark").count()
    assert total > 1
    expect(place).to_contain_text(f" / {total}")
    # It begins with the hit that the address leads to.
    expect(page.locator(":target mark.hit-current")).to_be_in_viewport()
    start = int(place.inner_text().split("/")[0])
    page.locator("[data-hits-next]").click()
    expect(place).to_have_text(f"{start % total + 1} / {total}")
    page.locator("[data-hits-previous]").click()
    page.locator("[data-hits-previous]").click()
    expect(place).to_have_text(f"{(start - 2) % total + 1} / {total}")
    expect(page.locator("mark.hit-current")).to_be_in_viewport()

    address = page.url
    page.keyboard.press("Escape")
    expect(page.locator("mark.hit-mark")).to_have_count(0)
    expect(page.locator("[data-hits]")).to_have_count(0)
    assert "q=" not in page.url

    again = page.context.new_page()
    again.goto(address)
    expect(again.locator("mark.hit-mark")).to_have_count(total)
    expect(again.locator(":target mark").first).to_be_in_viewport()


def test_it_does_all_but_suggest_without_scripts(searcher):
    page = searcher(java_script_enabled=False)
    page.goto("/")
    page.locator("#q").fill(QUERY)
    page.locator(".search-button").first.click()
    assert page.locator(".result").count() > 1
    page.locator(".facets a").filter(has_text="アモデイ").click()
    page.locator(".result-title a").first.click()
    expect(page.locator("mark.hit-mark").first).to_be_visible()
    expect(page.locator(":target mark").first).to_be_in_viewport()
    page.locator("[data-hits-clear]").click()
    expect(page.locator("mark.hit-mark")).to_have_count(0)


def test_it_asks_for_nothing_while_text_is_composed(searcher):
    page = searcher()
    asked = []
    page.on("request", lambda request: asked.append(request.url) if "suggest" in request.url else 0)
    page.goto("/")
    field = page.locator("#q")
    field.focus()
    field.dispatch_event("compositionstart")
    page.keyboard.insert_text("ko")
    field.dispatch_event("input")
    page.wait_for_timeout(500)
    assert [each for each in asked if "json" in each] == []
    field.evaluate("input => { input.value = '雇'; }")
    field.dispatch_event("compositionend")
    expect(page.get_by_role("option").first).to_be_visible()
    assert len([each for each in asked if "json" in each]) == 1


def test_it_leaves_the_readers_own_text_when_the_list_is_closed(searcher):
    page = searcher()
    page.goto("/")
    field = page.locator("#q")
    field.press_sequentially("Anth")
    expect(page.get_by_role("option").first).to_be_visible()
    field.press("Escape")
    expect(page.get_by_role("listbox")).to_be_hidden()
    expect(field).to_have_value("Anth")
    field.press("Enter")
    page.wait_for_url("**/search/?q=Anth")


def test_it_says_what_was_searched_for_instead_and_offers_the_exact_words(searcher):
    page = searcher()
    page.goto("/search/?q=規制緩話")
    expect(page.locator(".suggestion")).to_contain_text("規制緩和")
    page.locator(".suggestion-exact a").click()
    expect(page.locator(".suggestion")).to_have_count(0)
    expect(page.locator("#q")).to_have_value("規制緩話")


def test_it_offers_topics_where_nothing_is_found(searcher):
    page = searcher()
    page.goto('/search/?q="存在しない語句"')
    expect(page.locator(".nothing-topics a").first).to_be_visible()
    assert page.locator(".result").count() == 0


def test_it_fits_a_narrow_screen(searcher):
    page = searcher(viewport={"width": 320, "height": 800})
    for address in (f"/search/?q={QUERY}", "/search/", "/en/search/?q=jobs&group=topic"):
        page.goto(address)
        excess = page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        assert excess <= 0, address
