"""What the settings are when they can be used."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from archive.site.connections import PATIENCE, Connection
from archive.site.environment import Environment, read_environment
from tests.project.environment import settings_read


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    """Read these settings and no others."""

    def reading(**values: str) -> Environment:
        for name in settings_read():
            monkeypatch.delenv(name, raising=False)
        for name, value in values.items():
            monkeypatch.setenv(name, value)
        return read_environment(tmp_path)

    return reading


def test_it_is_safe_by_default(read, tmp_path: Path):
    environment = read()
    assert not environment.debug
    assert environment.host == "127.0.0.1"
    assert "*" not in environment.allowed_hosts
    assert environment.database["NAME"] == str(tmp_path / ".data" / "archive.sqlite3")


def test_it_makes_a_secret_key_once_for_its_owner_alone(read, tmp_path: Path):
    first = read().secret_key
    assert len(first) >= 50
    assert read().secret_key == first
    assert stat.S_IMODE((tmp_path / ".data" / "secret-key").stat().st_mode) == 0o600
    assert read(SECRET_KEY="given").secret_key == "given"


def test_it_reads_lists_with_spaces_and_addresses_with_a_slash(read):
    environment = read(
        ALLOWED_HOSTS="a.example, b.example,",
        CSRF_TRUSTED_ORIGINS="https://a.example, https://*.b.example:8443",
        BASE_URL="https://a.example/",
    )
    assert environment.allowed_hosts == ["a.example", "b.example"]
    assert environment.csrf_trusted_origins == ["https://a.example", "https://*.b.example:8443"]
    assert environment.base_url == "https://a.example"


def test_sqlite_waits_for_other_writers_and_lets_readers_go_on(read):
    options = read().database["OPTIONS"]
    assert issubclass(options["factory"], Connection)
    # Less than gunicorn's 30 s, and than proxies wait.
    assert options["timeout"] == PATIENCE < 10


def test_it_takes_postgresql_by_its_address(read):
    database = read(DATABASE_URL="postgres://ada:secret@db.example:5433/archive").database
    assert database["ENGINE"] == "django.db.backends.postgresql"
    assert (database["HOST"], database["PORT"], database["NAME"]) == ("db.example", 5433, "archive")
    assert "init_command" not in database.get("OPTIONS", {})
