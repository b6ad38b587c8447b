"""How each kind of database is copied and put back."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from django.db import connection

from archive.backups import postgresql, sqlite
from archive.backups.manifest import BackupError


class Engine(Protocol):
    """What raises `BackupError` where it can't be done."""

    def workplace(self) -> Path:
        """Beside what to work before the database is put in place."""

    def is_there(self) -> bool:
        """Whether there is a database, of whatever state."""

    def dump(self, path: Path) -> None:
        """Copy the database as it is now to `path`."""

    def check(self, path: Path) -> None:
        """Raise `BackupError` unless the copy at `path` can be read."""

    def put_in_place(self, staged: Path, moment: str) -> str:
        """Let the database be what `staged` is; return where that of before is kept."""


ENGINES: dict[str, Engine] = {"sqlite": sqlite, "postgresql": postgresql}


def present_engine() -> Engine:
    """That of the site's database."""
    if connection.vendor not in ENGINES:
        raise BackupError(f"A database of the kind {connection.vendor} can't be backed up.")
    return ENGINES[connection.vendor]


def has_database() -> bool:
    """Whether the site has a database yet, of whatever state."""
    return present_engine().is_there()
