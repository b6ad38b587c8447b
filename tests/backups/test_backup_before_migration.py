"""`prepare` backs up a database before it migrates it, and only then."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from archive.backups.keeping import KEPT
from tests.backups.sites import names, printed, run_in
from tests.site.processes import manage

pytestmark = pytest.mark.slow

# What stands in for the static files, which would take longest.
PREPARE = """
collected = mock.patch("archive.management.commands.prepare.collect_static", lambda: False)
def prepare():
    with collected:
        call_command("prepare")
"""


@pytest.fixture
def behind(site: Path) -> Path:
    """A site that lacks a migration."""
    ended = manage(site, "migrate", "archive", "0004", "--verbosity", "0")
    assert ended.returncode == 0, ended.stderr
    return site


def test_it_backs_up_what_is_to_be_migrated_and_keeps_the_last_few(behind: Path):
    folder = behind / "backups"
    folder.mkdir()
    for number in range(KEPT):
        (folder / f"before-migration-2000010{number}-000000-0.zip").touch()
    (folder / "mine.zip").touch()
    lines = printed(run_in(behind, f"{PREPARE}\nprepare()\nprint('again')\nprepare()"))
    told = re.findall(r"^backup before the migration: (.*)$", "\n".join(lines), re.MULTILINE)
    assert len(told) == 1
    assert lines[0].endswith(told[0])
    left = sorted(names(folder))
    assert len(left) == KEPT + 1
    assert left[-1] == "mine.zip"
    assert left[0].startswith("before-migration-20000101")
    # What is put back is migrated and indexed anew.
    code = f"{PREPARE}\ncall_command('restore', '{told[0]}', stdout=quiet)\nprepare()"
    lines = printed(run_in(behind, code))
    assert lines[0].startswith("backup before the migration: ")
    assert lines[-1] == "search index: 41 turns"


def test_an_empty_folder_has_nothing_to_back_up(tmp_path: Path):
    assert "backup" not in "".join(printed(run_in(tmp_path, f"{PREPARE}\nprepare()")))
    assert not (tmp_path / "backups").exists()


def test_it_does_not_migrate_where_no_backup_can_be_made(behind: Path):
    (behind / "backups").write_text("in the way")
    ended = manage(behind, "prepare")
    assert (ended.returncode, ended.stderr.count("\n")) == (2, 1)
    assert "`manage.py migrate` migrates without a backup" in ended.stderr
    assert "[ ] 0005" in manage(behind, "showmigrations", "archive").stdout
