"""No link of the running site is dead, and every anchor ever stored is found over HTTP."""

from __future__ import annotations

from urllib.parse import unquote, urldefrag

import pytest
from django.urls import reverse

from archive.models import Interview, Paragraph, Segment
from tests.pages.crawl import Page, crawl, over_http, read

LANGUAGES = ("", "/en")


def page(address: str) -> Page:
    return read(address, over_http(address))


def test_every_link_and_every_fragment_leads_somewhere(live_server, indexed: Interview):
    pages = crawl(over_http, [f"{live_server.url}/", f"{live_server.url}/en/"])
    dead = [found.address for found in pages.values() if found.answer.status != 200]
    assert dead == []
    # Each turn, topic and person in both languages, at the least.
    expected = Segment.objects.count() + indexed.topics.count() + indexed.people.count()
    assert sum(found.is_html for found in pages.values()) > 2 * expected
    for found in pages.values():
        for link in found.links:
            address, fragment = urldefrag(link)
            # What a query marks on a page, the page has without it too.
            target = pages.get(address) or pages.get(address.partition("?")[0])
            name = unquote(fragment.partition(":~:")[0])
            if name and target:
                assert name in target.ids, f"{link}, linked from {found.address}"


@pytest.mark.parametrize("prefix", LANGUAGES)
def test_every_turn_and_paragraph_is_found_by_its_anchor(
    live_server, indexed: Interview, prefix: str
):
    site = live_server.url + prefix
    whole = page(site + reverse("transcript", args=[indexed.slug]))
    segments = {segment.anchor_id: segment for segment in Segment.objects.all()}
    paragraphs = {each.anchor_id: each.segment for each in Paragraph.objects.all()}
    topics = {topic.pk: page(site + topic.get_absolute_url()) for topic in indexed.topics.all()}
    assert len(segments) + len(paragraphs) == indexed.anchors.count()
    for anchor, segment in (segments | paragraphs).items():
        alone = page(f"{site}/t/{anchor}/")
        assert alone.answer.status == 200
        assert {anchor, segment.anchor_id} <= alone.ids
        assert anchor in topics[segment.topic_id].ids
        assert anchor in whole.ids


@pytest.mark.parametrize("prefix", LANGUAGES)
def test_every_topic_is_found_by_its_slug(live_server, indexed: Interview, prefix: str):
    whole = page(live_server.url + prefix + reverse("transcript", args=[indexed.slug]))
    for topic in indexed.topics.all():
        found = page(live_server.url + prefix + topic.get_absolute_url())
        assert found.answer.status == 200
        assert topic.title in found.answer.body.decode()
        assert f"topic-{topic.slug}" in whole.ids
