"""The search must rank what readers ask for: by the judged queries, beside other engines.

Each figure must be the recorded one.  Where a change makes the ranking better on purpose,
`make relevance RECORD=1` records what is measured.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from archive.models import Interview
from tests.project.documents import SEARCH, text
from tests.relevance import engines, record
from tests.relevance.measures import Row, load, measure, recall, reciprocal_rank

HERE = Path(__file__).parent
OVERALL, EACH_CLASS = 0.95, 0.85
SETS = ["judged.yaml", "judged-held.yaml"]
RECORD = os.environ.get("RELEVANCE_RECORD", "") == "1"


def test_it_measures_rankings() -> None:
    assert reciprocal_rank([[3, 4], [5]], frozenset([5])) == 1 / 3
    assert reciprocal_rank([], frozenset([5])) == 0
    assert recall([[3, 4], [5]], frozenset([4, 5, 6, 7])) == 1 / 2


@pytest.mark.parametrize("name", SETS)
def test_the_sets_judge_all_classes_by_lines_of_the_seed(name: str) -> None:
    judged = load(HERE / name)
    lines = Path("seeds/interview-ja.txt").read_text(encoding="utf-8").splitlines()
    assert len(judged) >= 150
    assert len({each.kind for each in judged}) == 9
    assert all(lines[line - 1] for each in judged for line in each.lines)


@pytest.fixture
def measured(indexed: Interview, tmp_path: Path) -> dict[str, list[list[Row]]]:
    """The figures of each set of queries, for this archive, stock haystack and FTS5."""
    sets = {name: load(HERE / name) for name in SETS}
    everything = [each for judged in sets.values() for each in judged]
    with (
        engines.stock_haystack(tmp_path / "stock") as stock,
        engines.fts5_trigram() as trigram,
    ):
        compared = (engines.archive, stock, trigram)
        return {
            name: [measure(engine, judged) for engine in compared]
            for name, judged in {**sets, record.BOTH: everything}.items()
        }


def test_it_finds_what_readers_ask_for(
    measured: dict[str, list[list[Row]]], capsys: pytest.CaptureFixture[str]
) -> None:
    with capsys.disabled():
        for name, rows in measured.items():
            print(f"\n{table(name, *rows)}")  # noqa: T201
    for name, (ours, *others) in measured.items():
        assert ours[-1].mrr >= OVERALL, name
        assert all(other[-1].mrr < ours[-1].mrr for other in others)
    # A class of one set is some twenty queries, too few for a limit of its own.
    for row in measured[record.BOTH][0]:
        assert row.mrr >= EACH_CLASS, row
    if RECORD:
        record.write(measured)
    ours_recorded = {name: found["archive"] for name, found in record.read().items()}
    assert {name: record.rounded(rows[0]) for name, rows in measured.items()} == ours_recorded


def test_the_readme_shows_what_was_recorded() -> None:
    assert record.table(record.read()) in text(SEARCH)


def table(name: str, ours: list[Row], *others: list[Row]) -> str:
    """The figures as text, a row for each class."""
    head = f"{name:<18}{'archive':>24}{'stock haystack':>24}{'FTS5 trigram':>24}"
    units = f"{'class (queries)':<18}" + f"{'MRR':>10}{'R@10':>7}{'zero':>7}" * 3
    lines = [head, units]
    for rows in zip(ours, *others, strict=True):
        label = f"{rows[0].kind} ({rows[0].queries})"
        cells = (f"{row.mrr:>10.3f}{row.recall:>7.3f}{row.zero:>7.3f}" for row in rows)
        lines.append(f"{label:<18}{''.join(cells)}")
    return "\n".join(lines)
