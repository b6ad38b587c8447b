"""A site's data folder with a real database, and code that runs in a process of that site."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from tests.project.documents import BASE
from tests.site import databases
from tests.site.databases import FILE
from tests.site.processes import environment, manage

# What a process does to be killed at once.
KILL = "os.kill(os.getpid(), 9)"
BEGIN = """
import django, os, sys
django.setup()
from django.core.management import CommandError, call_command
from unittest import mock
quiet = open(os.devnull, "w")
"""


def run_in(data_dir: Path, code: str, **values: str) -> subprocess.CompletedProcess[str]:
    """Run `code` in a process with this folder's settings, to its end."""
    return subprocess.run(
        [sys.executable, "-c", BEGIN + code],
        cwd=BASE,
        env=environment(data_dir, **values) | {"DJANGO_SETTINGS_MODULE": "archive.settings"},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def printed(ended: subprocess.CompletedProcess[str]) -> list[str]:
    """The lines that it printed; it must have ended well."""
    assert ended.returncode == 0, ended.stderr
    return ended.stdout.splitlines()


def back_up(site: Path, file: Path, *options: str) -> Path:
    ended = manage(site, "backup", str(file), *options)
    assert ended.returncode == 0, ended.stderr
    return file


def opened(data_dir: Path) -> sqlite3.Connection:
    """SQLite's own connection; the functions that take it are for its databases alone."""
    database = sqlite3.connect(data_dir / FILE, timeout=30, isolation_level=None)
    database.execute("PRAGMA journal_mode=WAL")
    return database


def add_counters(data_dir: Path) -> None:
    """Two counters and a table that grows with them: equal in every state there ever is."""
    with databases.opened(data_dir) as database:
        database.execute("CREATE TABLE counters (one INTEGER, other INTEGER)")
        database.execute("CREATE TABLE steps (filling TEXT)")
        database.execute("INSERT INTO counters VALUES (0, 0)")


def count_once(database: sqlite3.Connection) -> None:
    database.execute("BEGIN IMMEDIATE")
    database.execute("UPDATE counters SET one = one + 1")
    database.execute("INSERT INTO steps VALUES (hex(randomblob(500)))")
    database.execute("UPDATE counters SET other = other + 1")
    database.execute("COMMIT")


def counters(database: sqlite3.Connection) -> tuple[int, int, int]:
    """Both counters and the number of steps, as one query sees them."""
    query = "SELECT one, other, (SELECT count(*) FROM steps) FROM counters"
    found: tuple[int, int, int] = database.execute(query).fetchone()
    return found


@contextmanager
def meanwhile(
    data_dir: Path, work: Callable[[sqlite3.Connection], object], threads: int = 2
) -> Iterator[list[BaseException]]:
    """Do `work` again and again in threads of their own; gives what it raised."""
    ended, raised = threading.Event(), list[BaseException]()

    def go_on() -> None:
        try:
            while not ended.is_set():
                with closing(opened(data_dir)) as database:
                    for _ in range(5):
                        work(database)
                os.sched_yield()
        except BaseException as error:  # noqa: BLE001  (told by the test)
            raised.append(error)

    running = [threading.Thread(target=go_on) for _ in range(threads)]
    for thread in running:
        thread.start()
    try:
        yield raised
    finally:
        ended.set()
        for thread in running:
            thread.join()


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}
