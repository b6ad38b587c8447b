"""The pages that list citations, and the downloads."""

from __future__ import annotations

import html5lib
import pytest
from django.utils import timezone

from archive.citations.forms import FORMS
from archive.models import Anchor, Paragraph, Segment, Topic
from archive.transcript.turns import Transcript


def _paths(interview) -> list[str]:
    segment = Segment.objects.all()[3]
    return [
        interview.get_absolute_url(),
        Topic.objects.all()[2].get_absolute_url(),
        segment.get_absolute_url(),
        f"/t/{segment.paragraphs.all()[0].anchor_id}/",
    ]


def _blocks(page: bytes) -> list[str]:
    tree = html5lib.parse(page, treebuilder="lxml", namespaceHTMLElements=False)
    return ["".join(each.itertext()) for each in tree.findall(".//*[@class='copyable']")]


def test_it_shows_the_very_text_that_it_gives_to_download(client, interview):
    for path in _paths(interview):
        shown = _blocks(client.get(f"{path}cite/").content)
        files = [client.get(f"{path}cite.{form.extension}") for form in FORMS]
        assert shown == [file.content.decode() for file in files]
        for form, file in zip(FORMS, files, strict=True):
            assert file["Content-Type"] == f"{form.media_type}; charset=utf-8"
            assert file["Content-Disposition"].startswith("attachment; ")


def test_every_form_cites_the_permalink_and_today(client, interview, settings):
    settings.BASE_URL = "https://archive.example"
    today = timezone.localdate()
    spoken = (today.isoformat(), today.strftime("%Y/%m/%d"), f"{today:%B} {today.day}, {today:%Y}")
    accessed = (*spoken, f"{today.day} {today:%b}", f"{today:%Y,%m}")
    for path in _paths(interview):
        for form in FORMS:
            text = client.get(f"{path}cite.{form.extension}").content.decode()
            assert f"https://archive.example{path}" in text
            assert any(day in "".join(text.split("\n")) for day in accessed) or "accessed" in text


def test_it_cites_the_same_permalink_from_the_english_pages(client, interview):
    path = Segment.objects.all()[0].get_absolute_url()
    assert _blocks(client.get(f"/en{path}cite/").content) == _blocks(
        client.get(f"{path}cite/").content
    )


def test_it_says_which_forms_there_are_instead_of_an_unknown_one(client, interview):
    path = Segment.objects.all()[0].get_absolute_url()
    response = client.get(f"{path}cite.docx")
    assert response.status_code == 404
    assert "docx" in response.content.decode()
    assert f'href="{path}cite/"' in response.content.decode()


def test_it_leads_from_a_replaced_anchor_to_the_living_one(client, interview):
    heir = Paragraph.objects.all()[0].anchor
    Anchor.objects.create(code="p2222", interview=interview, replaced_by=heir)
    assert client.get("/t/p2222/cite.bib")["Location"] == f"/t/{heir.code}/cite.bib"
    assert client.get("/en/t/p2222/cite/")["Location"] == f"/en/t/{heir.code}/cite/"


def test_it_tells_of_an_anchor_whose_words_are_gone(client, interview):
    Anchor.objects.create(code="p2222", interview=interview, words="消えた言葉")
    response = client.get("/t/p2222/cite/")
    assert response.status_code == 410
    assert "消えた言葉" in response.content.decode()


def test_it_cites_the_passage_and_not_the_whole_turn(client, interview):
    turn = next(each for each in Transcript(interview).turns if len(each.passages) > 1)
    last = turn.passages[-1]
    text = client.get(f"/t/{last.anchor}/cite.sist02.txt").content.decode()
    assert last.plain[:12] in text
    assert turn.plain[:12] not in text


@pytest.mark.parametrize("language", ["", "/en"])
def test_it_ends_every_content_page_with_a_citation(client, interview, language):
    for path in _paths(interview)[:3]:
        response = client.get(language + path)
        tree = html5lib.parse(response.content, treebuilder="lxml", namespaceHTMLElements=False)
        (foot,) = tree.findall(".//*[@class='citation']")
        extension = "chicago.txt" if language else "sist02.txt"
        download = client.get(f"{path}cite.{extension}").content.decode()
        assert "".join(foot.itertext()) == download
        (link,) = tree.findall(".//*[@class='citation-forms']/a")
        assert link.get("href") == f"{language}{path}cite/"


def test_it_takes_no_more_queries_for_a_longer_interview(
    client, interview, django_assert_max_num_queries
):
    for path in _paths(interview):
        with django_assert_max_num_queries(9):
            client.get(f"{path}cite/")
