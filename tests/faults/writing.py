"""Faults of writers: killed at any moment, between commit and index, or many at once."""

from __future__ import annotations

import time
from contextlib import ExitStack
from random import Random

from tests.faults.holding import (
    DATABASE,
    expect_agreement,
    expect_kept,
    expect_quiet,
    expect_whole,
)
from tests.faults.outcomes import FaultContext, Outcome
from tests.faults.served import Site, reading, serving, until
from tests.faults.writers import Ended, Writers
from tests.postgres import programs, server
from tests.site.processes import manage

# A writer is killed within the time that so many edits take, and within so many seconds.
EDITS, MOST = 3, 1.2
AT_ONCE = 20


def killed_writers(fault: FaultContext) -> Outcome:
    """Kill writers at any moment, while four readers read."""
    times, data_dir, log = fault.times(200, 30), fault.data_dir(), fault.folder / "log"
    chance, ended = Random(fault.seed), list[Ended]()
    with serving(data_dir, log) as site, Writers(data_dir, log) as writers:
        with reading(site) as readers:
            latest = min(EDITS * writers.seconds("edit", fault.seed), MOST)
            for number in fault.counted(times):
                after = chance.uniform(0, latest)
                seed = fault.seed + 1000 * number
                ended += writers.run("edit", [seed], kill_after=after, count=100)
        expect_agreement(fault, writers)
    files = len(list((data_dir / "index").iterdir()))
    expect_kept(fault, data_dir / DATABASE, ended)
    expect_whole(fault, data_dir / DATABASE)
    expect_quiet(fault, log)
    fault.expect(not readers.failed, f"{len(readers.failed)} reads: {readers.failed[:2]}")
    edits = sum(len(each.told("done")) for each in ended)
    return fault.outcome(times, f"{readers.reads} reads, {edits} edits; {files} files in the index")


def simultaneous_writers(fault: FaultContext) -> Outcome:
    """Let twenty writers at a time each edit a sentence."""
    times, data_dir, log = fault.times(100, 40), fault.data_dir(), fault.folder / "log"
    ended = list[Ended]()
    with serving(data_dir, log), Writers(data_dir, log) as writers:
        for start in range(0, times, AT_ONCE):
            ended += writers.run("edit_own", range(start, start + AT_ONCE))
            for _ in range(AT_ONCE):
                fault.step()
        expect_agreement(fault, writers)
    failed = [each for each in ended if each.code]
    fault.expect(not failed, f"{len(failed)} writers failed")
    expect_kept(fault, data_dir / DATABASE, ended)
    expect_whole(fault, data_dir / DATABASE)
    expect_quiet(fault, log)
    return fault.outcome(times, f"{AT_ONCE} at once")


def killed_saves(fault: FaultContext) -> Outcome:
    """End writers between the commit and the index; the site finds their words by itself."""
    times, data_dir, log = fault.times(30, 6), fault.data_dir(), fault.folder / "log"
    slowest = 0.0
    with serving(data_dir, log) as site, Writers(data_dir, log) as writers:
        for number in fault.counted(times):
            done = writers.one("edit_and_die", number)
            fault.expect(done.code == 9, f"a writer ended with {done.code}")
            begun = time.monotonic()
            words = done.told("done")[0][1]
            fault.expect(until(lambda: site.finds(words)), f"{words} is not found")  # noqa: B023
            slowest = max(slowest, time.monotonic() - begun)
        expect_agreement(fault, writers)
    expect_whole(fault, data_dir / DATABASE)
    expect_quiet(fault, log)
    return fault.outcome(times, f"found after {slowest:.1f} s at most")


def two_folders(fault: FaultContext) -> Outcome:
    """Serve one SQLite database from two data folders, and edit through either."""
    return _shared(fault, f"sqlite:///{fault.folder / 'shared.sqlite3'}")


def two_folders_on_postgresql(fault: FaultContext) -> Outcome:
    """The same on PostgreSQL, where it is installed."""
    if programs() is None:
        return Outcome(0, None, "PostgreSQL is not installed")
    with server() as address:
        return _shared(fault, address)


def _shared(fault: FaultContext, url: str) -> Outcome:
    times = fault.times(10, 4)
    logs = [fault.folder / name for name in ("one", "other")]
    folders = [fault.folder / f"{name}-data" for name in ("one", "other")]
    slowest, found = 0.0, list[str]()
    for folder in folders:
        folder.mkdir()
        prepared = manage(folder, "prepare", DATABASE_URL=url)
        fault.expect(prepared.returncode == 0, f"prepare: {prepared.stderr[-200:]}")
    with ExitStack() as stack:
        pairs = list(zip(folders, logs, strict=True))
        sites = [stack.enter_context(serving(*each, DATABASE_URL=url)) for each in pairs]
        writers = [stack.enter_context(Writers(*each, DATABASE_URL=url)) for each in pairs]
        for number in fault.counted(times):
            done = writers[number % 2].one("edit_own", number)
            found += [words for _, words in done.told("done")]
            fault.expect(done.code == 0, f"a writer ended with {done.code}")
            begun = time.monotonic()
            for site in sites:
                fault.expect(_catches_up(site, found[-1]), f"{found[-1]} is not found")
            slowest = max(slowest, time.monotonic() - begun)
        for each in writers:
            expect_agreement(fault, each)
    expect_quiet(fault, *logs)
    return fault.outcome(times, f"found by both after {slowest:.1f} s at most")


def _catches_up(site: Site, words: str) -> bool:
    return until(lambda: site.finds(words))
