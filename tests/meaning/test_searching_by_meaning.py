"""Where the texts don't have the words, a search finds the turns that are near in meaning."""

from __future__ import annotations

import json
from collections.abc import Iterator
from shutil import rmtree
from typing import Any

import pytest
from django.test import Client

from archive.models import Interview, Segment, Sentence
from search.index import meanings
from search.meaning import encoder as encoders
from search.meaning import finding, near_turns
from search.meaning.vectors import folder
from search.store import current_store
from tests.indexing import build_index
from tests.meaning.encoders import LetterEncoder, installed

# A word that no text has and that is like none of theirs, by letters or sound.
QUERY = "zzqxj"
# What it means to the encoder, as a sentence of the interview has it.
SAID = "ロケット"


@pytest.fixture
def said(indexed: Interview) -> Sentence:
    """The sentence that the query is near to."""
    return Sentence.objects.filter(text__contains=SAID)[0]


@pytest.fixture
def encoder(said: Sentence) -> Iterator[LetterEncoder]:
    """An encoder that is installed, and has made vectors of the interview."""
    made = LetterEncoder({QUERY: said.text})
    rmtree(folder(), ignore_errors=True)
    with installed(made):
        meanings.catch_up()
        made.seen.clear()
        encoders.vector_of.cache_clear()
        yield made


def turn(sentence: Sentence) -> Segment:
    return sentence.paragraph.segment


def asked(**parameters: str) -> dict[str, Any]:
    answer: dict[str, Any] = json.loads(Client().get("/search.json", parameters).content)
    return answer


def test_a_word_without_finds_finds_what_says_it_otherwise(
    encoder: LetterEncoder, said: Sentence
) -> None:
    answer = asked(q=QUERY)
    assert answer["match"] == "meaning"
    assert answer["missing"] == [QUERY]
    first = answer["results"][0]
    assert first["anchor"] == turn(said).anchor_id
    assert first["match"] == "meaning"
    assert first["words"] == []
    assert first["reason"]
    assert first["score"] == pytest.approx(1, abs=0.01)
    assert first["source"][0]["line"] == said.line
    scores = [each["score"] for each in answer["results"]]
    assert scores == sorted(scores, reverse=True)
    assert min(scores) >= 0.3


def test_the_snippet_shows_the_sentence(encoder: LetterEncoder, said: Sentence) -> None:
    assert SAID in asked(q=QUERY)["results"][0]["snippet"]


def test_the_page_says_that_it_is_near_in_meaning(encoder: LetterEncoder) -> None:
    page = Client().get("/en/search/", {"q": QUERY}).content.decode()
    assert "Near in meaning" in page
    assert "It has a sentence of near meaning." in page


def test_without_an_encoder_there_is_nothing(said: Sentence) -> None:
    assert asked(q=QUERY)["match"] == "none"


def test_what_is_near_to_nothing_stays_without_results(encoder: LetterEncoder) -> None:
    answer = asked(q="wqzzk")
    assert (answer["match"], answer["total"]) == ("none", 0)


def test_words_that_are_found_need_no_encoder(encoder: LetterEncoder) -> None:
    assert asked(q=SAID)["match"] == "words"
    assert asked(q=f"{SAID} OR {QUERY}")["match"] == "words"
    assert encoder.seen == []


def test_a_question_whose_words_are_found_leans_on_what_is_near(
    encoder: LetterEncoder, indexed: Interview
) -> None:
    question = "雇用はどうなりますか？"
    before = asked(q=question, per_page="100", exact="1")
    assert before["match"] == "words"
    last = before["results"][-1]
    sentence = Sentence.objects.filter(paragraph__segment__anchor=last["anchor"])[0]
    encoder.meant[question] = sentence.text
    after = asked(q=question, per_page="100")
    anchors = [each["anchor"] for each in after["results"]]
    assert after["match"] == "words"
    assert anchors.index(last["anchor"]) < len(anchors) // 2
    assert sorted(anchors) == sorted(each["anchor"] for each in before["results"])


def test_exactly_what_was_typed_is_near_to_nothing(encoder: LetterEncoder) -> None:
    assert asked(q=QUERY, exact="1")["match"] == "none"
    assert asked(q=f'"{QUERY}"')["match"] == "none"
    assert encoder.seen == []


def test_a_query_is_encoded_once(encoder: LetterEncoder) -> None:
    asked(q=QUERY)
    asked(q=QUERY, sort="order")
    assert encoder.seen == [QUERY]


def test_filters_hold(
    encoder: LetterEncoder, said: Sentence, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(finding, "LEAST", 0.05)
    person, topic = turn(said).speaker, turn(said).topic.slug
    assert person
    speaker = person.slug
    everything = asked(q=QUERY)
    counts = {each["value"]: each["count"] for each in everything["facets"]["speaker"]}
    kept = asked(q=QUERY, speaker=speaker)
    assert kept["total"] == counts[speaker]
    assert {each["speaker"] for each in kept["results"]} == {speaker}
    assert kept["results"][0]["anchor"] == turn(said).anchor_id
    typed = asked(q=f"{QUERY} topic:{topic}")
    assert typed["match"] == "meaning"
    assert {each["topic"] for each in typed["results"]} == {topic}
    others = Segment.objects.exclude(topic=turn(said).topic)[0].topic.slug
    assert turn(said).anchor_id not in {
        each["anchor"] for each in asked(q=QUERY, topic=others)["results"]
    }


def test_pages_and_reading_order_hold(
    encoder: LetterEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(finding, "LEAST", 0.05)
    everything = [each["anchor"] for each in asked(q=QUERY, per_page="100")["results"]]
    assert len(everything) > 1
    pages = [asked(q=QUERY, per_page="1", page=str(n))["results"] for n in (1, 2)]
    assert [page[0]["anchor"] for page in pages] == everything[:2]
    ordered = [each["anchor"] for each in asked(q=QUERY, sort="order", per_page="100")["results"]]
    places = list(
        Segment.objects.order_by("topic__order", "order").values_list("anchor", flat=True)
    )
    assert ordered == sorted(everything, key=places.index)


def test_what_was_edited_since_is_no_longer_near(encoder: LetterEncoder, said: Sentence) -> None:
    anchor = turn(said).anchor_id
    said.text = "今日は晴れています。"
    said.save()
    build_index()
    assert anchor not in {each["anchor"] for each in asked(q=QUERY)["results"]}
    meanings.catch_up()
    assert asked(q=QUERY)["results"][:1] == [] or asked(q=QUERY)["results"][0]["anchor"] != anchor


def test_a_question_finds_in_the_order_of_meaning(encoder: LetterEncoder, said: Sentence) -> None:
    question = f"{QUERY} wqzzk?"
    encoder.meant[question] = said.text
    assert asked(q=question)["results"][0]["anchor"] == turn(said).anchor_id


def test_the_vectors_are_of_every_turn(encoder: LetterEncoder) -> None:
    sentences = {each.text.strip() for each in Sentence.objects.all()}
    for text in sorted(sentences, key=len)[-20:]:
        encoder.meant["a query"] = text
        encoders.vector_of.cache_clear()
        near = near_turns("a query", current_store())
        assert max(each.cosine for each in near.values()) == pytest.approx(1, abs=0.01)
