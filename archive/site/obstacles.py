"""What keeps the site from its data for a while: a full disk, a lock, a read-only folder.

Whoever meets such an error is told so in one sentence, and nothing of theirs is half done: on the
web with 503, from a command with exit code 2.  Every other error stays what it is.
"""

from __future__ import annotations

import errno
import logging
import sqlite3
from collections.abc import Iterator
from enum import Enum


class Obstacle(Enum):
    """A kind of error that passes, or that whoever runs the site can end."""

    FULL = "The disk is full"
    READ_ONLY = "What was to be written can only be read"
    LOCKED = "Another process keeps the database locked"
    UNREACHABLE = "The database can't be reached"
    DAMAGED = "The database is damaged"


# By the number of an error of the system.
ERRORS = {
    errno.ENOSPC: Obstacle.FULL,
    errno.EDQUOT: Obstacle.FULL,
    # A limit on the size of files, as `ulimit` and systemd set it.
    errno.EFBIG: Obstacle.FULL,
    errno.EROFS: Obstacle.READ_ONLY,
    errno.EACCES: Obstacle.READ_ONLY,
    errno.EPERM: Obstacle.READ_ONLY,
    errno.EIO: Obstacle.UNREACHABLE,
}
# By SQLite's codes: https://www.sqlite.org/rescode.html; the longer ones before their kind's.
SQLITE = {
    sqlite3.SQLITE_IOERR_WRITE: Obstacle.FULL,
    sqlite3.SQLITE_IOERR_SHMSIZE: Obstacle.FULL,
    sqlite3.SQLITE_FULL: Obstacle.FULL,
    sqlite3.SQLITE_READONLY: Obstacle.READ_ONLY,
    sqlite3.SQLITE_PERM: Obstacle.READ_ONLY,
    sqlite3.SQLITE_BUSY: Obstacle.LOCKED,
    sqlite3.SQLITE_LOCKED: Obstacle.LOCKED,
    sqlite3.SQLITE_IOERR: Obstacle.UNREACHABLE,
    sqlite3.SQLITE_CANTOPEN: Obstacle.UNREACHABLE,
    sqlite3.SQLITE_CORRUPT: Obstacle.DAMAGED,
    sqlite3.SQLITE_NOTADB: Obstacle.DAMAGED,
}
PRIMARY = 0xFF
# By the beginning of PostgreSQL's codes (appendix A of its manual), the longer ones first.
POSTGRESQL = {
    "53100": Obstacle.FULL,
    "25006": Obstacle.READ_ONLY,
    "55P03": Obstacle.LOCKED,
    "57014": Obstacle.LOCKED,
    "40": Obstacle.LOCKED,
    "08": Obstacle.UNREACHABLE,
    "53": Obstacle.UNREACHABLE,
    "57P": Obstacle.UNREACHABLE,
    "58": Obstacle.UNREACHABLE,
    "XX001": Obstacle.DAMAGED,
    "XX002": Obstacle.DAMAGED,
}
# What psycopg raises without a code when its connection is lost, or was never made.
LOST = ("OperationalError", "ConnectionTimeout")


def obstacle_of(error: BaseException | None) -> Obstacle | None:
    """The obstacle that an error, or one behind it, tells of; None: it is another error."""
    return next((found for each in _chain(error) if (found := _of_one(each))), None)


def told(error: BaseException) -> str | None:
    """One sentence for whoever ran a command; None where the error is no obstacle."""
    found = obstacle_of(error)
    if found is None:
        return None
    advice = "Nothing is half done; run the command again once that is over."
    return f"{found.value}: {first_line(error)}. {advice}"


def first_line(error: BaseException | None) -> str:
    """What an error says, without a full stop; PostgreSQL adds lines with the statement."""
    said = str(error).strip().partition("\n")[0]
    return " ".join(said.split()).rstrip(".")


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    """An error and those that it came from."""
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)


def _of_one(error: BaseException) -> Obstacle | None:
    if isinstance(error, sqlite3.Error):
        code = getattr(error, "sqlite_errorcode", 0) or 0
        return SQLITE.get(code) or SQLITE.get(code & PRIMARY)
    if isinstance(error, OSError):
        return ERRORS.get(error.errno or 0)
    if type(error).__module__.startswith("psycopg"):
        return _of_postgresql(error)
    return None


def _of_postgresql(error: BaseException) -> Obstacle | None:
    code: str | None = getattr(error, "sqlstate", None)
    if code is None:
        return Obstacle.UNREACHABLE if type(error).__name__ in LOST else None
    return next((found for start, found in POSTGRESQL.items() if code.startswith(start)), None)


class Shortened(logging.Filter):
    """Lets the log say of an obstacle, or of a client's mistake, what it is, in one line.

    Where in the code it was met is told of neither.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        """Shorten a record of an obstacle; every record is let through."""
        error = record.exc_info[1] if record.exc_info else None
        if found := obstacle_of(error):
            said = f"{found.value}: {first_line(error)}"
            record.msg, record.args = f"{record.getMessage()}: {said}", ()
            record.exc_info = record.exc_text = None
            record.levelno, record.levelname = logging.WARNING, "WARNING"
        elif error and getattr(record, "status_code", 500) < 500:
            record.msg, record.args = f"{record.getMessage()}: {error}", ()
            record.exc_info = record.exc_text = None
        return True
