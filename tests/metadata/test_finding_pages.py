"""Feed, sitemap, robots.txt and the description of the search."""

from __future__ import annotations

from datetime import timedelta

import feedparser
import pytest
from django.utils import timezone

from archive.metadata.sitemaps import SITEMAPS, Pages
from archive.models import History, Interview, Segment, Sentence, Term
from tests.formats.validating import valid_xml

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


@pytest.mark.parametrize("language", ["", "/en"])
def test_the_feed_is_valid_and_has_every_interview(client, interview, settings, language):
    settings.BASE_URL = "https://archive.example"
    content = client.get(f"{language}/feed.xml").content
    valid_xml(content, "atom.rng")
    feed = feedparser.parse(content)
    assert not feed.bozo
    (entry,) = feed.entries
    assert entry.title == interview.title
    path = f"/interviews/{interview.slug}/"
    assert entry.link == f"https://archive.example{language}{path}"
    assert entry.id == f"https://archive.example{path}"


def test_an_empty_feed_is_valid(client, db):
    valid_xml(client.get("/feed.xml").content, "atom.rng")


def test_the_feed_tells_when_words_were_edited(client, interview):
    long_ago = timezone.now() - timedelta(days=30)
    History.objects.update(added=long_ago, changed=long_ago)
    Sentence.objects.all()[0].save()
    (entry,) = feedparser.parse(client.get("/feed.xml").content).entries
    assert entry.updated > long_ago.isoformat()
    assert entry.published == long_ago.isoformat()


def test_the_feed_s_queries_do_not_grow(client, interview, django_assert_num_queries):
    with django_assert_num_queries(3):
        client.get("/feed.xml")
    Interview.objects.create(slug="b", source="b", title="b", first_line=1, last_line=1)
    with django_assert_num_queries(3):
        client.get("/feed.xml")


@pytest.mark.slow
def test_the_sitemap_has_every_page_in_both_languages(client, interview, settings):
    settings.BASE_URL = base = "https://archive.example"
    Term.objects.create(slug="agi", label="AGI", kind="concept")
    index = valid_xml(client.get("/sitemap.xml").content, "sitemap.rng")
    found = []
    for place in index.iter(f"{SITEMAP}loc"):
        part = valid_xml(client.get(place.text.removeprefix(base)).content, "sitemap.rng")
        found += [each.text.removeprefix(base) for each in part.iter(f"{SITEMAP}loc")]
    assert len(found) == len(set(found))
    fixed, overviews = ["/", "/interviews/", "/terms/"], 2
    many = [interview.topics, interview.people, Segment.objects, Term.objects]
    pages = len(fixed) + overviews + sum(each.count() for each in many)
    assert len(found) == 2 * pages
    for path in found:
        assert client.get(path).status_code == 200, path


@pytest.mark.parametrize("limit", [1, 4, 7])
def test_the_parts_of_a_sitemap_make_the_whole(client, interview, monkeypatch, limit):
    whole = list(SITEMAPS["topics"]().paginator.page(1))
    assert len(whole) == 2 * interview.topics.count()
    monkeypatch.setattr(Pages, "limit", limit)
    pages = SITEMAPS["topics"]().paginator
    assert [item for page in pages for item in page] == whole
    assert max(len(page) for page in pages) == limit


def test_the_sitemap_of_an_empty_archive_lists_no_empty_part(client, db):
    index = valid_xml(client.get("/sitemap.xml").content, "sitemap.rng")
    (place,) = index.iter(f"{SITEMAP}loc")
    valid_xml(client.get(place.text.removeprefix("http://testserver")).content, "sitemap.rng")


def test_robots_keeps_crawlers_from_the_editors_side_only(client, settings):
    settings.BASE_URL = "https://archive.example"
    lines = client.get("/robots.txt").content.decode().splitlines()
    assert lines == [
        "User-agent: *",
        "Disallow: /admin/",
        "",
        "Sitemap: https://archive.example/sitemap.xml",
    ]


@pytest.mark.parametrize(("language", "name"), [("", "ja"), ("/en", "en")])
def test_the_search_is_described(client, settings, language, name):
    settings.BASE_URL = "https://archive.example"
    root = valid_xml(client.get(f"{language}/opensearch.xml").content, "opensearch.rng")
    templates = {each.get("type"): each.get("template") for each in root.iterfind("{*}Url")}
    base = f"https://archive.example{language}"
    assert templates["text/html"] == f"{base}/search/?q={{searchTerms}}"
    suggest = templates["application/x-suggestions+json"]
    assert suggest.startswith(f"{base}/search/")
    assert suggest.endswith("?q={searchTerms}")
    assert root.findtext("{*}Language") == name


def test_a_person_s_feed_has_their_interviews_alone_and_their_list_announces_it(client, interview):
    slug = interview.people.filter(identified=True).first().slug
    page = client.get("/en/interviews/", {"speaker": slug}).content.decode()
    address = f"/en/feed.xml?speaker={slug}"
    assert f'href="{address}"' in page
    Interview.objects.create(
        slug="other", title="Another Talk", state="published", first_line=1, last_line=1
    )
    assert len(feedparser.parse(client.get("/feed.xml").content).entries) == 2
    content = client.get(address).content
    valid_xml(content, "atom.rng")
    feed = feedparser.parse(content)
    assert [entry.title for entry in feed.entries] == [interview.title]
    assert feed.feed.id.endswith(address)


def test_a_feed_of_nobody_is_not_found(client, interview):
    assert client.get("/feed.xml", {"speaker": "nobody-known"}).status_code == 404
