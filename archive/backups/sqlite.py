"""SQLite: copied by its own online backup, in one step, so that a copy is of one moment.

Putting a database back goes the same way, as one transaction on the file that is there: a site that
runs reads what was before or what is now, and no file is taken from under its connections.  Only
where the file is missing or can't be read, another one is put in its place.
"""

from __future__ import annotations

import shutil
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from django.db import connection

from archive.backups.manifest import BackupError

# How long others may keep the database locked, in seconds.
PATIENCE = 20.0
ASIDE = "aside"
# What SQLite keeps beside a database.
BESIDES = ("-wal", "-shm", "-journal")


def workplace() -> Path:
    """Beside what to work before the database is put in place."""
    return _live()


def is_there() -> bool:
    """Whether there is a file with something in it; to ask SQLite would make one."""
    live = _live()
    return live.exists() and live.stat().st_size > 0


def _live() -> Path:
    return Path(connection.settings_dict["NAME"])


@contextmanager
def _told() -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as error:
        raise BackupError(f"The database can't be copied: {error}.") from None


def dump(path: Path) -> None:
    """Copy the database as it is now to `path`."""
    connection.ensure_connection()
    with _told(), closing(sqlite3.connect(path)) as target:
        _copy(connection.connection, target)
    check(path)


def _copy(source: sqlite3.Connection, target: sqlite3.Connection) -> None:
    """All pages in one step: in small ones a busy writer makes the copy begin anew for ever."""
    until = time.monotonic() + PATIENCE

    def wait(status: int, *_pages: int) -> None:
        if status in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED} and time.monotonic() > until:
            raise sqlite3.OperationalError("it is locked")

    source.backup(target, pages=-1, progress=wait)


def check(path: Path) -> None:
    """Raise `BackupError` unless SQLite finds the database at `path` in order."""
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?immutable=1", uri=True)) as copy:
            found = copy.execute("PRAGMA quick_check(1)").fetchone()[0]
    except sqlite3.Error as error:
        found = str(error)
    if found != "ok":
        raise BackupError(f"The copy of the database is damaged: {' '.join(found.split())}.")


def put_in_place(staged: Path, moment: str) -> str:
    """Let the database be what `staged` is; return where that of before is kept (empty: none).

    `staged` lies in a folder beside the database.
    """
    live = _live()
    connection.close()
    aside = live.with_name(f"{live.stem}-before-restore-{moment}{live.suffix}")
    with _told():
        if _can_be_written(live, staged):
            _keep(live, staged.with_name(ASIDE), aside)
            with closing(sqlite3.connect(staged)) as source, _opened(live) as target:
                _copy(source, target)
            return str(aside)
    kept = _move(live, aside)
    staged.replace(live)
    return kept


@contextmanager
def _opened(path: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(path, timeout=PATIENCE)) as opened:
        yield opened


def _can_be_written(live: Path, staged: Path) -> bool:
    """Whether there is a database that SQLite can read, with pages as large as the new one's."""
    if not is_there():
        return False
    try:
        return _page_size(live) == _page_size(staged)
    except sqlite3.OperationalError:
        raise
    except sqlite3.DatabaseError:
        return False


def _page_size(path: Path) -> int:
    with _opened(path) as opened:
        opened.execute("SELECT count(*) FROM sqlite_master").fetchone()
        size: int = opened.execute("PRAGMA page_size").fetchone()[0]
    return size


def _keep(live: Path, copy: Path, aside: Path) -> None:
    with _opened(live) as source, closing(sqlite3.connect(copy)) as target:
        _copy(source, target)
    shutil.copymode(live, copy)
    copy.replace(aside)


def _move(live: Path, aside: Path) -> str:
    """Move an unreadable database aside, with what belongs to it: a new one must not find that."""
    for ending in BESIDES:
        beside = live.with_name(live.name + ending)
        if beside.exists():
            beside.replace(aside.with_name(aside.name + ending))
    if not live.exists():
        return ""
    live.replace(aside)
    return str(aside)
