"""The note at the foot of a page: what the reader sees, and where it is uncertain."""

from __future__ import annotations

import pytest

from archive.metadata.notes import SHOWN, note_on
from archive.models import Interview, Segment, Sentence
from archive.transcript.turns import Transcript
from tests.formats.validating import parse_html


def _note(client, path: str):
    return parse_html(client.get(path).content).find(".//aside[@class='page-note']")


def _text(client, path: str) -> str:
    return " ".join("".join(_note(client, path).itertext()).split())


def _en(interview) -> str:
    return f"/en/interviews/{interview.slug}/"


@pytest.mark.parametrize("end", ["", "transcript/", None])
def test_it_tells_of_the_translation_and_of_who_attributed_the_words(client, interview, end):
    text = _text(client, "/en/people/dario-amodei/" if end is None else _en(interview) + end)
    assert "Japanese translation of a broadcast in English" in text
    assert "Anthropic’s Amodei on AI: Power and Risk" in text
    assert "The editors of this archive attributed the words" in text


def test_it_tells_only_what_holds_for_the_interview(client, interview):
    Interview.objects.update(original_language="", speakers_named=True)
    Sentence.objects.update(doubt="")
    text = _text(client, _en(interview))
    assert "translation" not in text
    assert "attributed" not in text
    assert "does not decide" not in text


def test_an_original_in_the_same_language_is_no_translation(client, interview):
    Interview.objects.update(original_language="ja-JP")
    assert "translation" not in _text(client, _en(interview))


def test_an_original_of_another_kind_is_not_called_a_broadcast(client, interview):
    Interview.objects.update(original_medium="print")
    text = _text(client, _en(interview))
    assert "broadcast" not in text
    assert "the original is in English" in text


def test_it_leads_to_every_uncertain_place_on_the_page(client, interview):
    for path in (interview.get_absolute_url(), "/"):
        links = _note(client, path).findall(".//ul//a")
        assert len(links) == Sentence.objects.exclude(doubt="").count() > 0
        for link in links:
            address, anchor = link.get("href").split("#")
            place = parse_html(client.get(address).content).find(f".//*[@id='{anchor}']")
            assert link.text.rstrip("…") in "".join(place.itertext())


def test_a_turn_s_page_tells_of_its_own_uncertain_places_only(client, interview):
    doubtful = Segment.objects.filter(paragraphs__sentences__doubt__gt="")[0]
    certain = Segment.objects.exclude(paragraphs__sentences__doubt__gt="")[0]
    assert _note(client, doubtful.get_absolute_url()).findall(".//ul//a")
    assert not _note(client, certain.get_absolute_url()).findall(".//ul//a")


def test_it_names_no_more_places_than_a_reader_would_look_at(client, interview):
    Sentence.objects.update(doubt="why")
    note = note_on(interview, Transcript(interview).turns)
    assert len(note.shown) == SHOWN
    assert note.left_out == Sentence.objects.count() - SHOWN
    assert f"And {note.left_out} more places" in _text(client, _en(interview))


def test_it_leads_to_the_form_with_the_turn_filled_in(client, interview):
    segment = Segment.objects.all()[0]
    links = [each.get("href") for each in _note(client, segment.get_absolute_url()).iter("a")]
    assert f"/report/?anchor={segment.anchor_id}" in links
    topic = client.get(segment.topic.get_absolute_url()).content.decode()
    assert f'href="/report/?anchor={segment.anchor_id}"' in topic
