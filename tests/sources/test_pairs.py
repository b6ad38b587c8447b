"""The pair of files that an interview is exported as: read again, it is the same interview."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from archive.sources.archived import archived
from archive.sources.forms import parse_pair
from archive.sources.importing import import_parsed
from archive.sources.pairs import render_pair
from archive.sources.readers.transcripts import ReadInterview
from tests.formats.interviews import interviews
from tests.formats.stored_interviews import clear, store

pytestmark = pytest.mark.django_db


def comparable(read: ReadInterview) -> ReadInterview:
    """Without where a text stands in its source, which is what an export changes."""
    topics = tuple(
        replace(
            topic,
            line=0,
            turns=tuple(
                replace(
                    turn,
                    line=0,
                    paragraphs=tuple(
                        replace(each, line=0, goes_on=False) for each in turn.paragraphs
                    ),
                )
                for turn in topic.turns
            ),
        )
        for topic in read.topics
    )
    return replace(read, topics=topics, front=(), back=())


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    # Each example writes two interviews: to make one smaller would take longer than to read it.
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
)
@given(read=interviews())
def test_an_interview_is_the_same_from_its_pair(read: ReadInterview) -> None:
    before = archived(store(read))
    pair = render_pair(before)
    clear(before.slug)
    outcome = import_parsed(parse_pair(pair, Path(pair.source)))
    assert comparable(archived(outcome.interview)) == comparable(before)


def test_the_shipped_interview_is_the_same_from_its_pair(interview) -> None:
    """With two voices in one paragraph, and lines around the text that are not the interview's."""
    before = archived(interview)
    pair = render_pair(before, anchors=False)
    assert not import_parsed(parse_pair(pair, Path(pair.source)), discard_edits=True).added
    after = archived(interview)
    assert replace(comparable(after)) == comparable(before)
    assert [each.goes_on for turn in after.turns for each in turn.paragraphs] == [
        each.goes_on for turn in before.turns for each in turn.paragraphs
    ]
    assert (after.front, after.back) == (before.front, before.back)
