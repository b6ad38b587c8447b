"""What readers set: furigana, text size, paper, their place."""

from __future__ import annotations

import re
from io import BytesIO
from unicodedata import normalize

import pytest
from django.urls import reverse
from pypdf import PdfReader

from archive.models import Interview, Topic

SIZE = "element => parseFloat(getComputedStyle(element).fontSize)"


@pytest.fixture
def address(interview):
    """The first topic's page."""
    return Topic.objects.get(order=0).get_absolute_url()


@pytest.mark.parametrize("scripts", [True, False])
def test_it_adds_furigana_on_request_and_takes_it_away(visit, address, scripts):
    page = visit(java_script_enabled=scripts)
    page.goto(address)
    assert page.locator("ruby").count() == 0
    page.locator("a[data-furigana=on]").click()
    assert page.locator("#pbhnq ruby").first.inner_text() == "時点じてん"
    page.locator("a[data-furigana=off]").click()
    page.locator("a[data-furigana=on]").wait_for()
    assert page.locator("ruby").count() == 0


def test_it_remembers_that_a_reader_wants_furigana(reader, address):
    reader.goto(address)
    reader.locator("a[data-furigana=on]").click()
    reader.goto(Topic.objects.get(order=1).get_absolute_url() + "#main")
    reader.locator("ruby").first.wait_for()
    assert reader.url.endswith("?furigana=1#main")
    reader.locator("a[data-furigana=off]").click()
    reader.locator("a[data-furigana=on]").wait_for()
    reader.goto(address)
    assert reader.locator("ruby").count() == 0


def test_it_copies_no_furigana(visit, address):
    page = visit(permissions=["clipboard-read", "clipboard-write"])
    words = "1990年代にムーアの法則があったのと同じです。"
    page.goto(f"{address}?furigana=1")
    page.evaluate(
        "getSelection().selectAllChildren(document.querySelector('#ppm5m .passage-text'))"
    )
    page.keyboard.press("Control+c")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith(words)
    assert "ほうそく" not in copied
    page.locator(".selection-tools [data-copy=quote]").click()
    page.locator(".share-status:not(:empty)").wait_for()
    quote = page.evaluate("navigator.clipboard.readText()")
    assert quote.startswith(f"「{words}")
    assert "ほうそく" not in quote


def test_it_marks_quoted_words_under_furigana(reader, address):
    reader.goto(f"{address}?furigana=1&at=ppm5m&quote=ムーアの法則があった")
    marked = reader.locator("mark.quotation").evaluate(
        "mark => { mark.querySelectorAll('rt').forEach(rt => rt.remove()); return mark.innerText; }"
    )
    assert marked == "ムーアの法則があった"


def test_it_sets_the_text_larger_and_remembers_it(reader, address):
    reader.goto(address)
    words = reader.locator(".words").first
    before = words.evaluate(SIZE)
    reader.locator("[data-size=largest]").click()
    assert words.evaluate(SIZE) == pytest.approx(1.6 * before)
    reader.reload()
    assert words.evaluate(SIZE) == pytest.approx(1.6 * before)
    assert reader.locator("[data-size=largest]").get_attribute("aria-pressed") == "true"
    reader.locator("[data-size=medium]").click()
    assert words.evaluate(SIZE) == pytest.approx(before)


@pytest.mark.parametrize("width", [320, 360])
def test_it_fits_a_narrow_screen_at_every_size(visit, address, width):
    page = visit(viewport={"width": width, "height": 740})
    for query in ("", "?furigana=1"):
        page.goto(address + query)
        page.locator("[data-size=largest]").click()
        excess = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        assert page.evaluate(excess) <= 0


def test_it_offers_to_go_on_where_the_reader_stopped(reader, address):
    reader.goto("/")
    assert reader.locator(".resume").is_hidden()
    reader.goto(address)
    for _ in range(3):
        reader.keyboard.press("j")
    reader.wait_for_timeout(1000)
    reader.goto("/")
    assert "それは破産するのと" in reader.locator(".resume").inner_text()
    reader.locator(".resume-link").click()
    reader.wait_for_url(re.compile(re.escape(address) + "#s"))
    # Who is there needs no offer.
    assert reader.locator(".resume").is_hidden()
    reader.goto("/")
    reader.locator(".resume-close").click()
    assert reader.locator(".resume").is_hidden()


def test_it_moves_nothing_after_the_page_is_drawn(reader, address):
    shifts = """new Promise(resolve => {
        let sum = 0;
        new PerformanceObserver(list => {
            for (const entry of list.getEntries()) sum += entry.value;
        }).observe({type: 'layout-shift', buffered: true});
        setTimeout(() => resolve(sum), 500);
    })"""
    for page in (address, "/", f"{address}?furigana=1"):
        reader.goto(page)
        assert reader.evaluate(shifts) == 0


def printed(words):
    """A pattern for the words in a PDF, where a radical can stand for a kanji of its shape."""
    letters = re.sub(r"\s", "", normalize("NFKC", words))
    return "".join(f"[{re.escape(letter)}\u2e80-\u2eff]" for letter in letters)


@pytest.mark.parametrize("name", ["topic", "transcript"])
def test_it_prints_the_text_with_its_citation_and_link(reader, address, name):
    interview = Interview.objects.get()
    path = address if name == "topic" else reverse("transcript", args=[interview.slug])
    reader.goto(path)
    pages = PdfReader(BytesIO(reader.pdf(format="A4"))).pages
    text = "".join(page.extract_text() for page in pages)
    text = re.sub(r"\s", "", normalize("NFKC", text))
    topics = Topic.objects.filter(order=0) if name == "topic" else Topic.objects.all()
    for segment in topics[0].segments.all():
        for paragraph in segment.paragraphs.all():
            words = "".join(sentence.text for sentence in paragraph.sentences.all())
            assert re.search(printed(words[:20]), text)
    # The whole is cited by the interview's own address.
    cited = address if name == "topic" else interview.get_absolute_url()
    assert reader.evaluate("location.origin") + cited in text
    assert re.search(printed(interview.title), text)
    for hidden in ("Print", "Share", "印刷", "共有", "¶"):
        assert hidden not in text


def test_it_prints_when_asked(reader, address):
    reader.goto(address)
    reader.evaluate("() => { window.print = () => { document.title = 'printed'; }; }")
    reader.locator("[data-print]").click()
    assert reader.title() == "printed"


def test_it_hides_what_needs_scripts_without_them(visit, address):
    page = visit(java_script_enabled=False)
    page.goto(address)
    assert all(each.is_hidden() for each in page.locator(".needs-script").all())
    assert page.locator("a[data-furigana]").is_visible()


def test_it_moves_nothing_for_readers_who_want_no_motion(visit, address):
    page = visit(reduced_motion="reduce")
    for path in ("/", address):
        page.goto(path)
        moving = page.evaluate(
            """() => [...document.querySelectorAll('*')].filter(element => {
                const style = getComputedStyle(element);
                return style.animationName !== 'none' || parseFloat(style.transitionDuration) > 0
                    || style.scrollBehavior === 'smooth';
            }).length"""
        )
        assert moving == 0
