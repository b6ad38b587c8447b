"""The interviews that tests draw are stored as they were drawn, and hold what they are meant to."""

from __future__ import annotations

import pytest
from hypothesis import Phase, find, given, settings

from archive.sources.readers.transcripts import ReadInterview
from tests.formats.interviews import Wanted, interviews, store, stored_as_read, with_database

pytestmark = pytest.mark.django_db


@with_database
@given(interviews())
def test_what_is_stored_is_what_was_drawn(db, drawn: ReadInterview):
    interview = store(drawn)
    assert stored_as_read(interview) == drawn
    for segment in (each for topic in interview.topics.all() for each in topic.segments.all()):
        segment.full_clean(exclude=["co_speakers"])


KINDS = {
    "directions": lambda read: any(not turn.speakers for turn in read.turns),
    "co_speakers": lambda read: any(len(turn.speakers) > 1 for turn in read.turns),
    "times": lambda read: any(
        cue.words for turn in read.turns for each in turn.paragraphs for cue in each.cues
    ),
    "notes": lambda read: any(each.notes for turn in read.turns for each in turn.paragraphs),
    "levels": lambda read: any(topic.level == 2 for topic in read.topics),
    "untitled": lambda read: any(not topic.title for topic in read.topics),
    "doubts": lambda read: any(
        sentence.doubt
        for turn in read.turns
        for each in turn.paragraphs
        for sentence in each.sentences
    ),
    "former_anchors": lambda read: bool(read.former_anchors),
}


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_is_drawn_unless_it_is_switched_off(kind: str):
    # The first that is drawn will do: it is not made as small as it could be.
    find(interviews(), KINDS[kind], settings=settings(phases=[Phase.generate]))

    @settings(max_examples=20)
    @given(interviews(wanted=Wanted(**{kind: False})))
    def never(drawn: ReadInterview) -> None:
        assert not KINDS[kind](drawn)

    never()
