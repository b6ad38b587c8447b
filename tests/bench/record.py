"""What of a run is kept under version control, and the tables that README.md makes of it.

`recorded.json` is written by `make bench RECORD=1`, `recorded-scale.json` by `make scale RECORD=1`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Protocol

from tests.bench.report import ENGINES, PLAIN, Rows, ratios
from tests.project.documents import BENCH, markdown, replace_table

HERE = Path(__file__).parent
RECORDED = HERE / "recorded.json"
SCALE = HERE / "recorded-scale.json"
CONNECTIONS = (1, 8, 64)
LABELS = {
    "archive": "archive",
    "fts5-trigram": "FTS5 trigram",
    "fts5-tokens": "FTS5 tokens",
    "tantivy": "tantivy",
    "xapian": "Xapian",
}
# What is kept of the pages of a walk, by their names there.
PAGES = {"home": "home", "topic": "topic", "segment": "turn", "transcript": "whole interview"}


class Visit(Protocol):
    """What a page took: see `tests.bench.scale.Visit`."""

    @property
    def queries(self) -> int: ...

    @property
    def ms(self) -> float: ...


Record = dict[str, Any]
Table = list[list[str]]


def read(path: Path) -> Record:
    """A recorded run."""
    found: Record = json.loads(path.read_text(encoding="utf-8"))
    return found


def write(path: Path, record: Record, tables: Iterator[Table]) -> None:
    """Keep a run, and put its tables into the README."""
    path.write_text(json.dumps(record, indent=1) + "\n", encoding="utf-8")
    for table in tables:
        replace_table(BENCH, f"| {table[0][0]} |", markdown(table))


# A run of the benchmark


def record_of(report: dict[str, Rows]) -> Record:
    """What is kept of a run: its ratios, and the figures at its largest size."""
    size = max(row["size"] for row in report["engine"])
    p95: dict[str, dict[str, float]] = {kind: {} for kind in PLAIN}
    for row in report["engine"]:
        if row["size"] == size and row["class"] in p95:
            p95[row["class"]][row["engine"]] = round(row["p95_ms"], 1)
    index = next(r for r in report["index"] if (r["size"], r["engine"]) == (size, "archive"))
    archive = {name: index[name] for name in ("turns_per_s", "mb", "peak_rss_mb")}
    archive["edit_s"] = next(row["edit_s"] for row in report["edit"] if row["size"] == size)
    return {
        "ratios": ratios(report),
        "turns": size,
        "p95_ms": p95,
        "archive": archive,
        "server": report["server"][0],
    }


def bench_tables(record: Record) -> Iterator[Table]:
    """The tables of a recorded benchmark, each with its head."""
    yield [
        ["Query", *(LABELS[name] for name in ENGINES if name in LABELS)],
        *([kind, *_cells(found)] for kind, found in record["p95_ms"].items()),
    ]
    archive, server = record["archive"], record["server"]
    yield [
        ["Of the archive", "Figure"],
        ["turns", f"{record['turns']:,}"],
        ["an edited turn is found after", f"{archive['edit_s']:.2f} s"],
        ["turns indexed in a second", f"{archive['turns_per_s']:,.0f}"],
        ["memory while indexing, at most", f"{archive['peak_rss_mb']:.0f} MB"],
        ["size of the index", f"{archive['mb']:.0f} MB"],
    ]
    yield [
        ["Page", "1 connection", *map(str, CONNECTIONS[1:])],
        *_page_rows(record["ratios"]),
    ]
    yield [
        ["Of the server", "Figure"],
        ["a worker's own memory after 2,000 requests", f"{server['memory_mb']:.0f} MB"],
        ["a second start serves after", f"{server['start_s']:.1f} s"],
        ["`import archive.wsgi` takes", f"{server['import_s']:.2f} s"],
    ]


def _cells(found: dict[str, float]) -> Iterator[str]:
    for name in LABELS:
        yield f"{found[name]:.1f}" if name in found else "–"


def _page_rows(found: dict[str, float]) -> Table:
    """For each page its throughput as a part of the hello view's."""
    pages = dict.fromkeys(name.partition(" at ")[0] for name in found if " at " in name)
    return [
        [page, *(f"{1 / found[f'{page} at {number}']:.2f}" for number in CONNECTIONS)]
        for page in pages
    ]


# A walk over many interviews


def scale_record(
    interviews: int, visits: Mapping[str, Visit], seconds: tuple[float, float, float]
) -> Record:
    """What is kept of a walk: how many queries a page makes at most, and how long pages take.

    `seconds`: those of an import, of the index of all interviews, and of an edit.
    """
    imported, indexed, edited = seconds
    ms = {label: visits[name].ms for name, label in PAGES.items()}
    searches = [visit.ms for name, visit in visits.items() if name.startswith("search, ")]
    sitemaps = [visit.ms for name, visit in visits.items() if name.startswith("sitemap-")]
    ms |= {"fastest search": min(searches), "slowest search": max(searches)}
    ms["slowest part of the sitemap"] = max(sitemaps)
    return {
        "interviews": interviews,
        "queries": max(visit.queries for visit in visits.values()),
        "ms": {name: round(value) for name, value in ms.items()},
        "import_s": round(imported, 2),
        "index_s": round(indexed),
        "edit_s": round(edited, 2),
    }


def scale_tables(record: Record) -> Iterator[Table]:
    """The table of a recorded walk."""
    yield [
        ["What", "Figure"],
        ["interviews", f"{record['interviews']:,}"],
        ["queries of a page, at most", str(record["queries"])],
        *([name, f"{value} ms"] for name, value in record["ms"].items()),
        ["importing an interview", f"{record['import_s']:.2f} s"],
        ["the index of all interviews", f"{record['index_s']} s"],
        ["an edited sentence is found after", f"{record['edit_s']:.2f} s"],
    ]
