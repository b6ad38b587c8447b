"""What all tests share."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.test import override_settings

from archive.attribution import parse_interview
from archive.importer import import_parsed
from archive.models import Interview

SEED = Path(django_settings.BASE_DIR) / "seeds" / "interview-ja.yaml"
PLAIN_STORAGE = "django.contrib.staticfiles.storage.StaticFilesStorage"


@pytest.fixture(autouse=True, scope="session")
def static_files(tmp_path_factory: pytest.TempPathFactory):
    """Static files under their own names, so that no test needs `collectstatic`.

    The tests in tests/running/ serve the collected, hashed ones.
    """
    storages = {**django_settings.STORAGES, "staticfiles": {"BACKEND": PLAIN_STORAGE}}
    root = tmp_path_factory.mktemp("static")
    with override_settings(STORAGES=storages, STATIC_ROOT=root):
        yield


@pytest.fixture
def interview(db: None) -> Interview:
    """The shipped interview, in the database."""
    import_parsed(parse_interview(SEED))
    return Interview.objects.get()
