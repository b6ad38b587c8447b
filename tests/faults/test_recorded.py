"""The table in tests/README.md is that of the recorded run, in which all held."""

from __future__ import annotations

from tests.faults import record
from tests.faults.outcomes import Outcome
from tests.faults.registry import FAULTS
from tests.project.documents import text

RECORDED = record.read()


def test_the_table_is_that_of_the_recorded_run() -> None:
    assert record.table(RECORDED) in text(record.DOCUMENT)


def test_the_recorded_run_tried_every_fault_and_all_held() -> None:
    assert FAULTS.keys() <= RECORDED["faults"].keys()
    assert {row["held"] for row in RECORDED["faults"].values()} == {True}


def test_it_killed_and_let_write_as_often_as_a_run_must() -> None:
    faults = RECORDED["faults"]
    assert faults["a writer is killed, under four readers"]["times"] >= 200
    assert faults["many writers at once"]["times"] >= 100
    assert faults["the index is damaged while it is served"]["times"] == 11


def test_a_record_keeps_what_its_table_shows() -> None:
    outcomes = {"a fault": Outcome(3, held=True, note="3 s"), "another": Outcome(0, held=None)}
    kept = record.record_of(outcomes, 7, 12.4)
    assert kept["minutes"] == 12
    assert record.table(kept).splitlines()[2:] == [
        "| a fault | 3 | yes |",
        "| another | 0 | not tried |",
    ]
