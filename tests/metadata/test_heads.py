"""What a page says of itself to programs."""

from __future__ import annotations

import json
from collections import Counter
from urllib.parse import parse_qs

import pytest
from django.utils.translation import override

from archive.citations.forms import FORMS
from archive.models import Interview, Segment, Sentence, Term, Topic
from archive.transcript.turns import Transcript
from tests.formats.validating import linked_data, nodes, parse_html

BASE = "https://archive.example"


@pytest.fixture(autouse=True)
def base_url(settings):
    settings.BASE_URL = BASE


@override("ja")
def _pages() -> dict[str, str]:
    interview = Interview.objects.get()
    slug = interview.slug
    term, _made = Term.objects.get_or_create(slug="agi", label="AGI", kind="concept")
    return {
        "home": "/",
        "interviews": "/interviews/",
        "interview": interview.get_absolute_url(),
        "transcript": f"/interviews/{slug}/transcript/",
        "topic": Topic.objects.all()[0].get_absolute_url(),
        "speaker": "/people/dario-amodei/",
        "turn": Segment.objects.all()[1].get_absolute_url(),
        "glossary": "/terms/",
        "term": term.get_absolute_url(),
    }


def _page(client, path):
    return parse_html(client.get(path).content)


def _meta(page) -> dict[str, str]:
    named = [each for each in page.findall(".//meta") if each.get("property") or each.get("name")]
    names = [each.get("property") or each.get("name") for each in named]
    once = [name for name in names if name != "theme-color"]
    assert max(Counter(once).values()) == 1
    return {
        name: each.get("content") for name, each in zip(names, named, strict=True) if name in once
    }


@pytest.mark.parametrize("language", ["", "/en"])
def test_every_content_page_has_valid_linked_data(client, interview, language):
    types = {
        name: linked_data(_page(client, language + path))["@type"]
        for name, path in _pages().items()
    }
    assert types == {
        "home": "Conversation",
        "interviews": "CollectionPage",
        "interview": "Conversation",
        "transcript": "Conversation",
        "topic": "Conversation",
        "speaker": "ProfilePage",
        "turn": "Answer",
        "glossary": "DefinedTermSet",
        "term": "DefinedTerm",
    }


def test_the_conversation_has_its_people_its_original_and_every_turn_once(client, interview):
    data = linked_data(_page(client, interview.get_absolute_url()))
    assert [each["name"] for each in data["contributor"]] == ["John Micklethwait", "Dario Amodei"]
    assert data["isBasedOn"] == {
        "@type": "CreativeWork",
        "name": interview.original_title,
        "description": interview.original_summary,
        "inLanguage": "en",
    }
    assert data["inLanguage"] == "ja"
    assert "datePublished" not in data
    turns = [node["@id"] for node in nodes(data["hasPart"]) if "/t/" in node.get("@id", "")]
    answered = [each for each in data["hasPart"] if "acceptedAnswer" in each]
    assert all(each["@type"] == "Question" for each in answered)
    anchors = Segment.objects.values_list("anchor_id", flat=True)
    assert sorted(turns) == sorted(f"{BASE}/t/{code}/" for code in anchors)


def test_a_topic_and_a_turn_carry_their_words(client, interview):
    turn = Transcript(interview).turns[1]
    words = "\n".join(passage.plain for passage in turn.passages)
    topic = linked_data(_page(client, turn.topic.topic.get_absolute_url()))
    assert words in [node.get("text") for node in nodes(topic)]
    alone = linked_data(_page(client, turn.segment.get_absolute_url()))
    assert alone["text"] == words
    assert alone["parentItem"]["@type"] == "Question"


def test_a_text_cannot_end_the_data_block(client, interview):
    sentence = Sentence.objects.all()[0]
    text = "</script><!-- &amp; x"
    Sentence.objects.filter(pk=sentence.pk).update(text=text)
    path = sentence.paragraph.segment.get_absolute_url()
    content = client.get(path).content
    (script,) = parse_html(content).findall(".//script[@type='application/ld+json']")
    assert "</script><!-- &amp; x" in json.loads(script.text)["text"]
    assert b"</script><!--" not in content


def test_every_page_has_one_canonical_address_and_its_cards(client, interview):
    for language in ("", "/en"):
        for name, path in _pages().items():
            page = _page(client, language + path + "?utm_source=x")
            (canonical,) = page.findall(".//link[@rel='canonical']")
            assert canonical.get("href") == BASE + language + path
            meta = _meta(page)
            assert meta["og:url"] == canonical.get("href")
            assert meta["og:title"] == meta["twitter:title"]
            assert meta["og:description"]
            plain = name in {"interviews", "glossary", "term"}
            expected = "summary" if plain else "summary_large_image"
            assert meta["twitter:card"] == expected


def test_a_turn_s_card_is_its_own(client, interview):
    first, second = Segment.objects.all()[:2]
    pictures = {
        _meta(_page(client, each.get_absolute_url()))["og:image"] for each in (first, second)
    }
    assert pictures == {f"{BASE}/t/{each.anchor_id}/card.png" for each in (first, second)}


def test_every_content_page_has_one_coins_span_at_most_and_it_cites_the_page(client, interview):
    for name, path in _pages().items():
        spans = _page(client, path).findall(".//span[@class='Z3988']")
        assert len(spans) == (name not in {"interviews", "glossary", "term"}), name
    (span,) = _page(client, _pages()["turn"]).findall(".//span[@class='Z3988']")
    assert parse_qs(span.get("title"))["rft.identifier"] == [BASE + _pages()["turn"]]


def test_every_citable_page_announces_its_citations_and_names_them_in_dublin_core(
    client, interview
):
    for name in ("interview", "topic", "turn"):
        page = _page(client, _pages()[name])
        alternates = {
            each.get("type"): each.get("href")
            for each in page.findall(".//link[@rel='alternate'][@type]")
        }
        for form in FORMS:
            if form.is_data:
                answer = client.get(alternates[form.media_type])
                assert answer["Content-Type"].startswith(form.media_type)
        stated = {each.get("name"): each.get("content") for each in page.findall(".//meta")}
        assert stated["DC.type"] == "interview"
        assert stated["DC.identifier"] == BASE + _pages()[name]


def test_every_page_announces_search_and_feed_and_its_twin(client, interview):
    for language in ("", "/en"):
        for path in [*_pages().values(), "/search/"]:
            page = _page(client, language + path)
            (search,) = page.findall(".//link[@rel='search']")
            assert search.get("href") == f"{language}/opensearch.xml"
            links = page.findall(".//link[@rel='alternate'][@type]")
            alternates = {each.get("type"): each.get("href") for each in links}
            atom = [each.get("href") for each in links if "atom" in str(each.get("type"))]
            assert atom[0] == f"{language}/feed.xml"
            assert ("application/json" in alternates) == (path != "/search/")
            if "application/json" in alternates:
                twin = client.get(alternates["application/json"])
                assert twin["Content-Type"].startswith("application/json")


def test_search_results_are_not_indexed(client, interview):
    assert _meta(_page(client, "/search/?q=AI"))["robots"] == "noindex"
    assert "robots" not in _meta(_page(client, "/search/"))
