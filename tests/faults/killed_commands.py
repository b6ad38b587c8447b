"""Imports and backups that are killed at any moment."""

from __future__ import annotations

from random import Random

from tests.faults.holding import DATABASE, digest, expect_agreement, expect_quiet, expect_whole
from tests.faults.outcomes import FaultContext, Outcome
from tests.faults.served import reading, serving
from tests.faults.writers import Writers
from tests.project.documents import BASE

SEED = BASE / "seeds" / "interview-ja.yaml"
# A command is killed within so many times the time that it takes.
LATEST = 1.3


def killed_imports(fault: FaultContext) -> Outcome:
    """Edit, and kill the import that would put the source back: it is whole, or it wasn't."""
    times, data_dir, log = fault.times(20, 5), fault.data_dir(), fault.folder / "log"
    chance, whole, done = Random(fault.seed), digest(data_dir / DATABASE), 0
    with serving(data_dir, log) as site, Writers(data_dir, log) as writers:
        with reading(site) as readers:
            writers.one("edit", fault.seed)
            latest = LATEST * writers.seconds("import_seed", path=str(SEED))
            for number in fault.counted(times):
                writers.one("edit", fault.seed + number)
                edited, after = digest(data_dir / DATABASE), chance.uniform(0, latest)
                writers.one("import_seed", kill_after=after, path=str(SEED))
                found = digest(data_dir / DATABASE)
                fault.expect(found in {edited, whole}, "an import is half there")
                done += found == whole
        expect_agreement(fault, writers)
    fault.expect(not readers.failed, f"{len(readers.failed)} reads: {readers.failed[:2]}")
    expect_whole(fault, data_dir / DATABASE)
    expect_quiet(fault, log)
    return fault.outcome(times, f"{done} were through, {times - done} undone")


def killed_backups(fault: FaultContext) -> Outcome:
    """Kill backups: there is the last whole one, or none."""
    times, data_dir, log = fault.times(30, 8), fault.data_dir(), fault.folder / "log"
    chance, file, made = Random(fault.seed), fault.folder / "backup.zip", 0
    with Writers(data_dir, log) as writers:
        latest = LATEST * writers.seconds("back_up", path=str(file))
        for number in fault.counted(times):
            after = chance.uniform(0, latest)
            ended = writers.one("back_up", kill_after=after, path=str(file))
            made += bool(ended.told("done"))
            if file.exists():
                checked = writers.one("check_backup_file", number, path=str(file))
                fault.expect(checked.code == 0 and not checked.reports, f"{checked.reports}")
        last = writers.one("back_up", path=str(file))
        fault.expect(last.code == 0, "no backup afterwards")
    left = [path.name for path in fault.folder.glob("backup.zip.*")]
    fault.expect(not left, f"left behind: {left}")
    expect_whole(fault, data_dir / DATABASE)
    expect_quiet(fault, log)
    return fault.outcome(times, f"{made} were through")
