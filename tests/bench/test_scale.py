"""The walk over many interviews in short: what it finds, and that it can fail."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.bench.runs import BASE
from tests.bench.scale import Visit, grown, table
from tests.site.processes import environment

BEFORE = {"home": Visit(9, 20.0, 2048), "feed": Visit(3, 2.0, 1024)}


def test_it_imports_indexes_browses_and_edits(tmp_path: Path) -> None:
    """Every page answers, and none makes more queries among six interviews than among two."""
    ended = subprocess.run(
        [sys.executable, "-m", "tests.bench.scale", str(tmp_path)],
        env=environment(tmp_path, BENCH_INTERVIEWS="6"),
        cwd=BASE,
        stdout=subprocess.PIPE,
        text=True,
        check=False,
    )
    assert ended.returncode == 0, ended.stdout
    for line in ("2 interviews imported: ", "sitemap-turns.xml", "An edited sentence is found"):
        assert line in ended.stdout


@pytest.mark.parametrize(("queries", "names"), [(3, []), (2, []), (4, ["feed"])])
def test_it_names_the_pages_that_make_more_queries(queries: int, names: list[str]) -> None:
    assert grown(BEFORE, BEFORE | {"feed": Visit(queries, 9.0, 4096)}) == names


def test_it_prints_a_line_for_each_page() -> None:
    lines = table(2, BEFORE, 20, BEFORE).splitlines()
    assert len(lines) == 3
    assert lines[1].split() == ["home", "20.0", "20.0", "9", "2"]
