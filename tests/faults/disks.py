"""Faults of what a site stands on: a full disk, a folder that can only be read, a lock."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from filelock import FileLock

from tests.faults.holding import DATABASE, expect_agreement, expect_quiet, expect_whole
from tests.faults.outcomes import FaultContext, Outcome
from tests.faults.served import PAGES, SLUG, TRACEBACK, Site, reading, serving, until
from tests.faults.writers import Writers
from tests.site.processes import manage

CARD = f"interviews/{SLUG}/card.png"
# kB of the disks on which a site is prepared: some stand full at each of its steps.
SIZES = (40, 200, 700, 1500, 4000, 7500, 8200, 9000, 9500, 10_000)
WRITING = ("rebuild_index", "backup", "loaddata")
BLOCK = 4096
# Seconds that the index's lock is kept around an edit: longer than a request waits for it.
LONG = 1.0


class NotAllowedError(Exception):
    """This account may mount nothing."""


@contextmanager
def mounted(folder: Path, kilobytes: int) -> Iterator[Path]:
    """A disk of that size at `folder`.  Raises `NotAllowedError`."""
    folder.mkdir(exist_ok=True)
    _mount("-t", "tmpfs", "-o", f"size={kilobytes}k", "tmpfs", str(folder))
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


def _mount(*arguments: str) -> None:
    try:
        subprocess.run(["mount", *arguments], check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        raise NotAllowedError from None


def fill(folder: Path) -> Path:
    """Let a file take all the room that there is; return it."""
    path = folder / "filling"
    with path.open("wb", buffering=0) as file, suppress(OSError):
        while True:
            file.write(b"\0" * BLOCK)
    return path


def full_disk(fault: FaultContext) -> Outcome:
    """Fill the disk under a site; it is read on, and takes no report until there is room again."""
    times, log = fault.times(3, 1), fault.folder / "log"
    try:
        for number in fault.counted(times):
            with mounted(fault.folder / f"disk-{number}", 64_000) as disk:
                _filled(fault, disk, log)
    except NotAllowedError:
        return Outcome(0, None, "a disk can be mounted by root only")
    expect_quiet(fault, log)
    return fault.outcome(times)


def _filled(fault: FaultContext, disk: Path, log: Path) -> None:
    shutil.copytree(fault.template, disk, dirs_exist_ok=True)
    with serving(disk, log) as site:
        filling = fill(disk)
        _expect_reading_alone(fault, site)
        _expect_sentences(fault, disk)
    with serving(disk, log) as site:
        _expect_reading_alone(fault, site)
        filling.unlink()
        fault.expect(site.report("room again").status == 200, "no report after there is room")
        with Writers(disk, log) as writers:
            fault.expect(writers.one("edit", fault.seed).code == 0, "no edit after there is room")
            expect_agreement(fault, writers)
    expect_whole(fault, disk / DATABASE)


def _expect_reading_alone(fault: FaultContext, site: Site) -> None:
    """What can be read can be read; what must write says that it can't, with 503."""
    for path in (*PAGES, CARD):
        answer = site.get(path)
        fault.expect(answer.status == 200, f"/{path}: {answer.status}")
    for name, answer in (("a report", site.report("no room")), ("a login", site.log_in())):
        fault.expect(answer.is_later, f"{name}: {answer.status}")


def _expect_sentences(fault: FaultContext, disk: Path) -> None:
    """Commands that must write end with one sentence, and leave nothing."""
    more = {"backup": [str(disk / "backup.zip")], "loaddata": ["glossary.yaml"]}
    for command in WRITING:
        ended = manage(disk, command, *more.get(command, []))
        fault.expect(ended.returncode == 2, f"{command}: exit code {ended.returncode}")
        fault.expect(ended.stderr.strip().count("\n") == 0, f"{command}: {ended.stderr[-200:]}")
    fault.expect(not (disk / "backup.zip").exists(), "half a backup")


def small_disks(fault: FaultContext) -> Outcome:
    """Prepare a site on disks that are too small, then on the same with room."""
    sizes = SIZES[:: 4 if fault.short else 1]
    try:
        for number in fault.counted(len(sizes)):
            with mounted(fault.folder / f"small-{number}", sizes[number]) as disk:
                _prepared(fault, disk, sizes[number])
    except NotAllowedError:
        return Outcome(0, None, "a disk can be mounted by root only")
    return fault.outcome(len(sizes))


def _prepared(fault: FaultContext, disk: Path, kilobytes: int) -> None:
    first = manage(disk, "prepare")
    said = first.stderr
    fault.expect(first.returncode == 2, f"{kilobytes} kB: exit code {first.returncode}")
    fault.expect(TRACEBACK not in said, f"{kilobytes} kB: a traceback: {said[-200:]}")
    key = disk / "secret-key"
    fault.expect(not key.exists() or key.stat().st_size > 60, f"{kilobytes} kB: half a key")
    _mount("-o", "remount,size=64000k", str(disk))
    again = manage(disk, "prepare")
    fault.expect(again.returncode == 0, f"{kilobytes} kB, then more: {again.stderr[-200:]}")
    checked = manage(disk, "check_index")
    fault.expect(checked.returncode == 0, f"{kilobytes} kB: {checked.stderr[-200:]}")


def read_only_folder(fault: FaultContext) -> Outcome:
    """Let a site's folder be read only: while it is served, and before."""
    log = fault.folder / "log"
    try:
        with mounted(fault.folder / "disk", 64_000) as disk:
            shutil.copytree(fault.template, disk, dirs_exist_ok=True)
            manage(disk, "prepare")
            for _ in fault.counted(2):
                with serving(disk, log) as site, _read_only(disk):
                    _expect_reading_alone(fault, site)
            _mount("-o", "remount,ro", str(disk))
            with serving(disk, log) as site:
                _expect_reading_alone(fault, site)
            fault.step()
    except NotAllowedError:
        return Outcome(0, None, "a disk can be mounted by root only")
    expect_quiet(fault, log)
    return fault.outcome(3)


@contextmanager
def _read_only(disk: Path) -> Iterator[None]:
    """Let nothing more be written to a disk; what is open for writing is waited for."""
    if not until(lambda: _remounts(disk)):
        raise NotAllowedError
    try:
        yield
    finally:
        _mount("-o", "remount,rw", str(disk))


def _remounts(disk: Path) -> bool:
    with suppress(NotAllowedError):
        _mount("-o", "remount,ro", str(disk))
        return True
    return False


def locked_database(fault: FaultContext) -> Outcome:
    """Keep the database locked for longer than a request waits, under four readers."""
    times, data_dir, log = fault.times(4, 1), fault.data_dir(), fault.folder / "log"
    slowest = 0.0
    with serving(data_dir, log) as site:
        for number in fault.counted(times):
            kind = ("IMMEDIATE", "EXCLUSIVE")[number % 2]
            with reading(site) as readers, _locked(data_dir, kind):
                for answer in (site.report("locked"), site.log_in()):
                    fault.expect(answer.is_later, f"locked: {answer.status}")
                    slowest = max(slowest, answer.seconds)
            fault.expect(not readers.failed, f"{len(readers.failed)} reads: {readers.failed[:2]}")
            fault.expect(site.log_in().status == 200, "no login afterwards")
    expect_whole(fault, data_dir / DATABASE)
    expect_quiet(fault, log)
    return fault.outcome(times, f"answered after {slowest:.1f} s at most")


@contextmanager
def _locked(data_dir: Path, kind: str) -> Iterator[None]:
    with closing(sqlite3.connect(data_dir / DATABASE, isolation_level=None)) as database:
        database.execute(f"BEGIN {kind}")
        yield
        database.execute("ROLLBACK")


def locked_index(fault: FaultContext) -> Outcome:
    """Keep the index locked while texts are edited; nobody waits long, and nothing is lost."""
    times, data_dir, log = fault.times(3, 1), fault.data_dir(), fault.folder / "log"
    with serving(data_dir, log) as site, Writers(data_dir, log) as writers:
        for number in fault.counted(times):
            with FileLock(f"{data_dir / 'index'}.lock"), reading(site) as readers:
                edited = threading.Event()
                edited.wait(LONG)
                writers.one("edit_and_die", number)
                edited.wait(LONG)
            fault.expect(not readers.failed, f"{len(readers.failed)} reads: {readers.failed[:2]}")
            expect_agreement(fault, writers)
    expect_quiet(fault, log)
    return fault.outcome(times)
