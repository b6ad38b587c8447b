"""Turns that are related by the words and terms that they share."""

from __future__ import annotations

import re
from html import unescape

import pytest

from archive.models import Segment, Topic
from archive.transcript import load_segments
from search.knowledge.names import Names
from search.languages.choosing import analyzer_for
from search.languages.tokens import bare
from search.pages.related import related_turns, telling_terms
from search.store import current_store
from search.templatetags.terms import _as_written


@pytest.fixture
def store(indexed):
    return current_store()


def key(anchor: str) -> int:
    return Segment.objects.get(anchor_id=anchor).pk


def test_it_finds_the_turns_that_share_the_most_telling_words(store):
    about_jobs = [each.segment for each in related_turns(store, {key("shq4h")}, 3)]
    assert key("swwgc") in about_jobs
    about_ipo = [each.segment for each in related_turns(store, {key("sh9zt")}, 3)]
    assert about_ipo
    assert key("swwgc") not in about_ipo


def test_it_says_what_is_shared_and_that_is_so(store):
    for segment in Segment.objects.all():
        for each in related_turns(store, {segment.pk}, 5):
            assert len(each.shared) >= 2
            for field, term in each.shared:
                having = set(store.places(field, term).segments)
                assert {segment.pk, each.segment} <= having


def test_it_leaves_out_the_turn_itself_and_whom_it_is_told_to(store):
    everything = {each.segment for each in related_turns(store, {key("sjmz2")}, 100)}
    assert key("sjmz2") not in everything
    without = set(list(everything)[:3])
    kept = {each.segment for each in related_turns(store, {key("sjmz2")}, 100, without)}
    assert kept == everything - without


def test_it_ranks_them_and_keeps_to_the_limit(store):
    found = related_turns(store, {key("sjmz2")}, 4)
    scores = [each.score for each in found]
    assert len(found) == 4
    assert scores == sorted(scores, reverse=True)


def test_a_turn_that_is_not_in_the_index_has_none(store):
    assert related_turns(store, {10**9}, 5) == []


def shown(client, address: str) -> tuple[list[str], list[list[str]]]:
    html = unescape(client.get(address).content.decode())
    part = html[html.index('id="related-heading"') :]
    part = part[: part.index("</section>")]
    words = [
        re.findall(r'class="shared-word"[^>]*>(.*?)<', item)
        for item in re.findall(r'<p class="shared">(.*?)</p>', part, re.DOTALL)
    ]
    return re.findall(r'<a class="turn-link"\s+href="([^"]*)"', part), words


def test_a_turns_page_shows_related_turns_from_elsewhere_and_why(indexed, client):
    segment = Segment.objects.get(anchor_id="sjmz2")
    links, words = shown(client, segment.get_absolute_url())
    assert links
    assert all(words)
    anchors = {link.rsplit("#")[1] for link in links}
    near = set(segment.exchange.segments.values_list("anchor", flat=True))
    assert anchors.isdisjoint(near)


def test_a_topics_page_shows_related_turns_of_other_topics(indexed, client):
    topic = Topic.objects.get(slug="economy-and-jobs")
    links, words = shown(client, topic.get_absolute_url())
    assert links
    assert not any(link.startswith(topic.get_absolute_url()) for link in links)
    assert all(1 <= len(each) <= 4 for each in words)


def test_a_relation_shows_no_word_inside_another(indexed, client):
    for topic in Topic.objects.all():
        _, words = shown(client, topic.get_absolute_url())
        for shared in words:
            assert not any(a != b and a in b for a in shared[1:] for b in shared[: shared.index(a)])


def test_haystack_finds_more_like_a_turn(indexed):
    from haystack.query import SearchQuerySet

    segment = Segment.objects.get(anchor_id="sjmz2")
    found = SearchQuerySet().more_like_this(segment)
    assert found.count() > 0
    assert all(int(each.pk) != segment.pk for each in found[:5])


def test_a_turn_in_another_language_shows_its_words_as_they_are_written_there(interview):
    segment = Segment.objects.get(anchor_id="sjmz2")
    segment.language = "en"
    sentence = segment.paragraphs.all()[0].sentences.all()[0]
    sentence.text = "The Reactors were Shut down. "
    sentence.save()
    segment = load_segments([segment.pk])[0]
    segment.language = "en"
    written = _as_written(segment)
    assert written["en:reactor"] == "Reactors"


TELLING = [
    ("ja", "基本的には実際に半導体の輸出を十分に見直した。他の会社も非常に困った。", {"半導体"},
     {"基本", "基本的", "実際", "十分", "他", "非常"}),
    ("zh", "里头只有一半的录音，有人进来说数据库坏了。", {"录音", "数据库"},
     {"里头", "只有", "一半", "有人", "进来"}),
    ("ko", "나중에 아버지가 종이를 다음 날 가져왔다.", {"아버지", "종이"}, {"나중", "다음"}),
    ("de", "Daraus wurde mehr Brot gebracht, und die Nächte waren still.", {"brot", "nacht"},
     {"gebracht", "still", "mehr"}),
    ("en", "The storm petrel was carried slowly to the lighthouse.", {"storm", "petrel"},
     {"carri", "slowli"}),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "tell", "do_not"), TELLING)
def test_nouns_of_things_tell_and_nothing_else(language, text, tell, do_not):
    terms = telling_terms([text], analyzer_for(language), Names({}))
    words = {bare(term) for field, term in terms if field == "words"}
    assert tell <= words
    assert not do_not & words
