"""The glossary, and a term's page with the turns that mention it."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from archive.models import Interview, Paragraph, Segment, Sentence, Term, Topic
from search.glossary import views as term_views
from search.glossary.mentions import mentioning, occurrences
from search.languages.kana import kana_key, kana_row


def page(client: Client, name: str, *arguments: str, query: str = "") -> str:
    response = client.get(reverse(name, args=arguments) + query)
    assert response.status_code == 200
    return unescape(response.content.decode())


def places(html: str, words: list[str]) -> list[int]:
    return [html.index(f">{word}<") for word in words]


def test_the_glossary_lists_every_term_under_its_kind(indexed, client):
    html = page(client, "glossary")
    assert all(term.get_absolute_url() in html for term in Term.objects.all())
    found = places(html, ["人物", "組織", "製品", "地名", "概念"])
    assert found == sorted(found)


def test_the_glossary_has_kana_order_too(indexed, client):
    html = page(client, "glossary", query="?order=kana")
    found = [html.index(f'id="row-{row}"') for row in "アカサタナハマ"]
    assert found == sorted(found)
    assert (
        html.index("terms/ipo/") < html.index("terms/anthropic/") < html.index("terms/employment/")
    )


def test_the_glossary_says_how_many_turns_mention_a_term(indexed, client):
    html = page(client, "glossary", query="?order=kana")
    item = html[html.index("/terms/employment/") :]
    count = re.search(r'terms-count">\D*(\d+)', item)
    assert count
    assert int(count[1]) == len(occurrences("employment").keys)


@pytest.mark.django_db
def test_an_empty_glossary_says_so(client):
    assert "row-" not in page(client, "glossary")


def test_a_term_shows_its_names_and_what_it_is(indexed, client):
    term = Term.objects.get(slug="employment")
    html = page(client, "term", term.slug)
    for shown in (term.label, term.reading, term.english, term.description, "仕事"):
        assert shown in html
    assert term.description_en in unescape(client.get("/en/terms/employment/").content.decode())


def test_a_term_lists_the_sentences_that_mention_it_by_topic_with_links(indexed, client):
    html = page(client, "term", "deepseek")
    sentence = Sentence.objects.get(text__contains="DeepSeek")
    topic = sentence.paragraph.segment.topic
    assert f'href="{topic.get_absolute_url()}#{sentence.paragraph.anchor_id}"' in html
    assert sentence.text.replace("DeepSeek", "<mark>DeepSeek</mark>") in html
    assert topic.title in html


def test_a_term_has_every_turn_that_mentions_it_in_reading_order(indexed, client):
    html = page(client, "term", "anthropic")
    turns = Segment.objects.filter(pk__in=occurrences("anthropic").keys)
    assert turns.count() > 5
    anchors = re.findall(r'class="said-words"[^>]*>\s*<a href="[^"]*#(\w+)"', html)
    order = list(
        Paragraph.objects.order_by("segment__topic__order", "segment__order", "order")
        .filter(anchor__in=anchors)
        .values_list("segment", flat=True)
    )
    assert list(dict.fromkeys(order)) == occurrences("anthropic").keys


def test_a_turn_that_says_it_often_is_quoted_twice_and_the_rest_counted(indexed):
    term = Term.objects.get(slug="claude")
    keys = occurrences("claude").keys
    for turn in mentioning(term, keys):
        said = Sentence.objects.filter(
            paragraph__segment=turn.segment, text__contains="Claude"
        ).count()
        assert len(turn.quotations) == min(said, 2)
        assert turn.more == max(said - 2, 0)


def test_a_long_list_goes_on_on_further_pages(indexed, client, monkeypatch):
    monkeypatch.setattr(term_views, "TURNS_A_PAGE", 3)
    count = len(occurrences("anthropic").keys)
    seen = []
    for number in range(1, (count + 2) // 3 + 1):
        html = page(client, "term", "anthropic", query=f"?page={number}")
        seen.append(len(re.findall('class="said-item"', html)))
    assert seen == [3] * (count // 3) + [count % 3] * (count % 3 > 0)


def test_a_picture_shows_where_in_the_interview_it_comes_up(indexed):
    found = occurrences("china")
    course = found.course(indexed)
    assert course.turns == len(course.cells) == len(found.keys)
    assert all(start >= 0 and start + width <= 100.01 for start, width in course.cells)
    assert [start for start, _ in course.cells] == sorted(start for start, _ in course.cells)


def test_a_person_who_speaks_leads_to_what_they_say(indexed, client):
    html = page(client, "term", "dario-amodei")
    assert f"{reverse('person', args=['dario-amodei'])}?interview={indexed.slug}" in html


def test_stored_markup_shows_as_words_in_a_quotation(indexed, client):
    sentence = Sentence.objects.get(text__contains="DeepSeek")
    Interview.objects.update(markup="html")
    sentence.text = "<b>DeepSeek</b> & <script>1</script> &lt;i&gt;"
    sentence.save()
    html = client.get("/terms/deepseek/").content.decode()
    assert "<mark>DeepSeek</mark> &amp; &lt;script&gt;1&lt;/script&gt; &lt;i&gt;" in html


def test_a_term_that_nobody_mentions_says_so(indexed, client):
    Term.objects.create(slug="whale", kind="concept", label="鯨")
    assert "said-item" not in page(client, "term", "whale")


def test_without_an_index_a_term_still_has_its_page(indexed, client, tmp_path, monkeypatch):
    monkeypatch.setitem(settings.HAYSTACK_CONNECTIONS["default"], "PATH", str(tmp_path / "none"))
    html = page(client, "term", "employment")
    assert "said-item" not in html
    assert "terms-count" not in page(client, "glossary")
    topic = Topic.objects.get(slug="economy-and-jobs")
    assert "related-heading" not in client.get(topic.get_absolute_url()).content.decode()


def test_an_unknown_term_leads_to_terms_with_like_names(indexed, client):
    response = client.get("/terms/employmnt/")
    assert response.status_code == 404
    assert "/terms/employment/" in response.content.decode()


def test_the_number_of_queries_does_not_grow_with_the_mentions(
    indexed, client, django_assert_max_num_queries
):
    with django_assert_max_num_queries(14):
        page(client, "term", "anthropic")


@pytest.mark.parametrize(
    ("reading", "row"),
    [
        ("ガンジ", "カ"),
        ("ぱんふれっと", "ハ"),
        ("ヴェルサイユ", "ア"),
        ("ｶﾅ", "カ"),
        ("ョ", "ヤ"),
        ("ン", "ワ"),
        ("IPO", ""),
        ("", ""),
    ],
)
def test_it_knows_the_row_of_a_reading(reading, row):
    assert kana_row(reading) == row


def test_it_sorts_readings_as_japanese_indexes_do():
    readings = ["カンジ", "がん", "カタカナ", "コース", "こす", "コヨウ", "アイピーオー", "アクイ"]
    assert sorted(readings, key=kana_key) == [
        "アイピーオー",
        "アクイ",
        "カタカナ",
        "がん",
        "カンジ",
        "コース",
        "こす",
        "コヨウ",
    ]
