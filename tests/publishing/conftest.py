"""A site with an interview in each state, indexed and with kept pages."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.conf import settings as django_settings
from django.core.cache import caches
from django.test import Client, override_settings

from archive.models import Interview
from tests.indexing import build_index
from tests.publishing.world import build

LOCAL = {
    "BACKEND": "archive.pages.kept_pages.KeptPages",
    "LOCATION": "publishing",
    "OPTIONS": {"MAX_BYTES": 20_000_000},
}


@pytest.fixture
def world(transactional_db: None) -> Iterator[dict[str, Interview]]:
    """The interviews by the names of their states; pages are kept, as on a running site."""
    interviews = build()
    build_index()
    with override_settings(CACHES={**django_settings.CACHES, "pages": LOCAL}):
        caches["pages"].clear()
        yield interviews
        caches["pages"].clear()


@pytest.fixture
def editor(world: dict[str, Interview], django_user_model) -> Client:
    """Somebody on the staff who may change interviews, logged in."""
    user = django_user_model.objects.create_superuser("editor", "", "a password")
    client = Client()
    client.force_login(user)
    return client
