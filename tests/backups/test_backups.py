"""What holds of backups whatever the kind of database."""

from __future__ import annotations

import signal
import stat
from pathlib import Path

import pytest

from tests.backups.sites import KILL, back_up, names, printed, run_in
from tests.site.processes import manage

pytestmark = pytest.mark.slow

SQLITE_ONLY = pytest.mark.sqlite_only(reason="SQLite checks its copy; pg_dump ends with an error")
ENGINES_OWN = pytest.param("sqlite.check", marks=SQLITE_ONLY)


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


@pytest.mark.parametrize("place", ["making.write_members", "making.settle", ENGINES_OWN])
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
