"""Connections to the database that are still made where nothing can be written.

SQLite's write-ahead log needs a file of 32 kB beside the database as soon as anybody reads.  Where
the disk is full, or the folder can only be read, that file can't be made; then the database is read
without it, as one that nobody changes.  Such a connection ends with the request, so that it doesn't
outlive the moment for which that is true.
"""

from __future__ import annotations

import sqlite3
import time
from pathlib import Path
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created
from django.dispatch import receiver

from archive.site.obstacles import PRIMARY

# Seconds that a request waits for a lock: less than any server or proxy waits for an answer.
PATIENCE = 5
# Seconds that a command waits.
PATIENCE_OF_A_COMMAND = 15
# What SQLite says where it can't make its files.
UNWRITABLE = {
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_READONLY,
}
# What of others' changes may not be in the database's file yet.
PENDING = ("-wal", "-journal")


class Connection(sqlite3.Connection):
    """A connection with a write-ahead log, or one that only reads where there can be none."""

    def __init__(self, database: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(database, *args, **kwargs)
        self.only_reads = False
        try:
            # Readers go on while somebody writes.
            self.execute("PRAGMA journal_mode=WAL").fetchone()
            self.execute("SELECT count(*) FROM sqlite_master").fetchone()
        except sqlite3.Error as error:
            path = Path(str(database))
            if _code(error) not in UNWRITABLE or not _is_whole(path):
                self.close()
                raise
            self.close()
            kwargs["uri"] = True
            super().__init__(f"{path.absolute().as_uri()}?immutable=1", *args, **kwargs)
            self.only_reads = True


def _code(error: sqlite3.Error) -> int:
    return (getattr(error, "sqlite_errorcode", 0) or 0) & PRIMARY


def _is_whole(path: Path) -> bool:
    """Whether all of the database is in its file."""
    beside = (path.with_name(path.name + ending) for ending in PENDING)
    return _has_bytes(path) and not any(map(_has_bytes, beside))


def _has_bytes(path: Path) -> bool:
    try:
        return path.stat().st_size > 0
    except OSError:
        return False


@receiver(connection_created)
def bound(connection: BaseDatabaseWrapper, **kwargs: Any) -> None:
    """Bound how long a new connection lasts, or how long it waits for a lock."""
    if connection.vendor == "sqlite" and getattr(connection.connection, "only_reads", False):
        # Django closes it when it looks next, after the request.
        connection.close_at = time.monotonic()
    elif connection.vendor == "postgresql":
        # SQLite's connections are told by an option of theirs.
        seconds = connection.settings_dict.get("LOCK_TIMEOUT", PATIENCE)
        with connection.cursor() as cursor:
            cursor.execute(f"SET lock_timeout = '{int(seconds)}s'")


def wait_longer(database: dict[str, Any]) -> None:
    """Let the connections that `database` describes wait for a lock as a command may."""
    database["LOCK_TIMEOUT"] = PATIENCE_OF_A_COMMAND
    if database["ENGINE"].endswith("sqlite3"):
        database["OPTIONS"] = {**database["OPTIONS"], "timeout": PATIENCE_OF_A_COMMAND}
