"""The number that every change of content makes larger."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.apps import apps

from archive.changes import content_version
from archive.models import Term
from tests.sources.drafts import small

# What the archive keeps besides its content.
APART = {"change", "contentversion", "followingindex", "history", "report"}


def test_it_grows_with_each_kind_of_content_that_is_saved(
    transactional_db: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("search.index.updating.catch_up", lambda: None)
    small().load(tmp_path)
    Term.objects.create(slug="soup", kind="concept", label="Soup")
    for model in apps.get_app_config("archive").get_models():
        if model._meta.model_name not in APART:
            before = content_version()
            model._default_manager.all()[0].save()
            assert content_version() == before + 1, model
