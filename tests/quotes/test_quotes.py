"""Short links to quoted passages: one for each, kept, and what becomes of them with the words."""

from __future__ import annotations

import json

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from archive.models import Interview, Paragraph, Quote, Sentence
from archive.quotations.kept import canonical
from archive.quotations.quoting import Quotation, squeeze
from archive.quotes import making
from archive.transcript import Transcript

WORDS = "1990年代にムーアの法則があったのと同じです。"


def make(client: Client, **given: str):
    return client.post("/q/", {"at": "ppm5m", "quote": WORDS, **given})


def test_a_passage_has_one_code_however_it_was_selected(client: Client, interview: Interview):
    first = make(client)
    assert first.status_code == 201
    turn = Paragraph.objects.get(anchor="ppm5m").segment.anchor_id
    for more in ({}, {"at": turn}, {"quote": f" {WORDS[:9]}\n{WORDS[9:]}"}, {"after": "nowhere"}):
        again = make(client, **more)
        assert again.status_code == 200
        assert again.json() == first.json()
    assert Quote.objects.count() == 1
    assert make(client, quote=WORDS[:-3]).json() != first.json()


def test_its_page_names_who_what_and_where_and_marks_the_words(client: Client, interview):
    interview.recorded = "2026-01-20"
    interview.save()
    address = make(client).json()["address"]
    text = client.get(address).content.decode()
    turn = Transcript(interview).turns_by_anchor["ppm5m"]
    assert f'<mark class="quotation">{WORDS}</mark>' in text
    for shown in (
        turn.who,
        turn.topic.name,
        turn.question.plain[:12] if turn.question else "?",
        interview.title,
        "2026-01-20",
    ):
        assert shown in text
    assert f'property="og:title" content="{turn.who}: {WORDS[:20]}' in text
    assert f'content="http://testserver{address}card.png"' in text
    data = json.loads(text.split('type="application/ld+json">')[1].split("</script>")[0])
    assert (data["@type"], data["text"]) == ("Quotation", WORDS)
    card = client.get(f"{address}card.png")
    assert card.content.startswith(b"\x89PNG")
    assert card["Cross-Origin-Resource-Policy"] == "cross-origin"


def test_edited_words_stand_beside_those_that_were_quoted(client: Client, interview: Interview):
    address = make(client).json()["address"]
    row = next(each for each in Sentence.objects.all() if WORDS in each.text)
    row.text = row.text.replace("1990年代", "九十年代")
    row.save()
    text = client.get(address).content.decode()
    assert 'class="edited"' in text
    assert WORDS in text
    assert "九十年代" in text


def test_words_that_are_gone_are_answered_with_410(client: Client, interview: Interview):
    address = make(client).json()["address"]
    Paragraph.objects.get(anchor="ppm5m").delete()
    for path in (address, f"/embed{address}", f"{address}card.png"):
        assert client.get(path).status_code == 410, path


@pytest.mark.parametrize(
    ("given", "status"),
    [
        ({"quote": "言っていないこと"}, 400),
        ({"quote": " "}, 400),
        ({"at": ""}, 400),
        ({"at": "pzzzz"}, 404),
        ({"at": "\x00"}, 400),
    ],
)
def test_what_the_text_does_not_have_is_not_kept(client, interview, given, status):
    response = make(client, **given)
    assert response.status_code == status
    assert response.json()["error"]
    assert not Quote.objects.exists()


def test_a_sender_makes_so_many_and_gets_those_there_are(client, interview, monkeypatch):
    monkeypatch.setattr(making, "HOURLY", 2)
    for length in (12, 14):
        assert make(client, quote=WORDS[:length]).status_code == 201
    refused = make(client, quote=WORDS[:16])
    assert (refused.status_code, refused["Retry-After"]) == (429, "3600")
    assert make(client, quote=WORDS[:12]).status_code == 200


def test_a_link_is_made_only_with_a_token(interview: Interview):
    client = Client(enforce_csrf_checks=True)
    assert make(client).status_code == 403
    token = client.get("/q/").json()["token"]
    given = {"at": "ppm5m", "quote": WORDS}
    assert client.post("/q/", given, headers={"X-CSRFToken": token}).status_code == 201


@pytest.fixture
def transcript(interview: Interview) -> Transcript:
    return Transcript(interview)


def test_any_stretch_of_a_turn_is_found_again(transcript: Transcript):
    passages = [each for turn in transcript.turns for each in turn.passages]

    @given(st.data())
    def found_again(data: st.DataObject) -> None:
        passage = data.draw(st.sampled_from(passages))
        start = data.draw(st.integers(0, max(len(passage.plain) - 9, 0)))
        words = passage.plain[start : start + data.draw(st.integers(8, 300))]
        if not squeeze(words):
            return
        before = passage.plain[max(start - 20, 0) : start]
        kept = canonical(Quotation(words, passage.anchor, before=before), transcript)
        assert kept
        assert canonical(kept, transcript) == kept

    found_again()
