"""The database of each site that a test starts: a file in its data folder, or where the tests
themselves run on PostgreSQL, one of the site's own on their server."""

from __future__ import annotations

import hashlib
import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psycopg
from psycopg.sql import SQL, Identifier

FILE = "archive.sqlite3"
# The address of a database on the tests' server, as tests/postgres.py sets it; None: on SQLite.
SERVER = os.environ.get("POSTGRES_OF_TESTS")
# Those that were made; the server is gone after the tests, and they with it.
_made: set[str] = set()


def database_of(data_dir: Path) -> dict[str, str]:
    """The setting that names the database of the site with this data folder, which is there."""
    if SERVER is None:
        return {}
    if (name := _name(data_dir)) not in _made:
        _on_server("CREATE DATABASE {}", name)
        _made.add(name)
    return {"DATABASE_URL": urlsplit(SERVER)._replace(path=f"/{name}").geturl()}


def copied(data_dir: Path, to: Path) -> Path:
    """A copy of a site that nobody is connected to: its data folder and its database."""
    shutil.copytree(data_dir, to)
    if SERVER is not None:
        _on_server("CREATE DATABASE {} TEMPLATE {}", _name(to), _name(data_dir))
        _made.add(_name(to))
    return to


@contextmanager
def opened(data_dir: Path) -> Iterator[Any]:
    """A connection to a site's database, with `execute`; what it changes is there at once."""
    if SERVER is None:
        with closing(sqlite3.connect(data_dir / FILE, timeout=30, isolation_level=None)) as file:
            yield file
    else:
        with psycopg.connect(database_of(data_dir)["DATABASE_URL"], autocommit=True) as database:
            yield database


@contextmanager
def locked(data_dir: Path, table: str) -> Iterator[None]:
    """Keep a table of a site locked: on PostgreSQL nobody else reads it, on SQLite nobody else
    writes to any."""
    with opened(data_dir) as holder:
        holder.execute("BEGIN IMMEDIATE" if SERVER is None else "BEGIN")
        if SERVER is not None:
            holder.execute(SQL("LOCK TABLE {}").format(Identifier(table)))
        yield
        holder.execute("ROLLBACK")


def _name(data_dir: Path) -> str:
    return f"site_{hashlib.sha256(os.fsencode(data_dir.resolve())).hexdigest()[:20]}"


def _on_server(command: str, *names: str) -> None:
    assert SERVER is not None
    with psycopg.connect(SERVER, autocommit=True) as database:
        database.execute(SQL(command).format(*map(Identifier, names)))
