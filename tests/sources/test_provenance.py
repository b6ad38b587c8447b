"""`provenance`: who says what, and where it stands in the seed file."""

from __future__ import annotations

import json
from collections import Counter
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from archive.models import Interview, Segment
from tests.sources.commands import run

KEYS = "file line start end speaker kind topic exchange anchor doubt text".split()
# In the seed file: twelve headings, and the paragraphs between them and the page furniture.
PARAGRAPHS, HEADINGS = 102, 12
FURNITURE = {"コメント", "タイトルとURLをコピーしました"}


@pytest.fixture
def printed(interview: Interview) -> list[dict[str, Any]]:
    ended = run("provenance")
    assert (ended.code, ended.err) == (0, "")
    return [json.loads(line) for line in ended.out.splitlines()]


def seed_lines() -> list[str]:
    path = Path(settings.BASE_DIR) / "seeds" / "interview-ja.txt"
    return path.read_text(encoding="utf-8").split("\n")


def body_lines(interview: Interview) -> dict[int, str]:
    """The seed's paragraphs by line number, found without the database's help but its titles."""
    titles = {topic.title for topic in interview.topics.all()}
    lines = dict(enumerate(seed_lines(), 1))
    first = next(number for number, text in lines.items() if text in titles)
    return {
        number: text
        for number, text in lines.items()
        if number > first and text.strip() and text not in titles | FURNITURE
    }


def test_it_prints_exactly_these_keys_in_this_order(printed):
    assert printed
    assert all(list(record) == KEYS for record in printed)


def test_its_values_are_what_programs_expect(printed, interview: Interview):
    topics = {topic.slug for topic in interview.topics.all()}
    for record in printed:
        assert record["file"] == "seeds/interview-ja.txt"
        assert record["speaker"] in {"john-micklethwait", "dario-amodei"}
        assert record["kind"] in {"question", "answer", "remark"}
        assert record["topic"] in topics
        assert record["exchange"]
        assert record["doubt"] is None or record["doubt"].strip()
        segment = Segment.objects.get(anchor=record["anchor"])
        assert segment.speaker
        assert segment.speaker.slug == record["speaker"]
        assert segment.topic.slug == record["topic"]


def test_its_spans_read_from_the_seed_give_the_text(printed):
    lines = seed_lines()
    for record in printed:
        assert lines[record["line"] - 1][record["start"] : record["end"]] == record["text"]


def test_it_prints_in_reading_order(printed):
    places = [(record["line"], record["start"]) for record in printed]
    assert places == sorted(set(places))


def test_every_body_character_is_in_exactly_one_segment(printed, interview: Interview):
    body = body_lines(interview)
    assert len(body) == PARAGRAPHS
    expected = Counter((line, place) for line, text in body.items() for place in range(len(text)))
    found = Counter(
        (record["line"], place)
        for record in printed
        for place in range(record["start"], record["end"])
    )
    assert found == expected


def test_the_topics_are_the_twelve_headings_of_the_seed(interview: Interview):
    lines = seed_lines()
    topics = list(interview.topics.all())
    assert len(topics) == HEADINGS
    assert all(topic.line and lines[topic.line - 1] == topic.title for topic in topics)


def test_a_segment_is_one_speakers_unbroken_turn(printed):
    turns: list[tuple[str, str, str]] = []
    for record in printed:
        turn = (record["topic"], record["anchor"], record["speaker"])
        if not turns or turns[-1] != turn:
            turns.append(turn)
    assert len({anchor for _, anchor, _ in turns}) == len(turns)
    for before, after in pairwise(turns):
        assert before[0] != after[0] or before[2] != after[2]


def test_every_doubt_is_shown_with_its_turn(printed, interview: Interview, client):
    doubtful = [record for record in printed if record["doubt"]]
    assert doubtful
    for record in doubtful:
        page = client.get(f"/t/{record['anchor']}/").content.decode()
        assert record["doubt"] in page
