"""A file that isn't a whole backup of this archive is refused, and nothing is touched."""

from __future__ import annotations

import json
import random
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from archive.backups.containers import take_out
from archive.backups.engines import ENGINES
from archive.backups.manifest import BackupError
from tests.backups.sites import back_up, printed, run_in
from tests.site.processes import manage

MANIFEST = "manifest.json"
FLIPS = 400


@pytest.fixture
def good(site: Path, tmp_path: Path) -> Path:
    return back_up(site, tmp_path / "good.zip")


def rewritten(
    good: Path, name: str, said: Mapping[str, Any] | None = None, **members: bytes | None
) -> Path:
    """A copy with other words in its manifest and other members; None: left out."""
    with zipfile.ZipFile(good) as source:
        held: dict[str, bytes | None] = {each: source.read(each) for each in source.namelist()}
    manifest = json.loads(held[MANIFEST] or b"") | (said or {})
    held |= {MANIFEST: json.dumps(manifest).encode()} | members
    path = good.with_name(name)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        for each, content in held.items():
            if content is not None:
                target.writestr(each, content)
    return path


def bad_files(good: Path) -> dict[Path, str]:
    """Files that are no good, each with words of the sentence that says why."""
    content = good.read_bytes()
    written = {"empty": b"", "text": b"Dear archive,\n", "cut": content[:-1]}
    written["half"] = content[: len(content) // 2]
    files = {}
    for name, held in written.items():
        path = good.with_name(f"{name}.zip")
        path.write_bytes(held)
        files[path] = "is damaged, or is no backup"
    damaged = "is damaged, or is no backup"
    newer = "made by a newer version"
    with zipfile.ZipFile(good) as source:
        manifest = json.loads(source.read(MANIFEST))
    later = [*manifest["migrations"], "archive.9999_of_tomorrow"]
    (other,) = ENGINES.keys() - {manifest["engine"]}
    return files | {
        rewritten(good, "no-manifest.zip", None, **{MANIFEST: None}): damaged,
        rewritten(good, "list.zip", None, **{MANIFEST: b"[]"}): damaged,
        rewritten(good, "no-database.zip", database=None): damaged,
        rewritten(good, "other-database.zip", database=b"SQLite format 3\0"): damaged,
        rewritten(good, "more.zip", more=b"more"): damaged,
        rewritten(good, "named.zip", {"members": {"../x": {"size": 0, "sha256": ""}}}): damaged,
        rewritten(good, "format.zip", {"format": 2}): newer,
        rewritten(good, "newer.zip", {"migrations": later}): "archive.9999_of_tomorrow",
        rewritten(good, "engine.zip", {"engine": other}): f"is of a {other} database",
        good.with_name("none.zip"): "No such file",
        good.parent: "Is a directory",
    }


def state(site: Path) -> tuple[str, dict[Path, bytes]]:
    """What is in its database, and its files."""
    records = manage(site, "dumpdata", "--all")
    assert records.returncode == 0, records.stderr
    return records.stdout, {path: path.read_bytes() for path in site.iterdir() if path.is_file()}


def test_each_is_refused_with_its_sentence_and_the_database_stays(site: Path, good: Path):
    expected = bad_files(good)
    before = state(site)
    code = f"""
for file in {[str(path) for path in expected]}:
    for check in (True, False):
        try:
            call_command("restore", file, check=check, stdout=quiet)
        except CommandError as error:
            print(error.returncode, error)
"""
    lines = printed(run_in(site, code))
    assert len(lines) == 2 * len(expected)
    for number, (path, words) in enumerate(expected.items()):
        for line in lines[2 * number : 2 * number + 2]:
            assert line.startswith("2 "), path
            assert line.endswith("."), path
            assert words in line, path
    assert state(site) == before


@pytest.mark.sqlite_only(reason="SQLite says whether a copy of a database is in order")
def test_a_database_that_sqlite_finds_damaged_is_refused(site: Path, good: Path):
    code = f"""
from pathlib import Path
from archive.backups import sqlite
def dump(path):
    path.write_bytes(b"SQLite format 3" + bytes(5000))
with mock.patch.object(sqlite, "dump", dump):
    call_command("backup", "{good}", force=True, stdout=quiet)
"""
    printed(run_in(site, code))
    ended = manage(site, "restore", "--check", str(good))
    assert (ended.returncode, ended.stderr.count("\n")) == (2, 1)
    assert "copy of the database is damaged" in ended.stderr


def test_no_byte_can_change_and_give_another_database(good: Path, tmp_path: Path):
    def members(file: Path) -> dict[str, bytes]:
        folder = tmp_path / "out"
        folder.mkdir(exist_ok=True)
        manifest = take_out(file, folder)
        return {name: (folder / name).read_bytes() for name in manifest.members}

    whole, content = members(good), good.read_bytes()
    chance = random.Random(13)
    # All of the directory at the end, and places all over.
    last = range(len(content) - 400, len(content))
    places = [*last, *chance.sample(range(len(content)), FLIPS)]
    refused = 0
    for place in places:
        flipped = bytearray(content)
        flipped[place] ^= 1 << chance.randrange(8)
        file = tmp_path / "flipped.zip"
        file.write_bytes(flipped)
        try:
            assert members(file) == whole
        except BackupError:
            refused += 1
    assert refused > len(places) / 2
