"""The figures in README.md are those of the recorded runs."""

from __future__ import annotations

import json

import pytest

from tests.bench import record
from tests.bench.report import Rows
from tests.bench.scale import Visit
from tests.project.documents import BENCH, markdown, text

BENCHMARK = record.read(record.RECORDED)
TABLES = [
    *record.bench_tables(BENCHMARK),
    *record.scale_tables(record.read(record.SCALE)),
]


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table[0][0])
def test_a_table_has_the_figures_that_were_recorded(table: record.Table) -> None:
    assert markdown(table) in text(BENCH)


def test_it_says_at_how_many_turns_the_times_were_taken() -> None:
    assert f"p95 in ms at {BENCHMARK['turns']:,} turns" in text(BENCH)


def test_the_recorded_times_have_the_recorded_ratios() -> None:
    """The times are rounded to a tenth of a millisecond, which is much of a short one."""
    for kind, times in BENCHMARK["p95_ms"].items():
        theirs = min(ms for name, ms in times.items() if name.startswith("fts5"))
        ratio = BENCHMARK["ratios"][f"{BENCHMARK['turns']} turns, {kind}"]
        least = (times["archive"] - 0.05) / (theirs + 0.05)
        most = (times["archive"] + 0.05) / (theirs - 0.05)
        assert least <= ratio <= most, kind


def test_it_keeps_the_figures_of_the_largest_size() -> None:
    row = {"class": "one word", "wrong": None, "queries": 9}
    sizes = (1000, 50_000)
    index = [
        {"size": size, "engine": "archive", "turns_per_s": size, "mb": 1, "peak_rss_mb": 2}
        for size in sizes
    ]
    report: dict[str, Rows] = {
        "engine": [
            row | {"size": size, "engine": engine, "p95_ms": ms * size / 1000}
            for size in sizes
            for engine, ms in (("archive", 0.44), ("fts5-trigram", 0.22))
        ],
        "index": index,
        "edit": [{"size": size, "edit_s": size / 1000} for size in sizes],
        "page": [{"page": "home", "connections": 1, "rps": 50, "hello_rps": 100}],
        "server": [{"memory_mb": 60, "start_s": 1.0, "import_s": 0.5}],
    }
    kept = record.record_of(report)
    assert kept["turns"] == 50_000
    assert kept["p95_ms"]["one word"] == {"archive": 22.0, "fts5-trigram": 11.0}
    assert kept["archive"]["edit_s"] == 50
    assert kept["ratios"]["home at 1"] == 2
    assert json.loads(json.dumps(kept)) == kept


def test_it_keeps_what_pages_take_among_many_interviews() -> None:
    names = (*record.PAGES, "search, a", "search, b", "sitemap-turns.xml")
    visits = {name: Visit(number, number * 10.4, 1) for number, name in enumerate(names)}
    kept = record.scale_record(1000, visits, (0.3712, 77.6, 0.744))
    assert kept["interviews"] == 1000
    assert kept["queries"] == len(names) - 1
    assert kept["ms"]["turn"] == 21
    assert (kept["ms"]["fastest search"], kept["ms"]["slowest search"]) == (42, 52)
    assert (kept["import_s"], kept["index_s"], kept["edit_s"]) == (0.37, 78, 0.74)
