"""What anchors keep of records that are deleted or moved by hand, as in the admin."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.db import connection
from django.db.models import ProtectedError

from archive.models import Anchor, Paragraph, Segment, Topic
from tests.sources.drafts import Draft, small

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(tmp_path: Path) -> Draft:
    loaded = small()
    loaded.load(tmp_path)
    return loaded


def topics_left() -> dict[str, set[str]]:
    """The topics that each anchor has left, by their addresses."""
    anchors = Anchor.objects.prefetch_related("former_topics")
    left = {each.code: {topic.slug for topic in each.former_topics.all()} for each in anchors}
    return {code: topics for code, topics in left.items() if topics}


def codes(segment: Segment) -> set[str]:
    return {segment.anchor_id, *segment.paragraphs.values_list("anchor_id", flat=True)}


def turn_of(words: str) -> Segment:
    return Segment.objects.get(paragraphs__sentences__text__startswith=words)


@pytest.mark.parametrize(
    "words",
    [
        ["Yes.", "We soldered every night, in Bob's kitchen."],
        ["In the winter of that year. It took us months."],
    ],
)
def test_a_turn_that_is_deleted_leaves_its_words_and_its_topic(
    draft: Draft, words: list[str]
) -> None:
    turn = turn_of(words[-1].split(".")[0])
    expected = {key: {turn.topic.slug} for key in codes(turn)}
    anchor = turn.anchor_id
    turn.delete()
    assert topics_left() == expected
    assert Anchor.objects.get(code=anchor).words == "".join(words)


def test_a_paragraph_that_is_deleted_leaves_its_words_and_its_topic(draft: Draft) -> None:
    paragraph = Paragraph.objects.get(sentences__text__startswith="We soldered")
    expected = {paragraph.anchor_id: {"beginnings"}}
    paragraph.delete()
    assert topics_left() == expected
    (anchor,) = Anchor.objects.exclude(words="")
    assert (anchor.code, anchor.words) == (
        paragraph.anchor_id,
        "We soldered every night, in Bob's kitchen.",
    )


@pytest.mark.parametrize("at_once", [False, True])
def test_a_topic_that_is_deleted_leaves_words_and_no_note_of_itself(
    draft: Draft, at_once: bool
) -> None:
    anchors = set().union(*(codes(turn) for turn in Segment.objects.filter(topic__order=0)))
    topics = Topic.objects.filter(order=0)
    if at_once:
        topics.delete()
    else:
        topics.get().delete()
    connection.check_constraints()
    assert topics_left() == {}
    assert set(Anchor.objects.exclude(words="").values_list("code", flat=True)) == anchors


def test_an_interview_whose_anchors_were_given_out_is_not_deleted(draft: Draft) -> None:
    with pytest.raises(ProtectedError):
        draft.stored().delete()


def test_a_turn_that_moves_to_another_topic_leaves_its_own_and_its_paragraphs_addresses(
    draft: Draft,
) -> None:
    turn = turn_of("We soldered")
    turn.topic, turn.order = Topic.objects.get(order=1), 90
    turn.save()
    assert topics_left() == {key: {"beginnings"} for key in codes(turn)}
    # Saved again where it is, it leaves nothing.
    turn.save()
    assert topics_left() == {key: {"beginnings"} for key in codes(turn)}


def test_a_fixture_that_moves_a_turn_brings_its_own_notes(draft: Draft) -> None:
    turn = turn_of("We soldered")
    turn.topic, turn.order = Topic.objects.get(order=1), 90
    turn.save_base(raw=True)
    assert topics_left() == {}
