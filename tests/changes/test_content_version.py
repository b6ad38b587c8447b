"""The number that every change of content makes larger."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from django.apps import apps
from django.utils import timezone

from archive.changes import changes_between, content_state, content_version, interview_imported
from archive.models import ContentVersion, Cue, Interview, Note, Paragraph, Segment, Term
from tests.sources.drafts import small

# What the archive keeps besides its content.
APART = {"change", "contentversion", "followingindex", "history", "importstate", "report"}
APART |= {"sourcetext", "edit", "correction", "draft", "sharing", "declinedterm", "upload", "quote"}


def test_it_grows_with_each_kind_of_content_that_is_saved(
    transactional_db: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("search.index.updating.catch_up", lambda **options: True)
    small().load(tmp_path)
    Term.objects.create(slug="soup", kind="concept", label="Soup")
    paragraph = Paragraph.objects.all()[0]
    Cue.objects.create(paragraph=paragraph, order=0, first=0, last=1, start=timedelta(1))
    Note.objects.create(paragraph=paragraph, order=0, first=0, last=1, text="A note.")
    for model in apps.get_app_config("archive").get_models():
        if model._meta.model_name not in APART:
            before = content_version()
            model._default_manager.all()[0].save()
            assert content_version() == before + 1, model


def test_it_says_when_the_content_changed_last(transactional_db: None) -> None:
    assert content_state() == (0, None)
    started = timezone.now()
    Term.objects.create(slug="soup", kind="concept", label="Soup")
    number, changed = content_state()
    assert changed is not None
    assert changed >= started
    ContentVersion.objects.update(changed=changed - timedelta(days=9))
    Term.objects.get().save()
    later, changed_again = content_state()
    assert later == number + 1
    assert changed_again is not None
    assert changed_again >= changed


def test_an_import_counts_and_names_its_segments_whatever_it_wrote(
    transactional_db: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("search.index.updating.catch_up", lambda **options: True)
    small().load(tmp_path)
    before = content_version()
    interview_imported(Interview.objects.get())
    changed = changes_between(before, before + 1)
    assert content_version() == before + 1
    assert changed.segments == set(Segment.objects.values_list("pk", flat=True))
