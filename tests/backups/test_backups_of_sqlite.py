"""A backup is of one moment whatever is written meanwhile, and comes back as that."""

from __future__ import annotations

import signal
import stat
from contextlib import closing
from pathlib import Path

import pytest

from tests.backups.sites import (
    DATABASE,
    count_once,
    counters,
    meanwhile,
    names,
    opened,
    printed,
    run_in,
)
from tests.site.processes import manage

pytestmark = pytest.mark.slow

BACKUPS = 20
KILL = "os.kill(os.getpid(), 9)"


def present(site: Path) -> tuple[int, int, int]:
    with closing(opened(site)) as database:
        return counters(database)


def count(site: Path, times: int = 1) -> None:
    with closing(opened(site)) as database:
        for _ in range(times):
            count_once(database)


def back_up(site: Path, file: Path, *options: str) -> Path:
    ended = manage(site, "backup", str(file), *options)
    assert ended.returncode == 0, ended.stderr
    return file


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
    aside.replace(site / DATABASE)
    assert present(site) == (2, 2, 2)


def test_a_database_that_cannot_be_read_is_moved_aside(site: Path, tmp_path: Path):
    count(site)
    file = back_up(site, tmp_path / "one.zip")
    (site / DATABASE).write_bytes(b"no database" * 1000)
    ended = manage(site, "restore", str(file))
    assert ended.returncode == 0, ended.stderr
    assert present(site) == (1, 1, 1)
    (aside,) = (path for path in site.iterdir() if "-before-restore-" in path.name)
    assert aside.read_bytes().startswith(b"no database")


def test_a_log_that_a_lost_database_left_does_not_get_into_the_new_one(site: Path, tmp_path: Path):
    file = back_up(site, tmp_path / "one.zip")
    with closing(opened(site)) as database:
        count_once(database)
        log = (site / f"{DATABASE}-wal").read_bytes()
    (site / DATABASE).unlink()
    (site / f"{DATABASE}-wal").write_bytes(log)
    assert manage(site, "restore", str(file)).returncode == 0
    assert present(site) == (0, 0, 0)
    (aside,) = (path for path in site.iterdir() if "-before-restore-" in path.name)
    assert aside.read_bytes() == log


def test_a_backup_is_its_owners_and_holds_the_secret_key_on_request_only(
    site: Path, tmp_path: Path
):
    plain = back_up(site, tmp_path / "plain.zip")
    whole = back_up(site, tmp_path / "whole.zip", "--with-secret-key")
    for file in (plain, whole):
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
    key = (site / "secret-key").read_text()
    (site / "secret-key").write_text("another")
    refused = manage(site, "restore", str(plain), "--with-secret-key")
    assert (refused.returncode, refused.stderr.count("\n")) == (2, 1)
    assert "no secret key" in refused.stderr
    assert manage(site, "restore", str(whole)).returncode == 0
    assert (site / "secret-key").read_text() == "another"
    assert manage(site, "restore", str(whole), "--with-secret-key").returncode == 0
    assert (site / "secret-key").read_text() == key
    assert stat.S_IMODE((site / "secret-key").stat().st_mode) == 0o600
    (aside,) = site.glob("secret-key-before-restore-*")
    assert aside.read_text() == "another"


def test_it_replaces_a_file_only_when_told_to(site: Path, tmp_path: Path):
    file = tmp_path / "kept.zip"
    file.write_text("mine")
    ended = manage(site, "backup", str(file))
    assert (ended.returncode, ended.stderr.count("\n")) == (2, 1)
    assert "--force" in ended.stderr
    assert file.read_text() == "mine"
    back_up(site, file, "--force")
    assert manage(site, "restore", "--check", str(file)).returncode == 0


def test_a_folder_without_a_database_has_nothing_to_back_up(tmp_path: Path):
    ended = manage(tmp_path / "empty", "backup", str(tmp_path / "none.zip"))
    assert (ended.returncode, ended.stderr.count("\n")) == (2, 1)
    assert "no database yet" in ended.stderr
    assert names(tmp_path) == {"empty"}


@pytest.mark.parametrize("place", ["sqlite.check", "making.write_members", "making.settle"])
def test_a_killed_backup_leaves_the_file_as_it_was(site: Path, tmp_path: Path, place: str):
    folder = tmp_path / "backups"
    folder.mkdir()
    code = f"""
with mock.patch("archive.backups.{place}", lambda *_: {KILL}):
    call_command("backup", "{folder}/one.zip", force=True, stdout=quiet)
"""
    assert run_in(site, code).returncode == -signal.SIGKILL
    assert names(folder) == {"one.zip.part"}
    back_up(site, folder / "one.zip")
    assert names(folder) == {"one.zip"}
    before = (folder / "one.zip").read_bytes()
    assert run_in(site, code).returncode == -signal.SIGKILL
    assert (folder / "one.zip").read_bytes() == before


def test_a_killed_restore_leaves_the_database_as_it_was(site: Path, tmp_path: Path):
    file = back_up(site, tmp_path / "one.zip")
    count(site, times=500)
    code = f"""
from archive.backups import sqlite

def copy(source, target):
    # Half of the database is written, page by page.
    def progress(status, remaining, total):
        if "{DATABASE}" in target.execute("PRAGMA database_list").fetchone()[2]:
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


def test_two_do_not_work_on_one_file_at_once(site: Path, tmp_path: Path):
    code = f"""
from pathlib import Path
from archive.backups.working import folder_beside
with folder_beside(Path("{tmp_path}/one.zip"), ".part"):
    try:
        call_command("backup", "{tmp_path}/one.zip", stdout=quiet)
    except CommandError as error:
        print(error.returncode, error)
"""
    (line,) = printed(run_in(site, code))
    assert line == f"2 Another process is at work in {tmp_path}/one.zip.part."


def test_what_is_restored_counts_as_new_content_and_the_index_as_stale(site: Path, tmp_path: Path):
    file = back_up(site, tmp_path / "one.zip")
    code = f"""
from archive.changes import content_version
from archive.changes.versions import content_changed
from search.store import current_store
current_store().clear()
for _ in range(3):
    content_changed()
current_store().note({{"content": content_version()}})
before = content_version()
call_command("restore", "{file}", stdout=quiet)
print(content_version() - before, current_store().stamp())
"""
    assert printed(run_in(site, code)) == ["1 None"]
