"""What only a browser can tell of the pages: widths, marks, focus, paper, contrast."""

from __future__ import annotations

import re
from itertools import product
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.urls import reverse

from archive.models import Anchor, Interview, Paragraph, Segment, Topic
from tests.browser.addresses import addresses

CSS = Path(django_settings.BASE_DIR) / "static" / "css"
GROUND = "element => getComputedStyle(element).backgroundColor"


def test_it_needs_no_sideways_scrolling_from_320_pixels(reader):
    for width, (name, address) in product((320, 768), addresses().items()):
        reader.set_viewport_size({"width": width, "height": 900})
        for prefix in ("", "/en"):
            reader.goto(prefix + address)
            excess = reader.evaluate(
                "document.documentElement.scrollWidth - document.documentElement.clientWidth"
            )
            assert excess <= 0, f"{prefix} {name} at {width} is {excess} pixels too wide"


def test_it_sets_thirty_eight_characters_to_a_line(reader):
    reader.goto(addresses()["transcript"])
    measure = "element => element.clientWidth / parseFloat(getComputedStyle(element).fontSize)"
    assert reader.locator(".words").first.evaluate(measure) == pytest.approx(38, abs=0.1)
    height = (
        "e => parseFloat(getComputedStyle(e).lineHeight) / parseFloat(getComputedStyle(e).fontSize)"
    )
    heights = reader.locator(".words").evaluate_all(f"all => all.map({height})")
    assert all(1.8 <= each <= 2 for each in heights)


@pytest.mark.parametrize("model", [Segment, Paragraph])
def test_it_scrolls_to_and_marks_the_words_that_the_address_names(reader, model):
    named = model.objects.last()
    segment = named if model is Segment else named.segment
    selector = f"#{named.anchor_id}" + (" .words" if model is Segment else "")
    address = segment.topic.get_absolute_url()
    reader.goto(address)
    before = reader.locator(selector).evaluate(GROUND)
    reader.goto("about:blank")
    reader.goto(f"{address}#{named.anchor_id}")
    assert reader.locator(selector).evaluate(GROUND) != before
    box = reader.locator(selector).bounding_box()
    assert 0 <= box["y"] < 900


def test_it_shows_a_notice_where_words_moved_away_only_to_who_follows_the_old_link(reader):
    segment = Segment.objects.all()[0]
    left = Topic.objects.get(order=5)
    segment.anchor.former_topics.add(left)
    reader.goto(left.get_absolute_url())
    assert reader.locator(".former").is_hidden()
    reader.goto("about:blank")
    reader.goto(f"{left.get_absolute_url()}#{segment.anchor_id}")
    assert reader.locator(".former").is_visible()
    reader.locator(".former a").click()
    assert reader.url.endswith(f"{segment.topic.get_absolute_url()}#{segment.anchor_id}")


def test_it_shows_the_last_words_of_an_anchor_whose_words_are_gone(reader):
    interview = Interview.objects.get()
    Anchor.objects.create(code="p2222", interview=interview, words="消えた<b>言葉</b>")
    reader.goto(reverse("transcript", args=[interview.slug]) + "#p2222")
    assert "消えた<b>言葉</b>" in reader.locator("#p2222").inner_text()


def test_it_tells_interviewer_and_guest_apart_without_colour(reader):
    reader.goto(addresses()["topic"])
    look = """element => [getComputedStyle(element).fontFamily,
        getComputedStyle(element.querySelector('.passage-text'), '::before').content]"""
    asked, before = reader.locator(".turn-interviewer .words").first.evaluate(look)
    answered, nothing = reader.locator(".turn-guest .words").first.evaluate(look)
    assert asked != answered
    assert "――" in before
    assert nothing == "none"


def test_it_shows_the_skip_link_and_where_the_focus_is(reader):
    reader.goto(addresses()["topic"])
    reader.keyboard.press("Tab")
    skip = reader.locator(".skip-link")
    assert skip.bounding_box()["y"] >= 0
    outline = "() => getComputedStyle(document.activeElement).outlineStyle"
    for _ in range(12):
        assert reader.evaluate(outline) == "solid"
        reader.keyboard.press("Tab")


def test_it_prints_addresses_and_the_citation_but_no_navigation(reader):
    reader.goto(addresses()["topic"])
    reader.emulate_media(media="print")
    assert all(nav.is_hidden() for nav in reader.locator("nav, search, .site-header").all())
    assert reader.locator(".citation").is_visible()
    after = "element => getComputedStyle(element, '::after').content"
    link = reader.locator(".permalink").first
    assert link.evaluate(after).strip('"') == reader.evaluate("location.origin") + str(
        link.get_attribute("href")
    )


def test_it_keeps_to_one_origin(reader, live_server):
    asked = []
    reader.on("request", lambda request: asked.append(request.url))
    reader.goto(addresses()["topic"], wait_until="networkidle")
    assert asked
    assert all(url.startswith(live_server.url) for url in asked)


def _luminance(colour: str) -> float:
    parts = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one: str, other: str) -> float:
    """The contrast ratio of WCAG 2.2."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_text_colour_has_enough_contrast_on_every_ground(scheme):
    parts = (CSS / "variables.css").read_text().split("@media (prefers-color-scheme: dark)")
    colours = dict(re.findall(r"--([\w-]+): (#\w{6})", parts[scheme == "dark"]))
    for text, ground in product(
        ("ink", "ink-soft", "accent", "doubt"), ("paper", "panel", "target")
    ):
        assert _contrast(colours[text], colours[ground]) >= 4.5, f"{text} on {ground}"
    for line in ("edge", "figure"):
        assert _contrast(colours[line], colours["paper"]) >= 3, line
