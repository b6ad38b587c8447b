"""What readers come for, step by step: no way may take more clicks than is said here."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, expect

from archive.quotations.kept import canonical, keep
from archive.quotations.quoting import Quotation
from archive.transcript import Transcript

WORDS = "1990年代にムーアの法則があったのと同じです。"
CLIPBOARD = "navigator.clipboard.readText()"


class Clicks:
    """Clicks, and counts them."""

    def __init__(self) -> None:
        self.made = 0

    def on(self, place: Locator) -> None:
        place.click()
        self.made += 1


@pytest.fixture
def clicks() -> Clicks:
    return Clicks()


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_a_shared_quote_shows_its_question_and_leads_into_the_talk(
    visit, interview, clicks, prefix
):
    transcript = Transcript(interview)
    quotation = canonical(Quotation(WORDS, "ppm5m"), transcript)
    assert quotation
    turn = transcript.turns_by_anchor["ppm5m"]
    assert turn.question
    page = visit(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    page.goto(prefix + keep(quotation, "somebody").get_absolute_url())
    for words in (turn.question.plain[:12], WORDS[:12]):
        expect(page.get_by_text(words).first).to_be_in_viewport()
    clicks.on(page.get_by_role("link", name="Read on" if prefix else "続きを読む"))
    expect(page.locator(f"#{turn.anchor}")).to_be_in_viewport()
    assert clicks.made == 1


def test_an_english_reader_gets_from_the_home_page_to_a_cited_quote(visit, interview, clicks):
    page = visit(permissions=["clipboard-read", "clipboard-write"])
    page.goto("/en/")
    quote = page.locator(".pull-quote a").first
    anchor = str(quote.get_attribute("href")).split("#")[1]
    clicks.on(quote)
    turn = page.locator(".turn", has=page.locator(f"#{anchor}"))
    expect(turn).to_be_in_viewport()
    clicks.on(turn.locator(".share-summary"))
    clicks.on(turn.get_by_role("button", name="Copy citation"))
    page.locator(".share-status:not(:empty)").wait_for()
    cited = page.evaluate(CLIPBOARD)
    assert "Amodei, Dario" in cited
    assert f"/t/{turn.get_attribute('id')}/" in cited
    assert clicks.made <= 4
