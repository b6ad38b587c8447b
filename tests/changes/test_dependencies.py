"""The one map of what depends on what."""

from __future__ import annotations

from django.apps import apps

from archive.changes.dependencies import CONTENT, NOT_CONTENT, interviews_of, segments_showing
from archive.models import Anchor, Exchange, Interview, Person, Term

# No part of an interview's record, or with dates of its own.
NO_PART = {Interview, Person, Exchange, Anchor, Term}
# Shown in no segment, or in those that the index knows.
SHOWN_IN_NONE = {Exchange, Anchor, Term}


def test_every_model_is_content_or_named_as_none():
    models = set(apps.get_app_config("archive").get_models())
    assert set(CONTENT) | NOT_CONTENT == models
    assert not NOT_CONTENT.intersection(CONTENT)


def test_a_record_is_part_of_its_own_interview(interview: Interview):
    for model in set(CONTENT) - NO_PART:
        part = model._default_manager.all()[0]
        assert list(interviews_of(part) or ()) == [interview], model
    assert all(interviews_of(model()) is None for model in NO_PART)


def test_something_of_a_record_is_shown_in_segments(interview: Interview):
    for model in set(CONTENT) - SHOWN_IN_NONE:
        assert segments_showing(model._default_manager.all()[0]), model
    assert all(segments_showing(model()) is None for model in SHOWN_IN_NONE)
