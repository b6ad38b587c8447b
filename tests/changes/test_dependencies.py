"""The one map of what depends on what."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from django.apps import apps

from archive.changes.dependencies import CONTENT, NOT_CONTENT, interviews_of, segments_showing
from archive.models import (
    Anchor,
    Cue,
    Exchange,
    Interview,
    Note,
    Paragraph,
    Participant,
    Person,
    Segment,
    Term,
    Topic,
)
from tests.sources.drafts import Draft, small

# No part of an interview's record, or with dates of its own.
NO_PART = {Interview, Person, Exchange, Anchor, Term}
# Shown in no segment, or in those that the index knows.
SHOWN_IN_NONE = {Exchange, Anchor, Cue, Term}


def test_every_model_is_content_or_named_as_none():
    models = set(apps.get_app_config("archive").get_models())
    assert set(CONTENT) | NOT_CONTENT == models
    assert not NOT_CONTENT.intersection(CONTENT)


def _add_details() -> None:
    """Of what the shipped interview has none."""
    paragraph = Paragraph.objects.all()[0]
    Cue.objects.create(paragraph=paragraph, order=0, first=0, last=1, start=timedelta(1))
    Note.objects.create(paragraph=paragraph, order=0, first=0, last=1, text="A note.")


def test_a_record_is_part_of_its_own_interview(interview: Interview):
    _add_details()
    for model in set(CONTENT) - NO_PART:
        part = model._default_manager.all()[0]
        assert list(interviews_of(part) or ()) == [interview], model
    assert all(interviews_of(model()) is None for model in NO_PART)


def test_something_of_a_record_is_shown_in_segments(interview: Interview):
    _add_details()
    for model in set(CONTENT) - SHOWN_IN_NONE:
        assert segments_showing(model._default_manager.all()[0]), model
    assert all(segments_showing(model()) is None for model in SHOWN_IN_NONE)


def test_a_record_is_shown_in_these_segments_and_no_others(db: None, tmp_path: Path) -> None:
    """A turn shows the question that it answers, so all turns of an exchange show its words."""
    for slug in ("draft", "other"):
        Draft(small().topics, slug=slug).load(tmp_path)
    draft = Segment.objects.filter(topic__interview__slug="draft")
    for segment in draft:
        exchange = set(draft.filter(exchange=segment.exchange_id))
        assert len(exchange) > 1
        assert set(segments_showing(segment) or ()) == exchange
        for paragraph in segment.paragraphs.all():
            assert set(segments_showing(paragraph) or ()) == exchange
            for sentence in paragraph.sentences.all():
                assert set(segments_showing(sentence) or ()) == exchange
    for topic in Topic.objects.filter(interview__slug="draft"):
        assert set(segments_showing(topic) or ()) == set(draft.filter(topic=topic))
    for part in Participant.objects.filter(interview__slug="draft"):
        spoken = Segment.objects.filter(speaker=part.person)
        assert set(segments_showing(part.person) or ()) == set(spoken)
        assert set(segments_showing(part) or ()) == set(spoken & draft)
    assert set(segments_showing(Interview.objects.get(slug="draft")) or ()) == set(draft)
