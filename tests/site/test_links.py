"""No link of the running site is dead, every page is valid HTML, every stored anchor is found."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import unquote, urldefrag

import pytest
from django.urls import reverse

from archive.models import Interview, Paragraph, Segment
from tests.pages.crawl import Page, crawl, over_http, read
from tests.pages.validator import save, validate

pytestmark = pytest.mark.slow

LANGUAGES = ("", "/en")


def page(address: str) -> Page:
    return read(address, over_http(address))


@pytest.fixture
def crawled(live_server, indexed: Interview) -> dict[str, Page]:
    """Every page and file of the running site by its address, asked for once in this module."""
    if not _pages:
        _pages.update(crawl([f"{live_server.url}/", f"{live_server.url}/en/"]))
    return _pages


_pages: dict[str, Page] = {}


def test_every_link_and_every_fragment_leads_somewhere(
    crawled: dict[str, Page], indexed: Interview
):
    dead = [found.address for found in crawled.values() if found.answer.status != 200]
    assert dead == []
    # Each turn, topic and person in both languages, at the least.
    expected = Segment.objects.count() + indexed.topics.count() + indexed.people.count()
    assert sum(found.is_html for found in crawled.values()) > 2 * expected
    for found in crawled.values():
        for link in found.links:
            address, fragment = urldefrag(link)
            # What a query marks on a page, the page has without it too.
            target = crawled.get(address) or crawled.get(address.partition("?")[0])
            name = unquote(fragment.partition(":~:")[0])
            if name and target:
                assert name in target.ids, f"{link}, linked from {found.address}"


def test_every_page_is_valid(crawled: dict[str, Page], tmp_path: Path):
    found = [page for page in crawled.values() if page.is_html]
    for page in found:
        save(tmp_path, page.address, page.answer.body)
    assert len(found) > 100
    assert validate(tmp_path) == ""


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
