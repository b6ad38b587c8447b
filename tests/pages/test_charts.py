"""The measures behind the pictures of an interview."""

from __future__ import annotations

from itertools import pairwise
from random import Random
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.models import Participant, Person, Segment, Sentence, Topic
from archive.pages.charts import NARROWEST, course, shares, strip
from archive.text import PLAIN
from archive.transcript import Passage, TopicPart, Turn

PEOPLE = [Person(pk=number, slug=f"p{number}", name=f"P{number}") for number in range(3)]
ROLES = ["interviewer", "guest", "guest"]
# Who speaks, and how many characters; topic by topic.
SPEECH = st.lists(
    st.lists(st.tuples(st.integers(0, 2), st.integers(1, 60)), min_size=1, max_size=12),
    min_size=1,
    max_size=4,
)


def conversation(topics):
    """A transcript that no database holds."""
    parts = [TopicPart(Topic(slug=f"t{number}"), number) for number in range(len(topics))]
    turns: list[Turn] = []
    for part, speeches in zip(parts, topics, strict=True):
        for who, size in speeches:
            sentence = Sentence(text="あ" * size)
            segment = Segment(speaker=PEOPLE[who], anchor_id=f"s{len(turns)}")
            passages = (Passage(f"p{len(turns)}", (sentence,), (), PLAIN),)
            turn = Turn(segment, part, ROLES[who], len(turns) + 1, passages, ())
            part.turns.append(turn)
            turns.append(turn)
    participants = [
        Participant(person=person, role=role) for person, role in zip(PEOPLE, ROLES, strict=True)
    ]
    size = sum(turn.size for turn in turns)
    return SimpleNamespace(participants=participants, topics=parts, turns=turns, size=size)


@settings(max_examples=40)
@given(SPEECH)
def test_it_draws_every_turn_once_in_order_without_gaps(topics):
    transcript = conversation(topics)
    cells = strip(transcript, transcript.turns, transcript.size)
    assert [turn for cell in cells for turn in cell.turns] == transcript.turns
    assert cells[0].start == 0
    for before, after in pairwise(cells):
        assert before.start + before.width == pytest.approx(after.start)
    assert cells[-1].start + cells[-1].width == pytest.approx(100)


@settings(max_examples=40)
@given(SPEECH)
def test_it_draws_a_turn_as_wide_as_it_is_long(topics):
    transcript = conversation(topics)
    cells = strip(transcript, transcript.turns, transcript.size)
    assert [len(cell.turns) for cell in cells] == [1] * len(cells)
    assert all(cell.side == cell.turn.role for cell in cells)
    seen = [max(cell.size, NARROWEST * transcript.size / 100) for cell in cells]
    for cell, size in zip(cells, seen, strict=True):
        assert cell.width == pytest.approx(100 * size / sum(seen))


def test_it_draws_the_shortest_turn_wide_enough_to_be_seen():
    transcript = conversation([[(0, 1), (1, 9999)]])
    narrow, wide = strip(transcript, transcript.turns, transcript.size)
    assert narrow.width == pytest.approx(NARROWEST, rel=0.01)
    assert narrow.width + wide.width == pytest.approx(100)


@settings(max_examples=10)
@given(st.integers(900, 1100), st.integers())
def test_it_draws_no_more_cells_than_can_be_seen(turns, seed):
    random = Random(seed)
    sizes = [random.randint(1, 40) for _ in range(turns)]
    transcript = conversation([[(at % 3, size) for at, size in enumerate(sizes)]])
    cells = strip(transcript, transcript.turns, transcript.size)
    assert len(cells) <= 100 / NARROWEST + 1
    assert min(cell.width for cell in cells) > 0.9 * NARROWEST


@settings(max_examples=40)
@given(SPEECH)
def test_it_keeps_topics_apart(topics):
    transcript = conversation(topics)
    bands = course(transcript)
    assert [band.part for band in bands] == transcript.topics
    for band in bands:
        assert {turn.topic for cell in band.cells for turn in cell.turns} == {band.part}


@settings(max_examples=40)
@given(SPEECH)
def test_it_shares_a_topic_out_among_all_who_take_part(topics):
    transcript = conversation(topics)
    for part in transcript.topics:
        found = shares(transcript, part.turns, transcript.size)
        assert sum(share.percent for share in found) == pytest.approx(100)
        assert sum(share.width for share in found) == pytest.approx(
            100 * part.size / transcript.size
        )
        assert len({share.texture for share in found}) == len(found)
