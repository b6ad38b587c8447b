"""The recorded figures of other texts than the shipped one, and the README's table of them.

`make relevance RECORD=1` writes both.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from tests.project.documents import SEARCH, markdown, replace_table
from tests.relevance.measures import Row
from tests.relevance.record import DIGITS, rounded

PATH = Path(__file__).parent / "recorded-texts.json"
HEAD = "Searched (queries)"

# For each way of searching the figures of each class, the last of all classes together.
Record = dict[str, list[dict[str, Any]]]


def read() -> Record:
    """The recorded figures."""
    found: Record = json.loads(PATH.read_text(encoding="utf-8"))
    return found


def write(measured: Mapping[str, Sequence[Row]]) -> None:
    """Keep the figures, and put them into the README."""
    kept = read() if PATH.exists() else {}
    kept |= {name: rounded(rows) for name, rows in measured.items()}
    PATH.write_text(json.dumps(dict(sorted(kept.items())), indent=1) + "\n", encoding="utf-8")
    replace_table(SEARCH, f"| {HEAD} |", table(kept))


def table(record: Record) -> str:
    """A row for each way of searching: all queries, and the class that fares worst."""
    head = [HEAD, "MRR", "recall", "lowest class"]
    return markdown([head, *(_row(name, rows) for name, rows in record.items())])


def _row(name: str, rows: Sequence[Mapping[str, Any]]) -> list[str]:
    *classes, everything = rows
    worst = min(classes, key=lambda row: row["mrr"])
    return [
        f"{name} ({everything['queries']})",
        f"{everything['mrr']:.{DIGITS}f}",
        f"{everything['recall']:.{DIGITS}f}",
        f"{worst['kind']} {worst['mrr']:.{DIGITS}f}",
    ]
