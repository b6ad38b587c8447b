"""Where terms are mentioned, and the links that lead from there to the glossary."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from archive.models import Interview, Paragraph, Segment, Sentence, Term, Topic
from archive.text.sanitise import as_written
from archive.transcript.turns import Transcript
from search.glossary import mentions
from search.glossary.mentions import current_glossary, find_mentions, first_mentions
from search.knowledge.names import Names
from tests.indexing import snapshot as fresh_snapshot

LINK = re.compile(r'<a class="term term-\d" href="/(?:en/)?terms/([\w-]+)/"[^>]*>(.*?)</a>')


def content(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def test_a_turn_links_each_term_once_where_it_first_stands(indexed):
    names = current_glossary().names
    for turn in Transcript(indexed).turns:
        everywhere = [
            (passage.anchor, place)
            for passage in turn.passages
            for place in find_mentions(names, passage.plain)
        ]
        found = first_mentions(turn, names)
        first = {place.slug: (anchor, place) for anchor, place in reversed(everywhere)}
        linked = [(anchor, place) for anchor, each in found.items() for place in each]
        assert sorted(linked, key=str) == sorted(first.values(), key=str)


@pytest.mark.slow
def test_every_page_of_turns_links_to_the_glossary(indexed, client):
    topic = Topic.objects.get(slug="economy-and-jobs")
    turn = Segment.objects.get(anchor_id="sjmz2")
    whole = reverse("transcript", args=[indexed.slug])
    for address in (topic.get_absolute_url(), turn.get_absolute_url(), whole):
        found = dict(LINK.findall(content(client, address)))
        assert found["economic-index"] == "Anthropic経済指標"
        for slug in found:
            assert client.get(reverse("term", args=[slug])).status_code == 200


def test_the_words_of_a_turn_stay_the_same_with_links(indexed, client):
    html = content(client, Segment.objects.get(anchor_id="sjmz2").get_absolute_url())
    for paragraph in Paragraph.objects.filter(segment__anchor="sjmz2"):
        text = "".join(paragraph.sentences.values_list("text", flat=True))
        shown = re.search(
            rf'id="{paragraph.anchor_id}".*?<p class="passage-text">(.*?)</p>', html, re.DOTALL
        )
        assert shown
        assert re.sub("<[^>]*>", "", shown[1]) == text


def test_a_doubtful_sentence_keeps_its_mark_and_has_its_links(indexed, client):
    sentence = Sentence.objects.filter(paragraph__segment__anchor="swwgc")[0]
    sentence.doubt = "だれか"
    sentence.save()
    Term.objects.create(slug="phrase", kind="concept", level="notable", label=sentence.text[:4])
    html = content(client, sentence.paragraph.segment.get_absolute_url())
    assert (
        f'<span class="doubtful"><a class="term term-1" href="/terms/phrase/">'
        f"{sentence.text[:4]}</a>" in html
    )


def test_a_paragraph_with_a_link_of_its_own_gets_no_other(indexed, client):
    sentence = Sentence.objects.filter(text__contains="DeepSeek")[0]
    Interview.objects.update(markup="html")
    sentence.text = '<a href="https://example.org/">DeepSeek</a>'
    sentence.save()
    html = content(client, sentence.paragraph.segment.get_absolute_url())
    assert '<a href="https://example.org/">DeepSeek</a>' in html
    assert "deepseek" not in dict(LINK.findall(html))


def test_a_turn_of_phrase_is_no_name():
    term = Term(label="中国", english="China", aliases="後れを取って\n中華人民共和国\n悪の帝国")
    assert term.proper_names == ["中国", "China", "中華人民共和国", "悪の帝国"]
    assert Term(label="緩和する", aliases="緩和すれば").proper_names == ["緩和する"]


def test_the_names_follow_an_edit_in_the_glossary(indexed):
    assert current_glossary() is current_glossary()
    term = Term.objects.get(slug="deepseek")
    Term.objects.filter(pk=term.pk).update(label="深く探す")
    assert [each.slug for each in find_mentions(current_glossary().names, "深く探す")] == [
        "deepseek"
    ]


@given(
    st.lists(
        st.sampled_from(["税", "富裕税", "ﾁｯﾌﾟ", "AI", "ＡＩ", "の", "㈱", "x", " "]), max_size=12
    )
)
def test_mentions_lie_in_the_text_as_it_is_written(pieces):
    text = "".join(pieces)
    names = Names({"tax": ["税"], "wealth-tax": ["富裕税"], "chip": ["チップ"], "ai": ["AI"]})
    last = 0
    for place in find_mentions(names, text):
        assert last <= place.start < place.end <= len(text)
        assert text[place.start : place.end] in {"税", "富裕税", "ﾁｯﾌﾟ", "AI", "ＡＩ"}
        last = place.end


def _mentions(segment: Segment, names: Names) -> bool:
    texts = (
        "".join(as_written(each.text) for each in paragraph.sentences.order_by("order"))
        for paragraph in segment.paragraphs.all()
    )
    return any(find_mentions(names, text) for text in texts)


def test_the_index_knows_every_turn_that_the_text_shows(indexed):
    for slug in ("deepseek", "china", "employment", "dario-amodei"):
        names = Names({slug: Term.objects.get(slug=slug).proper_names})
        expected = [each.pk for each in Segment.objects.all() if _mentions(each, names)]
        assert mentions.occurrences(slug).keys == expected


def test_it_tells_a_name_from_a_longer_phrase_that_begins_with_it():
    names = Names({"china": ["中国"]}, {"china": ["中国に後れを取って", "後れを取って"]})
    found = {
        (each.start, each.end, each.phrase) for each in names.find_all("中国に後れを取っている")
    }
    assert found == {(0, 2, False), (0, 9, True), (3, 9, True)}


def test_a_turn_of_phrase_finds_a_term_but_is_no_mention_of_it(indexed):
    snapshot = fresh_snapshot()
    meant = set(snapshot.postings("terms", "china").paragraphs)
    named = set(snapshot.postings("named", "china").paragraphs)
    assert named < meant
    texts = [snapshot.texts[paragraph] for paragraph in named]
    assert all("中国" in text or "米中" in text or "対中" in text for text in texts)
