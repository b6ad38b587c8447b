"""A kept quotation tells nobody's words in another's name, and none that the text has no more."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from django.test import Client
from lxml import html

from archive.editing import redo, undo, withdraw
from archive.models import Interview, Paragraph, Sentence
from archive.transcript import Transcript, Turn
from tests.editing.desk import editor_called, version

WORDS = "1990年代にムーアの法則があったのと同じです。"


def made(client: Client, at: str, words: str) -> str:
    response = client.post("/q/", {"at": at, "quote": words})
    assert response.status_code in {200, 201}, response.content.decode()
    return str(response.json()["address"])


def linked_data(page: str) -> dict[str, Any]:
    (text,) = html.fromstring(page).xpath("//script[@type='application/ld+json']/text()")
    found = json.loads(text)
    assert isinstance(found, dict)
    return found


def og(page: str, name: str) -> str:
    (found,) = html.fromstring(page).xpath(f"//meta[@property='og:{name}']/@content")
    return str(found)


@pytest.fixture
def transcript(interview: Interview) -> Transcript:
    return Transcript(interview)


@pytest.fixture
def answer(transcript: Transcript) -> Turn:
    return next(each for each in transcript.turns if WORDS in each.plain)


def test_words_of_two_voices_are_told_under_both_names(client: Client, transcript):
    question, answer = transcript.turns[:2]
    assert question.who != answer.who
    last, first = question.passages[-1], answer.passages[0]
    address = made(client, last.anchor, f"{last.plain[-20:]}\n{first.plain[:20]}")
    page = client.get(address).content.decode()
    data = linked_data(page)
    assert len(data["author"]) == 2
    assert f"{question.who}: {last.plain[-20:]} {answer.who}: {first.plain[:20]}" == data["text"]
    for told in (og(page, "title"), og(page, "description")):
        assert told.startswith(f"{question.who}: ")
    (heading,) = html.fromstring(page).xpath("//h1")
    assert {question.who, answer.who} <= set(re.split("[、,] ?", heading.text_content()))
    copied = html.fromstring(page).xpath("//pre/code/text()")
    assert sum(f"{answer.who}: {first.plain[:9]}" in each for each in copied) == 3
    described = client.get("/oembed", {"url": f"http://testserver{address}"}).json()
    assert described["author_name"] == heading.text_content()


def test_an_edit_gives_nobody_the_words_of_another(client: Client, transcript, answer):
    address = made(client, answer.passages[0].anchor, WORDS)
    row = next(each for each in Sentence.objects.all() if WORDS in each.text)
    other = Sentence.objects.filter(paragraph__segment__anchor=transcript.turns[0].anchor)[0]
    Sentence.objects.filter(pk=row.pk).update(text=row.text.replace(WORDS, "別の言葉になった。"))
    Sentence.objects.filter(pk=other.pk).update(text=other.text + WORDS)
    page = client.get(address).content.decode()
    assert 'class="edited"' in page
    (heading,) = html.fromstring(page).xpath("//h1")
    assert heading.text_content() == answer.who


def test_words_that_the_same_voice_says_again_elsewhere_are_not_those(client, transcript, answer):
    address = made(client, answer.passages[0].anchor, WORDS)
    row = next(each for each in Sentence.objects.all() if WORDS in each.text)
    again = next(
        each for each in reversed(transcript.turns) if each.speakers == answer.speakers != []
    )
    other = Sentence.objects.filter(paragraph__segment__anchor=again.anchor)[0]
    Sentence.objects.filter(pk=row.pk).update(text=row.text.replace(WORDS, "別の言葉になった。"))
    Sentence.objects.filter(pk=other.pk).update(text=f"いや。{WORDS}まさか。")
    assert 'class="edited"' in client.get(address).content.decode()


def test_words_that_moved_with_what_stood_around_them_are(client, transcript, answer):
    passage = next(each for each in answer.passages if WORDS in each.plain)
    address = made(client, passage.anchor, WORDS)
    rows = Sentence.objects.filter(paragraph__anchor=passage.anchor)
    target = Sentence.objects.filter(paragraph__segment__anchor=answer.anchor).exclude(
        paragraph__anchor=passage.anchor
    )
    if not target:
        pytest.skip("The turn has one paragraph.")
    last = target.order_by("-pk")[0]
    Sentence.objects.filter(pk=last.pk).update(text=last.text + passage.plain)
    rows.filter(order=0).update(text="残り。")
    rows.exclude(order=0).delete()
    page = client.get(address).content.decode()
    assert 'class="edited"' not in page
    assert f'<mark class="quotation">{WORDS}</mark>' in page


def test_nothing_else_is_passed_off_as_words_that_were_edited(client: Client, answer):
    address = made(client, answer.passages[0].anchor, WORDS)
    row = next(each for each in Sentence.objects.all() if WORDS in each.text)
    Sentence.objects.filter(pk=row.pk).update(text="まったく別の言葉です。")
    page = client.get(address).content.decode()
    assert linked_data(page)["@type"] != "Quotation"
    for told in (og(page, "title"), og(page, "description")):
        assert "まったく別の言葉" not in told
        assert not any(each.plain in told for each in answer.passages)
    assert len(html.fromstring(page).xpath("//pre")) == 2
    frame = client.get(f"/embed{address}").content.decode()
    assert 'class="edited"' in frame
    assert "<mark" not in frame
    assert client.get(f"{address}card.png").status_code == 200


def test_words_that_were_withdrawn_again_are_told_nowhere(client: Client, transcript, interview):
    topic = next(each for each in transcript.topics if len(each.turns) > 3)
    first, second = topic.turns[:2]
    editor = editor_called("ann", reason="They asked for it.")
    withdraw(editor, second.anchor, version(second.anchor))
    undo(editor, interview)
    words = second.plain[:30]
    address = made(client, first.passages[-1].anchor, f"{first.passages[-1].plain[-20:]}\n{words}")
    assert words in client.get(address).content.decode()
    redo(editor, interview)
    page = client.get(address).content.decode()
    assert words not in page
    assert words not in client.get(f"/embed{address}").content.decode()
    assert words not in client.get(f"/t/{second.anchor}/").content.decode()


def test_a_frame_of_words_that_are_gone_is_a_frame(client: Client, answer):
    address = made(client, answer.passages[0].anchor, WORDS)
    Paragraph.objects.filter(segment__anchor=answer.anchor).delete()
    response = client.get(f"/embed{address}")
    assert response.status_code == 410
    page = html.fromstring(response.content)
    assert not page.xpath("//script | //form")
    assert all(each.get("target") == "_blank" for each in page.xpath("//a"))


@pytest.mark.parametrize("prefix", ["", "/embed"])
def test_every_link_within_it_has_its_target(client: Client, interview, prefix):
    doubtful = Sentence.objects.exclude(doubt="")[0]
    paragraph = doubtful.paragraph
    paragraph.notes.create(order=0, first=0, last=1, text="A note.")
    address = made(client, paragraph.anchor_id, doubtful.text[:20])
    page = html.fromstring(client.get(prefix + address).content)
    within = [each for each in page.xpath("//main//a/@href") if each.startswith("#")]
    assert any("footnote" in each for each in within)
    assert any(each.startswith("#note-") for each in within)
    for each in within:
        assert page.xpath(f"//*[@id='{each[1:]}']"), each
    assert "A note." in page.text_content()


def test_a_long_passage_is_kept_whole(client: Client, transcript):
    turn = max(transcript.turns, key=lambda each: len(each.plain))
    assert len(turn.plain) > 400
    address = made(client, turn.anchor, turn.plain)
    page = html.fromstring(client.get(address).content)
    marked = "".join(page.xpath("//mark//text()"))
    assert "".join(marked.split()) == "".join(turn.plain.split())
    assert client.post("/q/", {"at": turn.anchor, "quote": "あ" * 20_001}).status_code == 400


def test_what_is_copied_is_in_the_language_of_the_page(client: Client, interview, answer):
    interview.translations = {"en": {"title": "Power and risk"}}
    interview.save()
    address = made(client, answer.passages[0].anchor, WORDS)
    texts = html.fromstring(client.get(f"/en{address}").content).xpath("//pre/code/text()")
    assert sum("Power and risk" in each for each in texts) == 4, texts
    assert not any(interview.title in each for each in texts)
    (copied,) = [each for each in texts if each.startswith("<blockquote")]
    (quoted,) = html.fragments_fromstring(copied)
    assert (quoted.get("lang"), quoted.get("dir")) == ("ja", "ltr")
    (source,) = quoted.xpath("./footer")
    assert source.get("lang") == "en"
