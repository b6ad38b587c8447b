"""Ears and keys: what the accessibility tree says, where the Tab key stops, how big targets are."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from archive.models import Segment, Topic
from tests.browser.addresses import addresses
from tests.sources.drafts import Draft, DraftTopic, DraftTurn

HEADING = re.compile(r'^\s*- heading "(.*)" \[level=(\d)\]', re.MULTILINE)
PHONE = {"viewport": {"width": 390, "height": 844}}
STOPS = """() => {
  const stops = {};
  for (const turn of document.querySelectorAll('.turn')) {
    stops[turn.id] = [...turn.querySelectorAll('a[href], button, summary')]
      .filter((each) => each.tabIndex >= 0 && each.checkVisibility()).length;
  }
  return stops;
}"""
# Links that stand in a line of text are as high as it is.
SMALL = """() => [...document.querySelectorAll('a[href], button, summary, input, select, textarea')]
  .filter((each) => each.checkVisibility({visibilityProperty: true}))
  .filter((each) => !each.closest('.course-svg, .hits-strip, .skip-link, .visually-hidden'))
  .filter((each) => getComputedStyle(each).display !== 'inline')
  .filter((each) => !each.matches('input[type=checkbox], input[type=radio], input[type=hidden]'))
  .map((each) => [each, each.getBoundingClientRect()])
  .filter(([, box]) => box.width && (box.width < 23.9 || box.height < 23.9))
  .map(([each, box]) => `${each.outerHTML.slice(0, 90)} ${box.width}x${box.height}`)"""


def headings(page):
    """Names and levels of the headings in the main part, as the accessibility tree has them."""
    found = HEADING.findall(page.locator("main").aria_snapshot())
    return [(name, int(level)) for name, level in found]


def test_one_walks_a_topics_turns_by_headings(reader):
    topic = Topic.objects.get(order=0)
    reader.goto(topic.get_absolute_url())
    first, *others = headings(reader)
    assert first[1] == 1
    spoken = [each for each in topic.segments.all() if each.speaker]
    turns = others[: len(spoken)]
    assert len(turns) == len(spoken)
    for segment, (name, level) in zip(spoken, turns, strict=True):
        assert level == 2
        if segment.kind == Segment.Kind.QUESTION:
            words = segment.paragraphs.all()[0].sentences.all()[0].text
            assert words[:10] in name


def test_one_walks_the_whole_interview_by_headings_without_a_gap(reader, interview):
    reader.goto(addresses()["transcript"])
    levels = [level for _, level in headings(reader)]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    spoken = Segment.objects.filter(topic__interview=interview, speaker__isnull=False)
    assert levels.count(3) == spoken.count()


def test_what_nobody_says_is_no_heading(reader, interview):
    segment = Segment.objects.filter(topic__order=0).order_by("-order")[0]
    Segment.objects.filter(pk=segment.pk).update(speaker=None, kind="direction")
    reader.goto(segment.topic.get_absolute_url())
    expect(reader.locator(f"#{segment.anchor_id} :is(h2, h3)")).to_have_count(0)
    expect(reader.locator(f"#{segment.anchor_id} p.turn-who")).to_have_count(1)


@pytest.mark.parametrize("name", ["topic", "doubt", "transcript", "turn"])
def test_a_turn_has_three_stops_at_most(reader, indexed, name):
    reader.goto(addresses()[name])
    reader.locator(".turn-text a[tabindex]").first.wait_for(state="attached")
    stops = reader.evaluate(STOPS)
    assert stops
    assert max(stops.values()) <= 3


def test_arrow_keys_go_through_the_links_of_a_turns_words(reader):
    reader.goto(addresses()["transcript"])
    text = reader.locator(".turn-text:has(.passage ~ .passage)").first
    links = text.locator("a[href]")
    count = links.count()
    links.first.focus()
    for at in range(1, count):
        reader.keyboard.press("ArrowRight")
        expect(links.nth(at)).to_be_focused()
    reader.keyboard.press("Home")
    expect(links.first).to_be_focused()
    reader.keyboard.press("Tab")
    assert not text.evaluate("text => text.contains(document.activeElement)")


def test_arrow_keys_lead_to_the_side_that_they_show(visit, tmp_path):
    """In Arabic what follows stands to the left."""
    words = ["متى بنيت المحرك الأول؟", "وهل كان ذلك في الشتاء؟", "ثم عدنا إلى المدينة."]
    topic = DraftTopic("start", "البداية", [DraftTurn("bob", words)])
    Draft([topic], "muharrik", "ar", "المحرك").load(tmp_path)
    page = visit()
    page.goto("/en/interviews/muharrik/transcript/")
    links = page.locator(".turn-text").first.locator("a[href]")
    assert links.count() == len(words)
    links.first.focus()
    for key, at in (("ArrowRight", 0), ("ArrowLeft", 1), ("ArrowLeft", 2), ("ArrowRight", 1)):
        page.keyboard.press(key)
        expect(links.nth(at)).to_be_focused()


@pytest.mark.parametrize("viewport", [PHONE["viewport"], {"width": 1440, "height": 900}])
def test_targets_are_as_large_as_a_finger_needs(visit, interview, viewport):
    page = visit(viewport=viewport)
    found = {}
    for name, address in addresses().items():
        for prefix in ("", "/en"):
            page.goto(prefix + address)
            if small := page.evaluate(SMALL):
                found[prefix + name] = small
    assert found == {}


def test_axe_finds_every_target_large_enough(visit, interview):
    rule = {"runOnly": {"type": "rule", "values": ["target-size"]}}
    options = {**rule, "rules": {"target-size": {"enabled": True}}}
    page = visit(**PHONE)
    for name, address in addresses().items():
        page.goto(address)
        found = Axe().run(page, options=options).response["violations"]
        assert [node["html"][:120] for each in found for node in each["nodes"]] == [], name


def test_on_a_phone_the_course_is_walked_by_topic(visit, interview):
    page = visit(**PHONE)
    page.goto("/")
    topics = page.locator(".course-topics a")
    expect(topics).to_have_count(interview.topics.count())
    assert page.locator(".course-picture").get_by_role("link").count() == topics.count()
    topics.nth(2).click()
    page.wait_for_url(f"**{interview.topics.get(order=2).get_absolute_url()}")


def test_the_course_speaks_the_language_of_the_words(reader):
    reader.goto("/en/")
    assert reader.locator(".course-cell").first.get_attribute("lang") == "ja"


def test_related_turns_and_facets_read_as_sentences(reader, indexed):
    reader.goto("/en" + addresses()["topic"])
    related = reader.locator(".related .turn-link").first.aria_snapshot()
    assert re.search(r"\S ?, .+: ", related)
    reader.goto("/en/search/?q=AI")
    for choice in reader.locator(".facet-choice").all():
        said = " ".join(choice.text_content().split())
        count = int(re.findall(r", (\d+)", said)[0])
        assert said.endswith("turn" if count == 1 else "turns"), said
