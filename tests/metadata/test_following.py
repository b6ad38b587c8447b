"""Feeds of people, terms and searches, as Atom and as JSON Feed."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import feedparser
import pytest
from django.test import Client
from jsonschema import Draft202012Validator

from archive.models import History, Interview, Person, Sentence, Term
from tests.formats.validating import parse_html, valid_xml
from tests.indexing import build_index
from tests.sources.drafts import Draft, DraftTopic, DraftTurn

pytestmark = pytest.mark.django_db

BASE = "https://archive.example"
TEXT = {"type": "string", "minLength": 1}
ADDRESS = {"type": "string", "pattern": "^https://archive.example/"}
TIME = {"type": "string", "format": "date-time"}
# JSON Feed 1.1, as far as these feeds use it; nothing else may be there.
JSON_FEED = {
    "type": "object",
    "required": ["version", "title", "items"],
    "additionalProperties": False,
    "properties": {
        "version": {"const": "https://jsonfeed.org/version/1.1"},
        "title": TEXT,
        "home_page_url": ADDRESS,
        "feed_url": ADDRESS,
        "description": TEXT,
        "language": TEXT,
        "items": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["id", "content_text"],
                "additionalProperties": False,
                "properties": {
                    "id": ADDRESS,
                    "url": ADDRESS,
                    "title": TEXT,
                    "content_text": TEXT,
                    "date_published": TIME,
                    "date_modified": TIME,
                    "language": TEXT,
                    "tags": {"type": "array", "items": TEXT, "minItems": 1},
                    "authors": {
                        "type": "array",
                        "minItems": 1,
                        "items": {
                            "type": "object",
                            "required": ["name"],
                            "additionalProperties": False,
                            "properties": {"name": TEXT},
                        },
                    },
                },
            },
        },
    },
}
FEEDS = {
    "person": "/people/ada/feed",
    "term": "/terms/lantern/feed",
    "search": "/search/feed",
    "interviews": "/feed",
}
QUERY = {"search": {"q": "lantern"}}


@pytest.fixture(autouse=True)
def base_url(settings):
    settings.BASE_URL = BASE


@pytest.fixture
def talks(tmp_path: Path) -> None:
    """Three interviews that came to the archive one after the other: b, c, a."""
    Term.objects.create(slug="lantern", kind="concept", label="lantern", english="lantern")
    for number, slug in enumerate("bca"):
        said = [
            DraftTurn("ada", [f"What of the lantern of {slug}?"], "question"),
            DraftTurn("bob", [f"The lantern of {slug} is lit."]),
            DraftTurn("eve", ["Nothing else is."]),
        ]
        topic = DraftTopic("light", f"Light in {slug}", said)
        Draft([topic], slug=slug, title=f"Talk {slug}").load(tmp_path)
        added = datetime(2025, 1, 1, tzinfo=UTC) + timedelta(days=number)
        History.objects.filter(interview__slug=slug).update(added=added)
    build_index()


def atom(client: Client, path: str, **query: str):
    content = client.get(f"{path}.xml", query).content
    valid_xml(content, "atom.rng")
    feed = feedparser.parse(content)
    assert not feed.bozo
    return feed


def as_json(client: Client, path: str, **query: str):
    response = client.get(f"{path}.json", query)
    assert response["Content-Type"] == "application/feed+json; charset=utf-8"
    feed = json.loads(response.content)
    Draft202012Validator(JSON_FEED).validate(feed)
    return feed


@pytest.mark.parametrize("kind", FEEDS)
@pytest.mark.parametrize("language", ["", "/en"])
def test_both_forms_say_the_same_in_the_page_s_language(
    client: Client, talks: None, kind: str, language: str
) -> None:
    path, query = language + FEEDS[kind], QUERY.get(kind, {})
    one, other = atom(client, path, **query), as_json(client, path, **query)
    assert one.entries
    assert [each.id for each in one.entries] == [each["id"] for each in other["items"]]
    assert [each.title for each in one.entries] == [each["title"] for each in other["items"]]
    links = [each["url"] for each in other["items"]]
    assert [each.link for each in one.entries] == links
    assert all(each.startswith(f"{BASE}{language}/") for each in links)
    assert [each.published for each in one.entries] == [
        each["date_published"] for each in other["items"]
    ]
    assert other["language"] == ("en" if language else "ja")
    assert one.feed.language == other["language"]
    assert one.feed.title == other["title"]
    ids = {each["id"] for each in other["items"]}
    again = as_json(client, FEEDS[kind], **query)
    assert {each["id"] for each in again["items"]} == ids
    for each in links:
        assert client.get(each.removeprefix(BASE)).status_code == 200, each


@pytest.mark.parametrize("kind", FEEDS)
def test_the_newest_to_be_published_is_first(client: Client, talks: None, kind: str) -> None:
    feed = as_json(client, FEEDS[kind], **QUERY.get(kind, {}))
    dates = [each["date_published"] for each in feed["items"]]
    assert dates == sorted(dates, reverse=True)
    assert len(set(dates)) == 3


@pytest.mark.parametrize("kind", FEEDS)
def test_it_is_bounded_by_its_newest_entries(
    client: Client, talks: None, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = as_json(client, FEEDS[kind], **QUERY.get(kind, {}))["items"]
    for module in (
        *("archive.metadata.feeds", "archive.metadata.turn_feeds"),
        *("search.pages.feeds", "search.glossary.feeds"),
    ):
        monkeypatch.setattr(f"{module}.ENTRIES", 2)
    assert as_json(client, FEEDS[kind], **QUERY.get(kind, {}))["items"] == whole[:2]


@pytest.mark.parametrize("kind", FEEDS)
@pytest.mark.parametrize("form", [".xml", ".json"])
def test_who_has_it_is_told_so_until_it_changes(
    client: Client, talks: None, kind: str, form: str
) -> None:
    path, query = FEEDS[kind] + form, QUERY.get(kind, {})
    first = client.get(path, query)
    assert first["Last-Modified"]
    known = {"If-None-Match": first["ETag"]}
    assert client.get(path, query, headers=known).status_code == 304
    since = {"If-Modified-Since": first["Last-Modified"]}
    assert client.get(path, query, headers=since).status_code == 304
    History.objects.update(changed=datetime.now(UTC) + timedelta(days=1))
    Sentence.objects.all()[0].save()
    assert client.get(path, query, headers=known).status_code == 200
    assert client.post(path).status_code == 405


@pytest.mark.parametrize("form", [".xml", ".json"])
def test_an_empty_one_stays_the_same(client: Client, talks: None, form: str) -> None:
    first = client.get(f"/search/feed{form}", {"q": "zebra"})
    again = client.get(f"/search/feed{form}", {"q": "zebra"})
    assert first.status_code == 200
    assert first["ETag"] == again["ETag"]
    assert as_json(client, "/search/feed", q="zebra")["items"] == []
    assert atom(client, "/search/feed").entries == []


def test_a_search_is_followed_with_its_filters(client: Client, talks: None) -> None:
    def found(**query: str) -> list[str]:
        return [each["content_text"] for each in as_json(client, "/search/feed", **query)["items"]]

    of_ada = [f"What of the lantern of {each}?" for each in "acb"]
    assert found(q="lantern", speaker="ada") == of_ada
    assert found(q="lantern", interview="c", sort="order", page="1") == [
        "What of the lantern of c?",
        "The lantern of c is lit.",
    ]
    assert found(q="lantern", interview="c", kind="question") == ["What of the lantern of c?"]
    assert len(found(q="lantern")) == 6


def test_a_turn_s_entry_says_who_where_and_what(client: Client, talks: None) -> None:
    (entry, *_rest) = as_json(client, "/en/terms/lantern/feed")["items"]
    assert entry["title"] == "Ada L. · Light in a · Talk a"
    assert entry["authors"] == [{"name": "Ada L."}]
    assert entry["content_text"] == "What of the lantern of a?"
    assert entry["language"] == "en"


def test_a_person_s_entry_says_what_they_speak_of(client: Client, talks: None) -> None:
    entry = as_json(client, "/people/bob/feed")["items"][0]
    assert entry["tags"] == ["Light in a"]
    assert "Light in a" in entry["content_text"]
    assert entry["url"] == f"{BASE}/people/bob/?interview=a"


@pytest.mark.parametrize(
    ("page", "feed"),
    [
        ("/people/ada/", "/people/ada/feed"),
        ("/people/ada/?interview=b", "/people/ada/feed"),
        ("/terms/lantern/", "/terms/lantern/feed"),
        ("/search/?q=lantern&speaker=ada&page=1&sort=order", "/search/feed?q=lantern&speaker=ada"),
        ("/interviews/?speaker=ada", "/feed?speaker=ada"),
        ("/", "/feed"),
    ],
)
@pytest.mark.parametrize("language", ["", "/en"])
def test_pages_announce_their_feeds(
    client: Client, talks: None, page: str, feed: str, language: str
) -> None:
    head = parse_html(client.get(language + page).content)
    links = {
        (each.get("type"), each.get("href")) for each in head.xpath("//link[@rel='alternate']")
    }
    path, mark, query = feed.partition("?")
    for kind, end in (("application/atom+xml", ".xml"), ("application/feed+json", ".json")):
        address = f"{language}{path}{end}{mark}{query}"
        assert (kind, address) in links
        assert client.get(address).status_code == 200


def test_a_search_that_asks_nothing_announces_none(client: Client, talks: None) -> None:
    assert "/search/feed" not in client.get("/search/").content.decode()


@pytest.mark.parametrize("form", [".xml", ".json"])
def test_what_cannot_be_searched_is_refused_with_a_reason(
    client: Client, talks: None, form: str
) -> None:
    refused = client.get(f"/search/feed{form}", {"q": "x" * 501})
    assert refused.status_code == 400
    assert "500" in refused.json()["error"]
    assert client.get(f"/people/adda/feed{form}").status_code == 404
    assert client.get(f"/terms/lanterna/feed{form}").status_code == 404


@pytest.mark.parametrize("kind", FEEDS)
def test_what_is_not_published_is_in_no_feed(client: Client, talks: None, kind: str) -> None:
    found = Interview.objects.get(slug="c")
    found.state = Interview.State.DRAFT
    found.save()
    text = client.get(f"{FEEDS[kind]}.json", QUERY.get(kind, {})).content.decode()
    assert "Talk a" in text
    assert "Talk c" not in text


def test_a_voice_without_a_name_is_not_followed(client: Client, talks: None) -> None:
    person = Person.objects.get(slug="ada")
    person.identified = False
    person.save()
    assert "/people/ada/feed" not in client.get("/people/ada/").content.decode()
