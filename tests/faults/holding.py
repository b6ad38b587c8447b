"""What must hold after a fault: database and index are whole and agree, without a traceback."""

from __future__ import annotations

import hashlib
import sqlite3
from contextlib import closing
from pathlib import Path

from tests.faults.outcomes import FaultContext
from tests.faults.served import TRACEBACK, until
from tests.faults.writers import Ended, Writers

DATABASE = "archive.sqlite3"


def texts(database: Path) -> dict[int, str]:
    """The sentences of a SQLite database, by key."""
    with closing(sqlite3.connect(database, timeout=30)) as opened:
        return dict(opened.execute("SELECT id, text FROM archive_sentence"))


def digest(database: Path) -> str:
    """A digest of all sentences, in their order; keys are left out, which an import gives anew."""
    with closing(sqlite3.connect(database, timeout=30)) as opened:
        rows = opened.execute("SELECT line, start, text FROM archive_sentence ORDER BY 1, 2, 3")
        return hashlib.sha256(repr(list(rows)).encode()).hexdigest()


def expect_whole(fault: FaultContext, database: Path) -> None:
    """SQLite finds the database in order."""
    said, orphans = "", list[object]()
    try:
        with closing(sqlite3.connect(database, timeout=30)) as opened:
            said = opened.execute("PRAGMA integrity_check").fetchone()[0]
            orphans = opened.execute("PRAGMA foreign_key_check").fetchall()
    except sqlite3.DatabaseError as error:
        said = str(error)
    fault.expect(said == "ok", f"the database is damaged: {said}")
    fault.expect(not orphans, f"rows refer to nothing: {orphans[:3]}")


def expect_agreement(fault: FaultContext, writers: Writers) -> None:
    """The index has, by itself and soon, what the database has."""
    last: list[Ended] = []

    def agrees() -> bool:
        last[:] = writers.run("check_index", [0])
        return last[0].code == 0 and not last[0].reports

    fault.expect(until(agrees), f"index and database differ: {last and last[0].reports[:3]}")


def expect_quiet(fault: FaultContext, *logs: Path) -> None:
    """No process said a traceback."""
    for log in logs:
        said = log.read_text(encoding="utf-8", errors="replace")
        if TRACEBACK in said:
            start = said.index(TRACEBACK)
            last = said[start:].strip().splitlines()[-1]
            fault.expect(False, f"a traceback in {log.name}: {last[:200]}")


def expect_kept(fault: FaultContext, database: Path, ended: list[Ended]) -> None:
    """Each sentence has the last words that were stored, or some that a writer had begun with."""
    allowed: dict[int, set[str]] = {}
    for each in ended:
        for kind, key, words in each.reports:
            allowed[key] = {words} if kind == "done" else {*allowed.get(key, ()), words}
            if kind == "begun" and len(allowed[key]) == 1:
                # What stood there before may stand there still.
                allowed[key].add("")
    stored = texts(database)
    lost = [key for key, some in allowed.items() if not stored[key].endswith(tuple(some))]
    fault.expect(not lost, f"what was stored is lost in {len(lost)} sentences")
