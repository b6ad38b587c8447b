"""The same on PostgreSQL: backed up while it is written to, put back in one transaction."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from tests.backups.sites import printed, run_in
from tests.postgres import server
from tests.site.processes import manage

pytestmark = pytest.mark.slow

BACKUPS = 5
STATE = "SELECT one, other, (SELECT count(*) FROM steps) FROM counters"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with server() as found:
        folder = tmp_path_factory.mktemp("migrating")
        ended = manage(folder, "migrate", "--verbosity", "0", DATABASE_URL=found)
        assert ended.returncode == 0, ended.stderr
        with psycopg.connect(found, autocommit=True) as database:
            database.execute("CREATE TABLE counters (one integer, other integer)")
            database.execute("CREATE TABLE steps (filling text)")
            database.execute("INSERT INTO counters VALUES (0, 0)")
        yield found


def count_once(database: psycopg.Connection) -> None:
    with database.transaction():
        database.execute("UPDATE counters SET one = one + 1")
        database.execute("INSERT INTO steps VALUES (repeat('step', 100))")
        database.execute("UPDATE counters SET other = other + 1")


def present(address: str) -> tuple[int, ...]:
    with psycopg.connect(address, autocommit=True) as database:
        found = database.execute(STATE).fetchone()
    assert found is not None
    return tuple(found)


def test_backups_during_writes_each_come_back_as_a_state_that_was(address: str, tmp_path: Path):
    ended = threading.Event()

    def write() -> None:
        with psycopg.connect(address, autocommit=True) as database:
            while not ended.is_set():
                count_once(database)

    writer = threading.Thread(target=write)
    writer.start()
    making = f"""
for number in range({BACKUPS}):
    call_command("backup", f"{tmp_path}/{{number}}.zip", stdout=quiet)
"""
    try:
        printed(run_in(tmp_path, making, DATABASE_URL=address))
    finally:
        ended.set()
        writer.join()
    restoring = f"""
from django.db import connection
for number in range({BACKUPS}):
    call_command("restore", f"{tmp_path}/{{number}}.zip", stdout=quiet)
    with connection.cursor() as cursor:
        cursor.execute("{STATE}")
        print(*cursor.fetchone())
"""
    lines = printed(run_in(tmp_path, restoring, DATABASE_URL=address))
    states = [tuple(map(int, line.split())) for line in lines]
    assert len(states) == BACKUPS
    assert all(one == other == steps for one, other, steps in states)
    assert states == sorted(states)
    assert states[0] < states[-1]


def test_what_was_there_is_kept_as_a_schema_that_backups_leave_out(address: str, tmp_path: Path):
    file = tmp_path / "one.zip"
    assert manage(tmp_path, "backup", str(file), DATABASE_URL=address).returncode == 0
    before = present(address)
    with psycopg.connect(address, autocommit=True) as database:
        count_once(database)
    ended = manage(tmp_path, "restore", str(file), DATABASE_URL=address)
    assert ended.returncode == 0, ended.stderr
    assert present(address) == before
    schema = ended.stdout.partition("the schema ")[2].split()[0]
    with psycopg.connect(address, autocommit=True) as database:
        kept = database.execute(f"SELECT one FROM {schema}.counters").fetchone()  # noqa: S608
    assert kept == (before[0] + 1,)
    again = tmp_path / "again.zip"
    assert manage(tmp_path, "backup", str(again), DATABASE_URL=address).returncode == 0
    assert again.stat().st_size < file.stat().st_size * 1.1
    # Tables, numbers of rows to come, constraints: nothing is left for a migration to do.
    ended = manage(tmp_path, "migrate", "--check", DATABASE_URL=address)
    assert ended.returncode == 0, ended.stdout


def test_a_restore_that_fails_changes_nothing(address: str, tmp_path: Path):
    file = tmp_path / "one.zip"
    assert manage(tmp_path, "backup", str(file), DATABASE_URL=address).returncode == 0
    with psycopg.connect(address, autocommit=True) as database:
        count_once(database)
    before = present(address)
    code = f"""
from archive.backups import postgresql
run = postgresql._run
def failing(command):
    run(command)
    if command[0] == "pg_restore" and "--list" not in command:
        path = next(each for each in command if each.startswith("--file=")).removeprefix("--file=")
        open(path, "a").write("\\nSELECT nothing;\\n")
try:
    with mock.patch.object(postgresql, "_run", failing):
        call_command("restore", "{file}", stdout=quiet)
except CommandError as error:
    print(error.returncode, error)
"""
    (line,) = printed(run_in(tmp_path, code, DATABASE_URL=address))
    assert line.startswith("2 `psql` failed: ")
    assert present(address) == before


def test_a_backup_of_another_kind_of_database_is_refused(address: str, tmp_path: Path):
    file, other = tmp_path / "sqlite.zip", f"sqlite:///{tmp_path / 'other.sqlite3'}"
    assert manage(tmp_path, "migrate", DATABASE_URL=other).returncode == 0
    assert manage(tmp_path, "backup", str(file), DATABASE_URL=other).returncode == 0
    ended = manage(tmp_path, "restore", str(file), DATABASE_URL=address)
    assert (ended.returncode, ended.stderr.count("\n")) == (2, 1)
    assert "The backup is of a sqlite database; this site's is postgresql" in ended.stderr


def test_a_table_that_stays_locked_is_not_waited_for_without_end(address: str, tmp_path: Path):
    code = f"""
from archive.backups import postgresql
try:
    with mock.patch.object(postgresql, "PATIENCE", 1):
        call_command("backup", "{tmp_path}/one.zip", stdout=quiet)
except CommandError as error:
    print(error.returncode, error)
"""
    with psycopg.connect(address) as database:
        database.execute("LOCK TABLE archive_term")
        (line,) = printed(run_in(tmp_path, code, DATABASE_URL=address))
    assert line.startswith("2 `pg_dump` failed: ")
    assert "timeout" in line
    assert not (tmp_path / "one.zip").exists()


def test_a_missing_program_and_a_wrong_password_are_said_in_one_sentence(
    address: str, tmp_path: Path
):
    ended = manage(tmp_path, "backup", str(tmp_path / "a.zip"), DATABASE_URL=address, PATH="/none")
    assert (ended.returncode, ended.stderr.count("\n")) == (2, 1)
    assert "`pg_dump` is not installed" in ended.stderr
    wrong = address.replace("tests", "others")
    ended = manage(tmp_path, "backup", str(tmp_path / "a.zip"), DATABASE_URL=wrong)
    assert (ended.returncode, ended.stderr.count("\n")) == (2, 1)
    assert "password" in ended.stderr
