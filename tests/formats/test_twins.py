"""The JSON twins of the pages."""

from __future__ import annotations

import pytest

from archive.models import Anchor, Paragraph, Segment, Term, Topic
from archive.transcript.turns import Transcript
from tests.indexing import build_index

BASE = "https://archive.example"


@pytest.fixture(autouse=True)
def base_url(settings):
    settings.BASE_URL = BASE


def _local(address: str) -> str:
    assert address.startswith(f"{BASE}/")
    return address.removeprefix(BASE)


def test_every_address_in_the_twins_leads_somewhere(client, interview):
    seen: set[str] = set()
    waiting = ["/index.json", "/interviews.json"]
    while waiting:
        path = waiting.pop()
        if path in seen:
            continue
        seen.add(path)
        response = client.get(path)
        assert response.status_code == 200, path
        if path.endswith(".json"):
            waiting += [_local(url) for url in _addresses(_json(response))]
    turns = {f"/t/{code}.json" for code in Segment.objects.values_list("anchor_id", flat=True)}
    assert turns <= seen


def _json(response):
    import json

    return json.loads(b"".join(response) if response.streaming else response.content)


def _addresses(value) -> list[str]:
    if isinstance(value, dict):
        own = [value[key] for key in ("json", "transcript") if key in value]
        return own + [url for each in value.values() for url in _addresses(each)]
    if isinstance(value, list):
        return [url for each in value for url in _addresses(each)]
    return []


def test_the_whole_has_every_character_that_a_reader_sees(client, interview):
    record = _json(client.get(f"/interviews/{interview.slug}/transcript.json"))
    told = [
        paragraph["text"]
        for topic in record["topics"]
        for turn in topic["turns"]
        for paragraph in turn["paragraphs"]
    ]
    loaded = Transcript(interview)
    assert told == [passage.plain for turn in loaded.turns for passage in turn.passages]
    assert record["characters"] == sum(map(len, told))


def test_a_topic_s_twin_has_what_the_whole_has(client, interview):
    whole = _json(client.get(f"/interviews/{interview.slug}/transcript.json"))
    for topic, told in zip(Topic.objects.all(), whole["topics"], strict=True):
        twin = client.get(topic.get_absolute_url().rstrip("/") + ".json").json()
        assert twin["turns"] == told["turns"]


def test_a_speaker_s_twin_has_only_their_words(client, interview):
    twin = client.get(f"/interviews/{interview.slug}/speakers/dario-amodei.json").json()
    assert {turn["speaker"] for turn in twin["turns"]} == {"dario-amodei"}
    assert twin["characters"] == sum(
        len(paragraph["text"]) for turn in twin["turns"] for paragraph in turn["paragraphs"]
    )


def test_what_nobody_stated_is_null(client, interview):
    record = client.get(f"/interviews/{interview.slug}.json").json()
    assert record["published"] is None
    assert record["original"]["publisher"] is None
    assert record["original"]["title"] == interview.original_title


def test_a_paragraph_s_anchor_leads_to_its_turn_and_a_lost_one_tells_its_last_words(
    client, interview
):
    paragraph = Paragraph.objects.all()[2]
    response = client.get(f"/t/{paragraph.anchor_id}.json")
    assert response["Location"] == f"/t/{paragraph.segment.anchor_id}.json"
    Anchor.objects.create(code="p2222", interview=interview, words="消えた言葉")
    lost = client.get("/t/p2222.json")
    assert lost.status_code == 410
    assert lost.json()["last_words"] == "消えた言葉"


def test_any_site_may_read_a_twin(client, interview):
    assert client.get("/index.json")["Access-Control-Allow-Origin"] == "*"


def test_the_glossary_s_twins_have_every_term_and_where_it_is_mentioned(client, interview):
    Term.objects.create(slug="agi", label="AGI", kind="concept", aliases="汎用人工知能")
    build_index()
    (line,) = client.get("/terms.json").json()["terms"]
    assert line["aliases"] == ["汎用人工知能"]
    record = client.get(_local(line["json"])).json()
    assert record["count"] == len(record["mentions"]) > 0
    for mention in record["mentions"]:
        turn = client.get(_local(mention["url"]).rstrip("/") + ".json").json()
        words = "".join(each["text"] for each in turn["paragraphs"])
        assert all(sentence in words for sentence in mention["sentences"])
    assert client.get("/terms/agii.json").status_code == 404


def test_an_empty_archive_has_twins_too(client, db):
    assert client.get("/index.json").json() == {"interview": None}
    assert client.get("/interviews.json").json()["interviews"] == []


def test_it_takes_no_more_queries_for_a_longer_interview(
    client, interview, django_assert_max_num_queries
):
    paths = [f"/interviews/{interview.slug}{end}" for end in (".json", "/transcript.json")]
    for path in [*paths, f"/t/{Segment.objects.all()[0].anchor_id}.json", "/index.json"]:
        with django_assert_max_num_queries(12):
            client.get(path)
