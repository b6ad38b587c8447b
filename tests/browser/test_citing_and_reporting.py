"""Citations on the clipboard, reports from a browser, and data blocks under the strict policy."""

from __future__ import annotations

import pytest

from archive.citations.forms import FORMS
from archive.models import Report, Segment
from tests.browser.addresses import addresses

CLIPBOARD = "navigator.clipboard.readText()"


@pytest.fixture
def path(interview):
    return Segment.objects.all()[0].get_absolute_url()


def test_it_copies_the_very_text_that_it_downloads(visit, path):
    page = visit(permissions=["clipboard-read", "clipboard-write"])
    page.goto(f"{path}cite/")
    buttons = page.locator(".copy-button")
    assert buttons.count() == len(FORMS)
    for number, form in enumerate(FORMS):
        buttons.nth(number).focus()
        page.keyboard.press("Enter")
        page.wait_for_function(
            "number => document.querySelectorAll('.copy-button')[number].textContent "
            "=== document.querySelector('#copy-words').dataset.copied",
            arg=number,
        )
        file = page.request.get(f"{path}cite.{form.extension}").text()
        assert page.evaluate(CLIPBOARD) == file


def test_it_selects_the_text_where_the_browser_does_not_let_a_page_copy(visit, path):
    page = visit()
    page.goto(f"{path}cite/")
    refuse = "() => { navigator.clipboard.writeText = () => Promise.reject(new Error('no')); }"
    page.evaluate(refuse)
    page.locator(".copy-button").nth(1).click()
    shown = page.locator(".copyable").nth(1).inner_text()
    page.wait_for_function("() => getSelection().toString() !== ''")
    assert page.evaluate("getSelection().toString()").strip() == shown.strip()


def test_it_shows_every_citation_without_scripts(visit, path):
    page = visit(java_script_enabled=False)
    page.goto(f"{path}cite/")
    assert all(block.is_visible() for block in page.locator(".copyable").all())
    assert page.locator(".copy-button").count() == 0


def test_no_page_breaks_its_own_policy(visit):
    page = visit()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    kinds = addresses()
    for name in ("home", "interviews", "transcript", "topic", "speaker", "turn"):
        page.goto(kinds[name])
        assert page.locator("script[type='application/ld+json']").count() == 1
    assert said == []


def test_it_needs_no_sideways_scrolling_at_320_pixels(visit, path):
    page = visit(viewport={"width": 320, "height": 800})
    for address in (f"{path}cite/", f"/en{path}cite/", "/report/", "/en/report/thanks/"):
        page.goto(address)
        excess = page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        assert excess <= 0, address


@pytest.mark.parametrize("scripts", [True, False])
def test_a_reader_reports_an_error_from_a_turn(visit, path, scripts):
    page = visit(java_script_enabled=scripts)
    page.goto(f"/en{path}")
    page.get_by_role("contentinfo").get_by_role("link", name="Report an error").click()
    assert page.get_by_label("The words in question").input_value()
    page.get_by_label("Your email address").fill("nobody")
    page.locator("form.report-form").evaluate("form => { form.noValidate = true; }")
    page.get_by_role("button", name="Send the report").click()
    alert = page.get_by_role("alert")
    assert "Please say what is wrong." in alert.inner_text()
    page.get_by_label("What is wrong?").fill("A typo.")
    page.get_by_label("Your email address").fill("")
    page.get_by_role("button", name="Send the report").click()
    page.get_by_role("heading", name="Thank you").wait_for()
    report = Report.objects.get()
    assert (report.message, report.anchor) == ("A typo.", path.split("/")[2])


def test_nobody_can_reach_the_trap_by_keyboard(visit, interview):
    page = visit()
    page.goto("/report/")
    page.locator("#id_email").focus()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.type") == "submit"
