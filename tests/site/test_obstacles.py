"""A full disk, a lock, a read-only folder: what can be read is read, what must write says so."""

from __future__ import annotations

import errno
import logging
import sqlite3
import stat
import subprocess
from contextlib import closing
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.db import OperationalError, connection
from django.test import Client
from psycopg import errors as postgres

from archive.models import Report
from archive.site import connections, static_collection
from archive.site.connections import Connection
from archive.site.environment import _kept_secret
from archive.site.obstacles import Obstacle, Shortened, obstacle_of, told
from archive.site.unavailable import SOON
from tests.project.documents import BASE, SITE, text
from tests.site.databases import locked
from tests.site.processes import MANAGE, environment, manage

FORM = {"message": "ここが違う", "words": "", "email": "", "anchor": "", "website": ""}


def behind(error: Exception) -> OperationalError:
    """Django's error over a driver's."""
    found = OperationalError(str(error))
    found.__cause__ = error
    return found


def sqlite_error(name: str) -> sqlite3.OperationalError:
    error = sqlite3.OperationalError(name)
    error.sqlite_errorcode = getattr(sqlite3, name)
    return error


KINDS = [
    (OSError(errno.ENOSPC, "full"), Obstacle.FULL),
    (OSError(errno.EDQUOT, "quota"), Obstacle.FULL),
    (OSError(errno.EROFS, "read-only"), Obstacle.READ_ONLY),
    (PermissionError(errno.EACCES, "not allowed"), Obstacle.READ_ONLY),
    (behind(sqlite_error("SQLITE_FULL")), Obstacle.FULL),
    (behind(sqlite_error("SQLITE_IOERR_SHMSIZE")), Obstacle.FULL),
    (behind(sqlite_error("SQLITE_IOERR_READ")), Obstacle.UNREACHABLE),
    (behind(sqlite_error("SQLITE_CANTOPEN")), Obstacle.UNREACHABLE),
    (behind(sqlite_error("SQLITE_READONLY_DIRECTORY")), Obstacle.READ_ONLY),
    (behind(sqlite_error("SQLITE_BUSY_SNAPSHOT")), Obstacle.LOCKED),
    (behind(sqlite_error("SQLITE_CORRUPT")), Obstacle.DAMAGED),
    (behind(postgres.DiskFull()), Obstacle.FULL),
    (behind(postgres.LockNotAvailable()), Obstacle.LOCKED),
    (behind(postgres.DeadlockDetected()), Obstacle.LOCKED),
    (behind(postgres.ReadOnlySqlTransaction()), Obstacle.READ_ONLY),
    (behind(postgres.AdminShutdown()), Obstacle.UNREACHABLE),
    (behind(postgres.TooManyConnections()), Obstacle.UNREACHABLE),
    (behind(psycopg.OperationalError("the connection is lost")), Obstacle.UNREACHABLE),
]
OTHERS = [
    *(ValueError(), FileNotFoundError(errno.ENOENT, "missing"), behind(ValueError())),
    *(behind(sqlite_error("SQLITE_ERROR")), behind(postgres.UndefinedTable())),
]


@pytest.mark.parametrize(("error", "kind"), KINDS, ids=lambda each: repr(each)[:60])
def test_an_obstacle_is_known_by_the_error_behind_it(error: Exception, kind: Obstacle) -> None:
    assert obstacle_of(error) is kind
    assert (told(error) or "").startswith(kind.value)


@pytest.mark.parametrize("error", OTHERS, ids=repr)
def test_a_mistake_of_the_code_is_no_obstacle(error: Exception) -> None:
    assert obstacle_of(error) is None
    assert told(error) is None


@pytest.fixture
def reader(interview: Any) -> Client:
    """One who gets an answer also where the server fails."""
    return Client(raise_request_exception=False)


def failing(error: Exception) -> Any:
    def fail(*args: object, **kwargs: object) -> None:
        raise error

    return fail


@pytest.mark.parametrize(
    ("path", "words"),
    [("/", "ただいまこのページを表示できません"), ("/en/", "This page can&#x27;t be shown")],
)
def test_a_page_that_meets_an_obstacle_says_so_in_the_readers_language(
    reader: Client, monkeypatch: pytest.MonkeyPatch, path: str, words: str
) -> None:
    lost = behind(psycopg.OperationalError("lost"))
    monkeypatch.setattr("archive.pages.page_cache.content_state", failing(lost))
    answer = reader.get(path)
    assert answer.status_code == 503
    assert int(answer["Retry-After"]) > 0
    assert answer["Cache-Control"] == "no-store"
    assert words in answer.content.decode()


def test_it_needs_no_database_for_that(
    reader: Client, monkeypatch: pytest.MonkeyPatch, django_assert_num_queries: Any
) -> None:
    lost = behind(sqlite_error("SQLITE_CANTOPEN"))
    monkeypatch.setattr("archive.pages.page_cache.content_state", failing(lost))
    with django_assert_num_queries(0):
        assert reader.get("/").status_code == 503


def test_a_program_gets_the_sentence_as_json(
    reader: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    lost = behind(sqlite_error("SQLITE_IOERR_READ"))
    monkeypatch.setattr("archive.formats.views.load", failing(lost), raising=False)
    monkeypatch.setattr("django.db.models.query.QuerySet._fetch_all", failing(lost))
    answer = reader.get("/interviews.json")
    assert answer.status_code == 503
    assert answer.json()["error"]


def test_any_other_error_is_still_one_of_the_code(
    reader: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("archive.pages.page_cache.content_state", failing(ValueError()))
    assert reader.get("/").status_code == 500


@pytest.mark.parametrize("name", ["SQLITE_BUSY", "SQLITE_FULL", "SQLITE_READONLY"])
def test_a_report_that_cannot_be_stored_is_shown_again(
    reader: Client, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setattr(Report, "save", failing(behind(sqlite_error(name))))
    answer = reader.post("/report/", FORM)
    assert answer.status_code == 503
    assert (int(answer["Retry-After"]) == SOON) is (name == "SQLITE_BUSY")
    page = answer.content.decode()
    assert "保存されて" in page
    assert FORM["message"] in page


def test_of_what_postgresql_says_of_a_statement_only_its_first_line_is_told() -> None:
    error = behind(postgres.LockNotAvailable("waited too long\nLINE 1: SELECT 1\n        ^"))
    assert (told(error) or "").startswith(f"{Obstacle.LOCKED.value}: waited too long. Nothing")
    record = log_record(error)
    Shortened().filter(record)
    assert record.getMessage().endswith(f"{Obstacle.LOCKED.value}: waited too long")


def log_record(error: Exception) -> logging.LogRecord:
    information = (type(error), error, None)
    return logging.LogRecord("x", logging.ERROR, "", 1, "%s: %s", ("No", "/"), information)


def test_the_log_says_of_an_obstacle_what_it_is_in_one_line() -> None:
    error = behind(sqlite_error("SQLITE_BUSY"))
    record = log_record(error)
    assert Shortened().filter(record)
    assert record.exc_info is None
    assert "No: /: Another process" in record.getMessage()
    other = log_record(ValueError())
    assert Shortened().filter(other)
    assert other.exc_info is not None


# Connections


@pytest.fixture
def database(tmp_path: Path) -> Path:
    path = tmp_path / "a.sqlite3"
    with closing(sqlite3.connect(path, factory=Connection)) as opened:
        opened.execute("CREATE TABLE words (word)")
        opened.execute("INSERT INTO words VALUES ('一')")
        opened.commit()
    return path


@pytest.fixture
def unwritable(database: Path) -> Path:
    """A database beside which SQLite can make no file."""
    database.with_name(f"{database.name}-shm").symlink_to(database.parent / "nowhere" / "shm")
    return database


def test_where_sqlite_can_make_no_file_the_database_is_read(unwritable: Path) -> None:
    with pytest.raises(sqlite3.OperationalError), closing(sqlite3.connect(unwritable)) as plain:
        plain.execute("SELECT * FROM words")
    with closing(sqlite3.connect(unwritable, factory=Connection)) as opened:
        assert opened.only_reads
        assert opened.execute("SELECT word FROM words").fetchall() == [("一",)]
        with pytest.raises(sqlite3.OperationalError) as refused:
            opened.execute("INSERT INTO words VALUES ('二')")
    assert obstacle_of(refused.value) is Obstacle.READ_ONLY


def test_but_not_where_some_of_it_is_in_another_file(unwritable: Path) -> None:
    unwritable.with_name(f"{unwritable.name}-wal").write_bytes(b"changes")
    with pytest.raises(sqlite3.OperationalError):
        sqlite3.connect(unwritable, factory=Connection)


def test_a_database_that_is_not_there_is_not_read_as_an_empty_one(tmp_path: Path) -> None:
    with pytest.raises(sqlite3.OperationalError):
        sqlite3.connect(tmp_path / "nowhere" / "a.sqlite3", factory=Connection)


@pytest.mark.sqlite_only(reason="PostgreSQL's connections read and write")
def test_a_connection_that_only_reads_ends_with_the_request(db: None) -> None:
    connection.ensure_connection()
    before = connection.close_at
    try:
        connection.connection.only_reads = True
        connections.bound(connection)
        assert connection.close_at is not None
        connection.connection.only_reads = False
        connection.close_at = before
        connections.bound(connection)
        assert connection.close_at == before
    finally:
        connection.close_at = before
        connection.connection.only_reads = False


# Files


def short_of_room(monkeypatch: pytest.MonkeyPatch, function: str) -> None:
    monkeypatch.setattr(function, failing(OSError(errno.ENOSPC, "No space left on device")))


def test_a_key_for_which_there_is_no_room_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        short_of_room(patched, "os.fsync")
        with pytest.raises(Exception, match="No space left"):
            _kept_secret(tmp_path / "secret-key")
    assert list(tmp_path.iterdir()) == []


def test_an_empty_key_gives_way_to_a_whole_one(tmp_path: Path) -> None:
    path = tmp_path / "secret-key"
    path.write_text("")
    key = _kept_secret(path)
    assert len(key) > 60
    assert _kept_secret(path) == key
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert list(tmp_path.iterdir()) == [path]


def test_static_files_stay_until_the_new_ones_are_all_there(
    tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    settings.STATICFILES_DIRS = [tmp_path / "source"]
    settings.STATIC_ROOT = tmp_path / "collected"
    (tmp_path / "source").mkdir()
    (tmp_path / "source" / "a.css").write_text("a {}")
    static_collection.collect_static()
    (tmp_path / "source" / "a.css").write_text("b {}")
    with monkeypatch.context() as patched:
        short_of_room(patched, "django.core.files.storage.FileSystemStorage._save")
        with pytest.raises(OSError, match="No space left"):
            static_collection.collect_static()
    assert {path.name for path in tmp_path.iterdir()} == {
        "source",
        "collected",
        "collected-collected",
    }
    assert (tmp_path / "collected" / "a.css").read_text() == "a {}"
    assert static_collection.collect_static()
    assert (tmp_path / "collected" / "a.css").read_text() == "b {}"


# Commands, each a process


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("prepared")
    assert manage(folder, "prepare").returncode == 0
    return folder


@pytest.mark.slow
def test_a_command_ends_with_one_sentence_where_the_database_stays_locked(prepared: Path) -> None:
    with locked(prepared, "archive_term"):
        ended = manage(prepared, "loaddata", "glossary.yaml")
    assert ended.returncode == 2
    assert ended.stderr.startswith(Obstacle.LOCKED.value)
    assert ended.stderr.count("\n") == 1


@pytest.mark.slow
def test_a_command_ends_with_one_sentence_where_there_is_no_room(prepared: Path) -> None:
    limit = "ulimit -f 300; exec"
    command = f'{limit} "$0" manage.py rebuild_index'
    ended = subprocess.run(
        ["bash", "-c", command, MANAGE[0]],
        cwd=BASE,
        env=environment(prepared),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert ended.returncode == 2
    assert ended.stderr.startswith(Obstacle.FULL.value)
    assert ended.stderr.count("\n") == 1
    assert manage(prepared, "check_index").returncode == 0


def test_the_document_tells_how_long_a_lock_is_waited_for() -> None:
    said = " ".join(text(SITE).split())
    waits = f"waits {connections.PATIENCE} seconds for a lock"
    assert f"{waits}, a command {connections.PATIENCE_OF_A_COMMAND}" in said
