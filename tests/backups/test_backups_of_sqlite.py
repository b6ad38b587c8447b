"""SQLite: a backup is of one moment whatever is written meanwhile, and comes back as that."""

from __future__ import annotations

import signal
from contextlib import closing
from pathlib import Path

import pytest

from tests.backups.sites import (
    KILL,
    back_up,
    count_once,
    counters,
    meanwhile,
    opened,
    printed,
    run_in,
)
from tests.site.databases import FILE
from tests.site.processes import manage

pytestmark = [
    pytest.mark.slow,
    pytest.mark.sqlite_only(reason="of its file; test_backups_of_postgresql.py has others"),
]

BACKUPS = 20


def present(site: Path) -> tuple[int, int, int]:
    with closing(opened(site)) as database:
        return counters(database)


def count(site: Path, times: int = 1) -> None:
    with closing(opened(site)) as database:
        for _ in range(times):
            count_once(database)


def test_twenty_backups_during_writes_each_come_back_as_a_state_that_was(
    site: Path, tmp_path: Path
):
    making = f"""
for number in range({BACKUPS}):
    call_command("backup", f"{tmp_path}/{{number}}.zip", stdout=quiet)
"""
    with meanwhile(site, count_once) as raised:
        printed(run_in(site, making))
    assert raised == []
    restoring = f"""
import sqlite3
from tests.backups.sites import counters, opened
from pathlib import Path
for number in range({BACKUPS}):
    call_command("restore", f"{tmp_path}/{{number}}.zip", stdout=quiet)
    print(*counters(opened(Path("{site}"))))
"""

    def read(database: object) -> None:
        one, other, steps = counters(database)  # type: ignore[arg-type]
        assert one == other == steps

    with meanwhile(site, read) as raised:
        states = [tuple(map(int, line.split())) for line in printed(run_in(site, restoring))]
    assert raised == []
    assert len(states) == BACKUPS
    assert all(one == other == steps for one, other, steps in states)
    assert states == sorted(states)
    assert len(set(states)) > BACKUPS / 2


def test_what_was_there_is_kept_under_a_name_with_the_time(site: Path, tmp_path: Path):
    count(site)
    file = back_up(site, tmp_path / "one.zip")
    count(site)
    ended = manage(site, "restore", str(file))
    assert ended.returncode == 0, ended.stderr
    assert present(site) == (1, 1, 1)
    (aside,) = (path for path in site.iterdir() if "-before-restore-" in path.name)
    assert str(aside) in ended.stdout
    aside.replace(site / FILE)
    assert present(site) == (2, 2, 2)


def test_a_database_that_cannot_be_read_is_moved_aside(site: Path, tmp_path: Path):
    count(site)
    file = back_up(site, tmp_path / "one.zip")
    (site / FILE).write_bytes(b"no database" * 1000)
    ended = manage(site, "restore", str(file))
    assert ended.returncode == 0, ended.stderr
    assert present(site) == (1, 1, 1)
    (aside,) = (path for path in site.iterdir() if "-before-restore-" in path.name)
    assert aside.read_bytes().startswith(b"no database")


def test_a_log_that_a_lost_database_left_does_not_get_into_the_new_one(site: Path, tmp_path: Path):
    file = back_up(site, tmp_path / "one.zip")
    with closing(opened(site)) as database:
        count_once(database)
        log = (site / f"{FILE}-wal").read_bytes()
    (site / FILE).unlink()
    (site / f"{FILE}-wal").write_bytes(log)
    assert manage(site, "restore", str(file)).returncode == 0
    assert present(site) == (0, 0, 0)
    (aside,) = (path for path in site.iterdir() if "-before-restore-" in path.name)
    assert aside.read_bytes() == log


def test_a_killed_restore_leaves_the_database_as_it_was(site: Path, tmp_path: Path):
    file = back_up(site, tmp_path / "one.zip")
    count(site, times=500)
    code = f"""
from archive.backups import sqlite

def copy(source, target):
    # Half of the database is written, page by page.
    def progress(status, remaining, total):
        if "{FILE}" in target.execute("PRAGMA database_list").fetchone()[2]:
            if remaining < total / 2:
                {KILL}
    source.backup(target, pages=1, progress=progress)

with mock.patch.object(sqlite, "_copy", copy):
    call_command("restore", "{file}", stdout=quiet)
"""
    assert run_in(site, code).returncode == -signal.SIGKILL
    assert present(site) == (500, 500, 500)
    assert manage(site, "restore", str(file)).returncode == 0
    assert present(site) == (0, 0, 0)
    assert not list(site.glob("*.restoring"))
