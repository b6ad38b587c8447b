"""The suite notices what is lost or wrong: else a table in which all held would say nothing."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.faults.holding import digest, expect_kept, expect_quiet, expect_whole
from tests.faults.outcomes import FaultContext, Outcome
from tests.faults.registry import all_faults
from tests.faults.served import TRACEBACK, Answer
from tests.faults.writers import Ended, Writers
from tests.site.processes import manage


@pytest.fixture
def fault(tmp_path: Path) -> FaultContext:
    return FaultContext(tmp_path, tmp_path, 7, short=True)


@pytest.fixture
def database(tmp_path: Path) -> Path:
    path = tmp_path / "a.sqlite3"
    with closing(sqlite3.connect(path)) as opened:
        opened.execute("CREATE TABLE archive_sentence (id, line, start, text)")
        opened.execute("INSERT INTO archive_sentence VALUES (1, 1, 0, '一〔二'), (2, 1, 2, '三')")
        opened.commit()
    return path


@pytest.mark.parametrize(
    ("reports", "is_kept"),
    [
        ([["begun", 1, "二"], ["done", 1, "二"]], True),
        ([["done", 1, "二"], ["begun", 1, "四"]], True),
        ([["begun", 2, "五"]], True),
        ([["begun", 1, "五"], ["done", 1, "五"]], False),
        ([["done", 1, "二"], ["begun", 1, "五"], ["done", 1, "五"]], False),
        ([["done", 2, "五"], ["begun", 2, "六"]], False),
    ],
)
def test_what_was_stored_and_is_gone_is_noticed(
    fault: FaultContext, database: Path, reports: list[list[object]], is_kept: bool
) -> None:
    expect_kept(fault, database, [Ended(0, reports)])
    assert (not fault.wrong) is is_kept
    assert fault.outcome(1).held is is_kept


def test_a_damaged_database_is_noticed(fault: FaultContext, database: Path) -> None:
    expect_whole(fault, database)
    assert not fault.wrong
    with closing(sqlite3.connect(database)) as opened:
        opened.execute("CREATE INDEX texts ON archive_sentence (text)")
        opened.execute("PRAGMA writable_schema = ON")
        opened.execute("UPDATE sqlite_master SET rootpage = 2 WHERE name = 'texts'")
        opened.commit()
    expect_whole(fault, database)
    assert fault.wrong


def test_another_text_has_another_digest(database: Path) -> None:
    before = digest(database)
    with closing(sqlite3.connect(database)) as opened:
        opened.execute("UPDATE archive_sentence SET text = '六' WHERE id = 2")
        opened.commit()
    assert digest(database) != before


def test_a_traceback_is_noticed_with_its_last_line(fault: FaultContext, tmp_path: Path) -> None:
    log = tmp_path / "log"
    log.write_text("Serving\n")
    expect_quiet(fault, log)
    assert fault.outcome(2, "well") == Outcome(2, held=True, note="well")
    log.write_text(f"Serving\n{TRACEBACK}:\n  somewhere\nValueError: of a test\n")
    expect_quiet(fault, log)
    assert "ValueError: of a test" in fault.outcome(2).note
    assert not fault.outcome(2).held


@pytest.mark.parametrize(
    ("answer", "is_whole"),
    [
        (Answer(200, "<p>page</p>\n</html>\n", {"Content-Type": "text/html"}, 0), True),
        (Answer(200, "<p>page</p>\n</ht", {"Content-Type": "text/html"}, 0), False),
        (Answer(200, '{"total": 3}', {"Content-Type": "application/json"}, 0), True),
        (Answer(503, "<p>later</p>", {"Content-Type": "text/html"}, 0), False),
        (Answer(0, "refused", {}, 0), False),
    ],
)
def test_a_page_that_is_not_whole_is_noticed(answer: Answer, is_whole: bool) -> None:
    assert answer.is_whole is is_whole


def test_a_503_without_when_to_come_again_is_no_answer() -> None:
    words = "Nothing can be saved just now."
    assert Answer(503, words, {"Retry-After": "10"}, 0).is_later
    assert not Answer(503, words, {}, 0).is_later
    assert not Answer(500, words, {"Retry-After": "10"}, 0).is_later


def test_every_fault_says_in_its_name_what_it_tries() -> None:
    assert all(name[0].islower() and callable(fault) for name, fault in all_faults().items())


@pytest.mark.slow
def test_writers_edit_are_killed_and_tell_what_they_did(tmp_path: Path) -> None:
    data_dir, log = tmp_path / "data", tmp_path / "log"
    data_dir.mkdir()
    assert manage(data_dir, "prepare").returncode == 0
    with Writers(data_dir, log) as writers:
        done = writers.one("edit", 7)
        assert (done.code, len(done.told("begun")), len(done.told("done"))) == (0, 1, 1)
        assert writers.one("edit", 7, kill_after=0.0, count=9).code == -9
        died = writers.one("edit_and_die", 3)
        assert died.code == 9
        assert writers.one("check_index").told("difference")
        assert [each.code for each in writers.run("edit_own", [1, 2])] == [0, 0]
        assert writers.one("check_index").reports == []
    assert TRACEBACK not in log.read_text()
    shutil.rmtree(data_dir)
