"""What of a full run is kept under version control, and the table that README.md makes of it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tests.faults.outcomes import Outcome
from tests.project.documents import markdown, replace_table

RECORDED = Path(__file__).parent / "recorded.json"
DOCUMENT = "tests/README.md"
HEAD = ["Fault", "Times", "Held"]
HELD = {True: "yes", False: "no", None: "not tried"}

Record = dict[str, Any]


def read() -> Record:
    """The recorded run."""
    found: Record = json.loads(RECORDED.read_text(encoding="utf-8"))
    return found


def record_of(outcomes: Mapping[str, Outcome], seed: int, minutes: float) -> Record:
    """What is kept of a run."""
    rows = {name: {"times": each.times, "held": each.held} for name, each in outcomes.items()}
    return {"seed": seed, "minutes": round(minutes), "faults": rows}


def table(record: Record) -> str:
    """The recorded run as README.md shows it."""
    rows = [[name, str(row["times"]), HELD[row["held"]]] for name, row in record["faults"].items()]
    return markdown([HEAD, *rows])


def write(record: Record) -> None:
    """Keep a run, and put its table into README.md."""
    RECORDED.write_text(json.dumps(record, indent=1) + "\n", encoding="utf-8")
    replace_table(DOCUMENT, f"| {HEAD[0]} |", table(record))
