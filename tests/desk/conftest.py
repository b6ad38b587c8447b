"""A small interview, and an editor who is logged in."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.editing.desk import editor_called, laid_out


@pytest.fixture
def talk(db, tmp_path):
    """The small interview of the tests, kept by its file."""
    return laid_out(tmp_path)


@pytest.fixture
def ann(db):
    return editor_called("ann")


@pytest.fixture
def at_desk(ann):
    """Ann's browser, whose forms need their token."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(ann.user)
    return client
