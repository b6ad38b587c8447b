"""The notebook in a browser: collecting, noting, ordering, carrying over, taking out."""

from __future__ import annotations

import json
import re
from io import BytesIO

import pytest
import rispy
from pypdf import PdfReader

from archive.models import Segment, Topic
from tests.browser.test_axe import findings
from tests.pages.addresses import address

WORDS = "1990年代にムーアの法則があったのと同じです。"
SELECT = """([anchor, words]) => {
    const walker = document.createTreeWalker(
        document.querySelector(`#${anchor} .passage-text`), NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
        const at = walker.currentNode.data.indexOf(words);
        if (at < 0) continue;
        getSelection().setBaseAndExtent(
            walker.currentNode, at, walker.currentNode, at + words.length);
        return;
    }
}"""
KEPT = "JSON.parse(localStorage.getItem('notebook') ?? '{\"items\": []}').items"


@pytest.fixture
def anchors(interview):
    """The first answers."""
    answers = Segment.objects.filter(kind=Segment.Kind.ANSWER)[:4]
    return [each.anchor_id for each in answers]


def codes(page):
    return [each["code"] for each in page.evaluate(KEPT)]


def until(page, count):
    """Wait until so many entries are kept; pages let no test evaluate a condition for it."""
    for _ in range(100):
        if len(codes(page)) == count:
            return
        page.wait_for_timeout(50)
    pytest.fail(f"{len(codes(page))} entries are kept, not {count}.")


def filled(page, anchors, language=""):
    """The notebook's page with these turns in it."""
    page.goto(f"{language}/notebook/")
    items = [{"code": f"t/{each}"} for each in anchors]
    page.evaluate("items => localStorage.setItem('notebook', JSON.stringify({items}))", items)
    page.reload()
    page.locator("[data-where]:not(:empty)").first.wait_for()
    return page


def test_a_turn_and_a_passage_are_collected_while_reading(reader, anchors):
    reader.goto(Topic.objects.get(order=0).get_absolute_url())
    reader.locator(f"#{anchors[0]} .share-summary").click()
    reader.locator(f"#{anchors[0]} [data-copy=notebook]").click()
    reader.locator(".collect-status:not(:empty)").wait_for()
    reader.evaluate(SELECT, ["ppm5m", WORDS])
    reader.locator(".selection-tools [data-copy=notebook]").click()
    until(reader, 2)
    turn, passage = codes(reader)
    assert turn == f"t/{anchors[0]}"
    assert re.fullmatch("q/[a-z2-7]{7,}", passage)
    reader.locator(".collect-status a").click()
    shown = reader.locator(".notebook-words")
    shown.nth(1).wait_for()
    assert shown.nth(1).inner_text() == WORDS
    assert shown.nth(1).get_attribute("lang") == "ja"
    first = Segment.objects.get(anchor=anchors[0]).paragraphs.all()[0].sentences.all()[0].text
    assert shown.nth(0).inner_text().startswith(first[:9])


def test_a_term_is_collected_and_taken_out_again(reader, indexed):
    reader.goto("/terms/deepseek/")
    button = reader.get_by_role("button", name=re.compile("DeepSeek"))
    before = button.inner_text()
    button.click()
    assert codes(reader) == ["terms/deepseek"]
    assert button.inner_text() != before
    button.click()
    assert codes(reader) == []
    assert button.inner_text() == before


def test_ten_quotes_on_chips_to_one_ris_file_in_thirteen_clicks(reader, indexed):
    clicks = 0
    reader.goto("/search/")

    def click(target):
        nonlocal clicks
        target.click()
        clicks += 1

    reader.locator("input[name=q]:visible").first.fill("半導体 OR AI")
    click(reader.locator("main button[type=submit]").first)
    buttons = reader.locator(".result .collect")
    buttons.first.wait_for()
    for number in range(10):
        click(buttons.nth(number))
    assert len(codes(reader)) == 10
    expected = [each.partition("/")[2] for each in codes(reader)]
    click(reader.locator(".collect-status a"))
    with reader.expect_download() as download:
        click(reader.get_by_role("button", name="RIS"))
    assert download.value.suggested_filename == "notebook.ris"
    found = rispy.loads(download.value.path().read_text(encoding="utf-8"))
    assert [each["id"] for each in found] == expected
    assert all(each["abstract"] for each in found)
    assert clicks <= 13


def test_all_results_are_added_by_one_button(reader, indexed):
    reader.goto("/search/?q=AI&sort=order")
    expected = reader.request.get("/search.csl.json?q=AI&sort=order").json()
    assert len(expected) > 10
    reader.locator(".collect-all").click()
    until(reader, len(expected))
    assert codes(reader) == [f"t/{each['id']}" for each in expected]
    labels = set(reader.locator(".result .collect").all_inner_texts())
    assert len(labels) == 1


def test_notes_are_kept_and_are_text(reader, anchors):
    page = filled(reader, anchors[:1])
    note = "<img src=x onerror=alert(1)> & mine"
    page.locator("[data-note]").fill(note)
    page.locator("[data-tags]").fill("law,  to read、law")
    page.reload()
    assert page.locator("[data-note]").input_value() == note
    assert page.evaluate(KEPT)[0]["tags"] == ["law", "to read"]
    assert page.locator(".notebook-entry img").count() == 0
    page.emulate_media(media="print")
    assert page.locator("[data-own]").inner_text() == f"{note}\nlaw, to read"
    assert not page.locator("[data-note]").is_visible()


def test_entries_are_ordered_by_keys(reader, anchors):
    page = filled(reader, anchors[:3])
    first = page.locator(f"[data-code='t/{anchors[0]}'] [data-do=down]")
    first.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    assert codes(page) == [f"t/{anchors[place]}" for place in (1, 2, 0)]
    assert first.evaluate("element => element === document.activeElement")
    page.keyboard.press("Enter")
    assert codes(page)[-1] == f"t/{anchors[0]}"
    shown = page.locator(".notebook-entry").evaluate_all("all => all.map(e => e.dataset.code)")
    assert shown == codes(page)
    page.reload()
    page.locator(".notebook-entry").first.wait_for()
    shown = page.locator(".notebook-entry").evaluate_all("all => all.map(e => e.dataset.code)")
    assert shown == codes(page)


def test_what_was_removed_can_be_put_back_with_its_note(reader, anchors):
    page = filled(reader, anchors[:3])
    page.locator("[data-note]").nth(1).fill("mine")
    before = page.evaluate(KEPT)
    page.locator("[data-do=remove]").nth(1).click()
    assert len(codes(page)) == 2
    page.locator("#notebook-notice button").click()
    assert page.evaluate(KEPT) == before


def test_a_file_carries_all_of_it_to_another_browser(visit, anchors):
    page = filled(visit(), anchors[:3])
    page.locator("[data-note]").nth(2).fill("三つ目")
    page.locator("[data-tags]").nth(0).fill("a, b")
    page.locator("[data-do=up]").nth(2).click()
    with page.expect_download() as download:
        page.locator("[data-do=save]").click()
    other = filled(visit(), [anchors[3]])
    other.locator("#notebook-load").set_input_files(download.value.path())
    until(other, 4)
    assert other.evaluate(KEPT)[1:] == page.evaluate(KEPT)
    other.locator(".notebook-words p").nth(3).wait_for()
    notes = other.locator("[data-note]").evaluate_all("all => all.map(each => each.value)")
    assert "三つ目" in notes


def test_a_link_carries_the_codes_once_the_reader_says_so(visit, anchors):
    page = filled(visit(), anchors[:3])
    page.locator("[data-note]").nth(0).fill("a secret")
    page.locator("[data-do=link]").click()
    link = page.locator("#notebook-link").input_value()
    assert "secret" not in link
    assert "?" not in link
    other = visit()
    other.goto(link)
    other.locator("[data-do=take]").wait_for()
    assert codes(other) == []
    other.locator("[data-do=take]").click()
    assert codes(other) == codes(page)
    assert "#" not in other.url


def test_a_file_that_is_no_notebook_changes_nothing(reader, anchors):
    page = filled(reader, anchors[:1])
    for text in ("{", "[]", json.dumps({"items": 3})):
        file = {"name": "a.json", "mimeType": "application/json", "buffer": text.encode()}
        page.locator("#notebook-load").set_input_files(file)
        page.locator("#notebook-notice:not(:empty)").wait_for()
        assert codes(page) == [f"t/{anchors[0]}"]


@pytest.mark.parametrize("how", ["throws", "is full"])
def test_a_browser_that_keeps_nothing_is_told_of(reader, anchors, how):
    reader.goto(Topic.objects.get(order=0).get_absolute_url())
    if how == "throws":
        reader.evaluate("() => { Storage.prototype.setItem = () => { throw new Error('full'); }; }")
    else:
        reader.evaluate(
            """() => localStorage.setItem('notebook', JSON.stringify({items:
                Array.from({length: 500}, (_, each) => ({code: `t/sx${each}`}))}))"""
        )
    before = codes(reader)
    reader.locator(f"#{anchors[0]} .share-summary").click()
    reader.locator(f"#{anchors[0]} [data-copy=notebook]").click()
    said = reader.locator(".collect-status:not(:empty)").inner_text()
    template = reader.locator("#notebook-words")
    name = "data-refused" if how == "throws" else "data-full"
    assert template.get_attribute(name).replace("{count}", "500") in said
    assert codes(reader) == before


def test_what_is_gone_is_said_and_its_note_stays(reader, anchors):
    page = filled(reader, [*anchors[:1], "s000000"])
    page.locator("[data-note]").nth(1).fill("mine")
    gone = page.locator(".notebook-entry").nth(1)
    assert gone.locator("[data-state]").inner_text()
    assert not gone.locator(".notebook-words").is_visible()
    assert page.evaluate(KEPT)[1]["note"] == "mine"


def test_it_says_what_it_is_without_script(visit, interview):
    page = visit(java_script_enabled=False)
    for where in ("/notebook/", "/en/notebook/"):
        page.goto(where)
        assert page.locator("h1").is_visible()
        assert page.locator("noscript").inner_text().strip()
        assert not page.locator(".notebook-tools").is_visible()
        assert page.locator("main button:visible").count() == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", ["", "/en"])
def test_axe_finds_nothing_in_a_filled_notebook(visit, anchors, scheme, language):
    page = visit(color_scheme=scheme, viewport={"width": 390, "height": 844})
    page = filled(page, [*anchors, "s000000"], language)
    page.locator("[data-do=remove]").first.click()
    assert findings(page) == []
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= 390


def test_it_is_printed_as_a_booklet_with_notes_and_no_controls(reader, anchors):
    page = filled(reader, anchors[:3], "/en")
    page.locator("[data-note]").nth(1).fill("my own remark")
    sheets = PdfReader(BytesIO(page.pdf(prefer_css_page_size=True))).pages
    # A5, in points.
    assert [round(float(each)) for each in sheets[0].mediabox[2:]] == [420, 595]
    text = "".join(each.extract_text() for each in sheets)
    assert "my own remark" in text
    for anchor in anchors[:3]:
        assert f"/t/{anchor}/" in re.sub(r"\s", "", text)
    for label in ("Remove", "BibTeX", "Your note"):
        assert label not in text


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_where_things_are_collected(visit, indexed, scheme):
    page = visit(color_scheme=scheme, viewport={"width": 390, "height": 844})
    quote = address("quote", indexed)
    for where in ("/notebook/", "/en/search/?q=AI", "/terms/deepseek/", quote):
        page.goto(where)
        if where != "/notebook/":
            page.locator("main .collect").last.click()
            page.locator(".collect-status a").wait_for()
        assert findings(page) == [], where
