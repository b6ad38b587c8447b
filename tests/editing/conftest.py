"""A small interview, and an editor."""

from __future__ import annotations

import pytest
from django.utils import translation

from tests.editing.desk import editor_called, laid_out


@pytest.fixture(autouse=True)
def in_english(reader_language):
    """What is refused is said in the language that the tests are in."""
    with translation.override("en"):
        yield


@pytest.fixture
def talk(db, tmp_path):
    """The small interview of the tests, kept by its file."""
    return laid_out(tmp_path)


@pytest.fixture
def ann(db):
    """An editor."""
    return editor_called("ann")


@pytest.fixture
def ben(db):
    """Another one."""
    return editor_called("ben")
