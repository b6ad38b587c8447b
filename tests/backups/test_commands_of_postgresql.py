"""What PostgreSQL's programs are told, and by what way."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from unittest import mock

import pytest

from archive.backups import postgresql


@pytest.fixture
def connection() -> Any:
    settings = {
        "HOST": "db.example",
        "PORT": 5433,
        "USER": "ada",
        "NAME": "archive",
        "PASSWORD": "a secret",
        "OPTIONS": {"sslmode": "require"},
    }
    fake = mock.Mock(settings_dict=settings)
    with mock.patch.object(postgresql, "connection", fake):
        yield fake


@pytest.mark.usefixtures("connection")
def test_the_address_and_the_password_come_by_the_environment_alone():
    command = postgresql.dump_command(Path("/backups/database"))
    assert command[0] == "pg_dump"
    assert "--format=custom" in command
    assert "--file=/backups/database" in command
    assert not {"a secret", "db.example", "ada"} & set(" ".join(command).split())
    given = postgresql.environment()
    assert given["PGPASSWORD"] == "a secret"
    assert (given["PGHOST"], given["PGPORT"]) == ("db.example", "5433")
    assert (given["PGUSER"], given["PGDATABASE"]) == ("ada", "archive")
    assert given["PGSSLMODE"] == "require"


def test_what_was_put_aside_before_is_not_backed_up():
    assert "--exclude-schema=before_restore_*" in postgresql.dump_command(Path("database"))
