"""Runs the measurements, each in a process of its own."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.bench.engines import ENGINES, why_not
from tests.site.processes import environment

BASE = Path(__file__).parents[2]
# Ask the indexes that an earlier run built, and repeat what it measured of building them.
KEEP = os.environ.get("BENCH_KEEP", "") == "1"
Report = dict[str, list[Any]]


def _built(data: Path, name: str, size: int) -> Any:
    """The `index` row of an engine whose index was built now, or is kept from before."""
    row = data / f"{name}.json"
    if not (KEEP and row.exists()):
        shutil.rmtree(data / ("index" if name == "archive" else name), ignore_errors=True)
        row.write_text(json.dumps(measured(data, "build", name, size)), encoding="utf-8")
    return json.loads(row.read_text(encoding="utf-8"))


def measured(data: Path, *arguments: object) -> Any:
    """What `tests.bench.measure` says, with `data` as the archive's folder."""
    answer = subprocess.run(
        [sys.executable, "-m", "tests.bench.measure", *map(str, arguments)],
        env=environment(data),
        cwd=BASE,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return json.loads(answer.stdout)


def engines(
    folder: Path,
    size: int,
    queries: int,
    step: Callable[[str], object],
    names: Any = tuple(ENGINES),
) -> Report:
    """The rows of every engine at one size; `step` is told what comes next."""
    report: Report = {"engine": [], "index": [], "edit": [], "notes": []}
    data = folder / str(size)
    step(f"{size:,} turns: database")
    if not (KEEP and (data / "archive.sqlite3").exists()):
        shutil.rmtree(data, ignore_errors=True)
        data.mkdir(parents=True)
        measured(data, "fill", size)
    for name in names:
        if reason := why_not(name, size):
            report["notes"].append(reason)
            step(reason)
            continue
        step(f"{size:,} turns: {name}")
        report["index"].append(_built(data, name, size))
        report["engine"] += measured(data, "ask", name, size, queries)
    step(f"{size:,} turns: an edit")
    report["edit"].append(measured(data, "edit", size))
    return report
