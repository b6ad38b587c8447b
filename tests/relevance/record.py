"""The recorded figures of the ranking, and the table that search/README.md makes of them.

`make relevance RECORD=1` writes both.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from tests.project.documents import SEARCH, markdown, replace_table
from tests.relevance.measures import Row

PATH = Path(__file__).parent / "recorded.json"
ENGINES = ("archive", "stock haystack", "SQLite FTS5, trigrams")
BOTH = "both sets"
HEAD = "Class (queries)"
DIGITS = 3

# For each set of queries, for each engine, the figures of each class.
Record = dict[str, dict[str, list[dict[str, Any]]]]


def rounded(rows: Sequence[Row]) -> list[dict[str, Any]]:
    """The figures as they are kept and shown."""
    return [
        {
            name: round(value, DIGITS) if isinstance(value, float) else value
            for name, value in asdict(row).items()
        }
        for row in rows
    ]


def read() -> Record:
    """The recorded figures."""
    found: Record = json.loads(PATH.read_text(encoding="utf-8"))
    return found


def write(sets: Mapping[str, Sequence[Sequence[Row]]]) -> None:
    """Keep the figures of each set, engine by engine, and put them into the README."""
    record = {
        name: dict(zip(ENGINES, map(rounded, engines), strict=True))
        for name, engines in sets.items()
    }
    PATH.write_text(json.dumps(record, indent=1) + "\n", encoding="utf-8")
    replace_table(SEARCH, f"| {HEAD} |", table(record))


def table(record: Record) -> str:
    """The figures over both sets: a row for each class, a column for each engine."""
    columns = [record[BOTH][name] for name in ENGINES]
    body = [
        [f"{row[0]['kind']} ({row[0]['queries']})", *map(_cell, row)]
        for row in zip(*columns, strict=True)
    ]
    return markdown([[HEAD, *ENGINES], *body])


def _cell(row: Mapping[str, Any]) -> str:
    return " / ".join(f"{row[name]:.{DIGITS}f}" for name in ("mrr", "recall", "zero"))
