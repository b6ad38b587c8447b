"""What all tests share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
from django.apps import apps
from django.conf import settings as django_settings
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connection
from django.test import override_settings
from django.utils import translation
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

from archive.models import Interview, Term
from archive.notebook import limits
from archive.sources import import_parsed, parse_interview
from search import engine
from search.index import updating
from search.meaning import encoder
from search.store import Found, Page
from tests.indexing import index_shipped_interview

# How fast the machine is, or how busy, is nothing that a test is about.
any_machine = hypothesis_settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
# The same examples each time, since a commit passes or it doesn't; `make explore` draws others.
hypothesis_settings.register_profile("same examples", any_machine, derandomize=True)
hypothesis_settings.register_profile("explore", any_machine, print_blob=True)
hypothesis_settings.load_profile("same examples")

SEED = Path(django_settings.BASE_DIR) / "seeds" / "interview-ja.yaml"
Search = Callable[..., Found]
PLAIN_STORAGE = "django.contrib.staticfiles.storage.StaticFilesStorage"
# Folders of tests of the whole, each of which takes long.
SLOW = {"bench", "browser", "relevance"}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what `make test-fast` leaves out, besides the files that say so of themselves.

    On PostgreSQL, skip what is marked as of SQLite only.
    """
    on_sqlite = django_settings.DATABASES["default"]["ENGINE"].endswith("sqlite3")
    for item in items:
        if (only := item.get_closest_marker("sqlite_only")) and not on_sqlite:
            item.add_marker(pytest.mark.skip(reason=f"On SQLite only: {only.kwargs['reason']}"))
        if item.path.parent.name in SLOW:
            item.add_marker(pytest.mark.slow)


@pytest.fixture(autouse=True, scope="session")
def static_files(tmp_path_factory: pytest.TempPathFactory):
    """Static files under their own names, so that no test needs `collectstatic`.

    The tests in tests/site/ serve the collected, hashed ones.
    """
    storages = {**django_settings.STORAGES, "staticfiles": {"BACKEND": PLAIN_STORAGE}}
    root = tmp_path_factory.mktemp("static")
    with override_settings(STORAGES=storages, STATIC_ROOT=root):
        yield


@pytest.fixture(autouse=True, scope="session")
def pages_are_rendered():
    """No page is kept: tests change content inside a transaction that never ends.

    The tests in tests/pages/test_page_cache.py keep them.
    """
    dummy = {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}
    with override_settings(CACHES={**django_settings.CACHES, "pages": dummy}):
        yield


@pytest.fixture(autouse=True, scope="session")
def no_sentence_encoder():
    """None, even where one is installed: tests that need one say which."""
    with mock.patch.object(encoder, "_loaded", [None]):
        yield


@pytest.fixture(autouse=True, scope="session")
def index_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index of the tests' own."""
    folder = tmp_path_factory.mktemp("index")
    # haystack keeps this dictionary; a thread's connection reads it when first used.
    django_settings.HAYSTACK_CONNECTIONS["default"]["PATH"] = str(folder)
    return folder


@pytest.fixture
def indexed(interview: Interview) -> Interview:
    """The shipped interview with its glossary, in the database and in the index."""
    if _terms:
        _write({Term: _terms})
    else:
        call_command("loaddata", "glossary.yaml", verbosity=0)
        _terms.extend(Term.objects.values())
    index_shipped_interview()
    return interview


@pytest.fixture
def search(indexed: Interview) -> Search:
    """The search over the shipped interview."""

    def run(query: str, **page: object) -> Found:
        return engine.search(query, page=Page(**page)).found  # type: ignore[arg-type]

    return run


@pytest.fixture(autouse=True)
def nobody_asked_for_notebooks():
    """Each test begins as a sender who asked for none in this minute."""
    limits._counts.clear()


@pytest.fixture(autouse=True)
def reader_language():
    """Each test begins in the archive's language, whatever pages the last one asked for."""
    with translation.override(django_settings.LANGUAGE_CODE):
        yield


@pytest.fixture
def interview(db: None) -> Interview:
    """The shipped interview, in the database; `indexed` has it in the index too."""
    if not _rows:
        with mock.patch.object(updating, "catch_up"):
            import_parsed(parse_interview(SEED))
        _rows.update({model: list(model.objects.values()) for model in _models()})
    else:
        _write(_rows)
    return Interview.objects.get()


# What the first import of the session wrote, so that later tests need not import again.
_rows: dict[Any, list[dict[str, Any]]] = {}
_terms: list[Any] = []


def _write(rows: dict[Any, list[dict[str, Any]]]) -> None:
    """Write rows as they were, under their keys; what is made later gets others."""
    for model, those in rows.items():
        model.objects.bulk_create(model(**row) for row in those)
    # Of which PostgreSQL has to be told.
    for statement in connection.ops.sequence_reset_sql(no_style(), list(rows)):
        with connection.cursor() as cursor:
            cursor.execute(statement)


def _models() -> list[Any]:
    """The archive's models, each after those that it refers to."""
    names = "Person Interview Participant Topic Exchange Anchor Segment Paragraph Sentence"
    archive = apps.get_app_config("archive")
    first = [archive.get_model(name) for name in names.split()]
    return [*first, *(model for model in archive.get_models() if model not in first)]
