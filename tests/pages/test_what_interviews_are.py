"""Interviews as they are: directions, several speakers, unknown voices, notes, no topics."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client
from lxml import html

from archive.models import Cue, Interview, Note, Paragraph, Participant, Person, Segment, Topic
from tests.indexing import build_index
from tests.pages.validator import save, validate
from tests.sources.drafts import small

pytestmark = pytest.mark.django_db


@pytest.fixture
def varied(tmp_path: Path) -> Interview:
    """A direction, words of two, an unknown voice, a role of its own, a note, a level, times."""
    draft = small()
    draft.load(tmp_path)
    interview = draft.stored()
    turns = list(Segment.objects.order_by("topic__order", "order"))
    Segment.objects.filter(pk=turns[5].pk).update(speaker=None, kind="direction")
    turns[2].co_speakers.add(Person.objects.get(slug="bob"))
    Person.objects.filter(slug="eve").update(name="Speaker 2", identified=False)
    Participant.objects.filter(person__slug="eve").update(role="eye-witness")
    paragraph = Paragraph.objects.get(segment=turns[1])
    Note.objects.create(paragraph=paragraph, order=0, first=7, last=13, text="Of 1843 <b>.")
    Cue.objects.create(paragraph=paragraph, order=0, first=0, last=5, start=timedelta(seconds=83))
    Interview.objects.update(
        recorded="1994-05", place="Turin", recording="https://example.org/a.mp3", licence="CC0"
    )
    first, second = interview.topics.all()
    Topic.objects.filter(pk=second.pk).update(parent=first, title="")
    Topic.objects.filter(pk=first.pk).update(
        summary="What they did.", translations={"ja": {"title": "始まり", "summary": "その冬"}}
    )
    build_index()
    return Interview.objects.get()


def turn(client: Client, number: int, prefix: str = "/en") -> html.HtmlElement:
    anchor = list(Segment.objects.order_by("topic__order", "order"))[number].anchor_id
    return html.fromstring(client.get(f"{prefix}/t/{anchor}/").content)


def paths(interview: Interview) -> list[str]:
    """Every page of it."""
    base = f"/interviews/{interview.slug}/"
    found = ["/", "/interviews/", base, f"{base}transcript/", f"{base}cite/"]
    found += [each.get_absolute_url() for each in interview.topics.all()]
    found += [f"{each.get_absolute_url()}cite/" for each in interview.topics.all()]
    found += [f"/people/{each.slug}/" for each in interview.people.all()]
    for each in Segment.objects.all():
        found += [f"/t/{each.anchor_id}/", f"/t/{each.anchor_id}/cite/"]
    return [*found, "/search/?q=yes", "/feed.xml", "/sitemap.xml"]


def test_every_page_is_valid_in_both_languages(client, varied, tmp_path):
    (tmp_path / "pages").mkdir()
    for path in paths(varied):
        for prefix in ("", "/en"):
            response = client.get(f"{prefix}{path}")
            if path in {"/feed.xml", "/sitemap.xml"}:
                continue
            assert response.status_code == 200, path
            save(tmp_path / "pages", f"{prefix}{path.replace('?', '-')}/", response.content)
    assert validate(tmp_path / "pages") == ""


def test_a_direction_has_no_speaker_and_no_author(client, varied):
    page = turn(client, 5)
    assert not page.xpath("//bdi[@class='speaker']")
    assert (
        '"author"'
        not in page.xpath("string(//script[@type='application/ld+json'])").split('"isPartOf"')[0]
    )
    anchor = page.xpath("//article/@id")[0]
    assert "Spoken by" not in client.get(f"/t/{anchor}/cite.chicago.txt").content.decode()


def test_a_turn_of_several_names_all(client, varied):
    names = [each.strip() for each in turn(client, 2).xpath("//bdi[@class='speaker']/text()")]
    assert names == ["Speaker 2", "Bob M."]
    assert "unidentified voice" in turn(client, 2).text_content()


def test_a_note_has_a_number_that_leads_to_it_and_back(client, varied):
    page = turn(client, 1)
    (number,) = page.xpath("//sup[@class='footnote-mark']/a")
    (note,) = page.xpath("//p[@role='doc-footnote']")
    assert number.get("href") == f"#{note.get('id')}"
    assert note.xpath("a/@href") == [f"#{number.get('id')}"]
    assert "Of 1843 <b>." in note.text_content()
    assert "0:01:23" in page.text_content()


def test_an_unknown_voice_is_no_author(client, varied):
    text = client.get(f"/interviews/{varied.slug}/cite.csl.json").json()
    assert [each["family"] for each in text[0]["author"]] == ["M."]


def test_an_interview_without_topics_is_one_page(client, varied):
    second = varied.topics.all()[1]
    Segment.objects.filter(topic=second).delete()
    second.delete()
    Topic.objects.update(title="")
    only = varied.topics.get()
    response = client.get(only.get_absolute_url() + "?q=x")
    assert response["Location"] == f"/interviews/{varied.slug}/transcript/?q=x"
    whole = html.fromstring(client.get(f"/interviews/{varied.slug}/transcript/").content)
    assert not whole.xpath("//h2[@class='part-title']")


def test_a_direction_is_found_without_a_speaker(client, varied):
    found = client.get("/search.json?q=kind:direction").json()
    assert [each["speaker"] for each in found["results"]] == [None]
    assert found["facets"]["speaker"] == []


def test_both_who_speak_together_find_a_turn(client, varied):
    together = list(Segment.objects.order_by("topic__order", "order"))[2].anchor_id
    for slug in ("bob", "eve"):
        found = client.get(f"/search.json?q=speaker:{slug}&per_page=50").json()
        anchors = [each["anchor"] for each in found["results"]]
        assert together in anchors
        counts = {each["value"]: each["count"] for each in found["facets"]["speaker"]}
        assert counts[slug] == len(anchors)


def test_facts_and_times_lead_into_the_recording(client, varied):
    page = html.fromstring(client.get(f"/en/interviews/{varied.slug}/").content)
    text = " ".join(page.xpath("//dl[@class='facts']")[0].text_content().split())
    assert "Held 1994-05" in text
    assert "Place Turin" in text
    assert "Licence CC0" in text
    assert turn(client, 1).xpath("//p[@class='time']/a/@href") == ["https://example.org/a.mp3#t=83"]


def test_a_citation_names_all_who_speak_together(client, varied):
    anchor = list(Segment.objects.order_by("topic__order", "order"))[2].anchor_id
    text = client.get(f"/t/{anchor}/cite.chicago.txt").content.decode()
    assert "Spoken by Speaker 2 and Bob M. in" in text
