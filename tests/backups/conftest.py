"""A site for each test: a copy of one whose tables were made once."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.backups.sites import add_counters
from tests.site.databases import copied
from tests.site.processes import manage


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with an empty archive, and counters beside its tables."""
    folder = tmp_path_factory.mktemp("migrated")
    ended = manage(folder, "migrate", "--verbosity", "0")
    assert ended.returncode == 0, ended.stderr
    add_counters(folder)
    return folder


@pytest.fixture
def site(migrated: Path, tmp_path: Path) -> Path:
    """A data folder, and a database, of the test's own."""
    return copied(migrated, tmp_path / "data")
