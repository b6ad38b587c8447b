"""Keys."""

from __future__ import annotations

import pytest

from archive.models import Topic

FOCUSED = "document.activeElement.id"


@pytest.fixture
def topic(reader):
    """A reader on the first topic's page, and its turns' anchors."""
    topic = Topic.objects.get(order=0)
    reader.goto(topic.get_absolute_url())
    return reader, [segment.anchor_id for segment in topic.segments.all()]


def test_it_goes_from_turn_to_turn(topic):
    reader, anchors = topic
    for anchor in anchors:
        reader.keyboard.press("j")
        assert reader.evaluate(FOCUSED) == anchor
    assert abs(reader.locator(f"#{anchors[-1]}").bounding_box()["y"]) < 900
    reader.keyboard.press("k")
    assert reader.evaluate(FOCUSED) == anchors[-2]


def test_it_goes_on_from_where_the_reader_scrolled(topic):
    reader, anchors = topic
    reader.keyboard.press("j")
    reader.locator(f"#{anchors[1]} .note, #{anchors[1]} .passage").last.scroll_into_view_if_needed()
    reader.keyboard.press("j")
    assert reader.evaluate(FOCUSED) == anchors[2]


def test_it_goes_on_to_the_next_page_behind_the_last_turn(topic):
    reader, anchors = topic
    for _ in anchors:
        reader.keyboard.press("j")
    reader.keyboard.press("j")
    reader.wait_for_url(f"**{Topic.objects.get(order=1).get_absolute_url()}")


def test_it_goes_to_the_search_field(topic):
    reader, _ = topic
    reader.keyboard.press("/")
    assert reader.evaluate(FOCUSED) == "q"
    assert reader.locator("#q").input_value() == ""


def test_it_leaves_keys_alone_while_somebody_writes(topic):
    reader, _ = topic
    reader.locator("#q").focus()
    reader.keyboard.type("j/k?s")
    assert reader.locator("#q").input_value() == "j/k?s"
    assert reader.evaluate(FOCUSED) == "q"
    assert reader.locator("#keys").is_hidden()


@pytest.mark.parametrize("modifier", ["Control", "Alt", "Meta"])
def test_it_leaves_keys_with_modifiers_to_the_browser(topic, modifier):
    reader, _ = topic
    prevented = """key => !document.body.dispatchEvent(new KeyboardEvent('keydown',
        {key: 'j', [`${key.replace('Control', 'ctrl').toLowerCase()}Key`]: true,
         bubbles: true, cancelable: true}))"""
    assert not reader.evaluate(prevented, modifier)
    assert reader.evaluate(FOCUSED) == ""


def test_it_leaves_an_input_methods_keys_alone(topic):
    reader, _ = topic
    event = """key => document.body.dispatchEvent(new KeyboardEvent('keydown',
        {key, bubbles: true, cancelable: true, isComposing: true}))"""
    assert reader.evaluate(event, "j")
    assert reader.evaluate(FOCUSED) == ""


def test_it_lists_the_keys_and_gives_the_focus_back(topic):
    reader, anchors = topic
    reader.keyboard.press("j")
    reader.keyboard.press("?")
    assert reader.locator("#keys").is_visible()
    reader.keyboard.press("j")
    reader.keyboard.press("Escape")
    assert reader.locator("#keys").is_hidden()
    assert reader.evaluate(FOCUSED) == anchors[0]


def test_it_lets_a_reader_switch_the_keys_off(topic):
    reader, anchors = topic
    reader.locator(".keys-open").click()
    reader.locator("#keys-on").uncheck()
    reader.keyboard.press("Escape")
    reader.reload()
    reader.keyboard.press("j")
    assert reader.evaluate(FOCUSED) == ""
    reader.locator(".keys-open").click()
    reader.locator("#keys-on").check()
    reader.keyboard.press("Escape")
    # The list opens from the page's foot, where the next turn is one of the next page.
    reader.evaluate("scrollTo(0, 0)")
    reader.keyboard.press("j")
    assert reader.evaluate(FOCUSED) in anchors


def test_it_opens_the_turns_menu_or_the_selections(topic):
    reader, anchors = topic
    reader.keyboard.press("j")
    reader.keyboard.press("s")
    assert reader.locator(f"#{anchors[0]} .share-list").is_visible()
    reader.keyboard.press("Escape")
    words = (
        f"getSelection().selectAllChildren(document.querySelector('#{anchors[1]} .passage-text'))"
    )
    reader.evaluate(words)
    reader.locator(".selection-tools button").first.wait_for()
    reader.keyboard.press("s")
    assert reader.evaluate("document.activeElement.dataset.copy") == "context"


@pytest.mark.parametrize("address", ["/", "/interviews/", "/search/", "/interviews/nothing/"])
def test_it_lists_the_keys_on_every_page(reader, address):
    reader.goto(address)
    reader.keyboard.press("?")
    assert reader.locator("#keys").is_visible()
    reader.keyboard.press("Escape")
    reader.keyboard.press("/")
    assert reader.evaluate("document.activeElement.matches('.search-input')")
