"""The bench in short: right answers, and no ratio that is out of all proportion."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from search.meaning import encoder
from tests.bench import report, runs
from tests.bench.report import exponents, ratios, slope, worse

TURNS, QUERIES = 1000, 24
# Times SQLite's FTS5, at a size at which both answer in an instant.
BOUND = 400
# What else the machine does may make a ratio several times as large: the best of so many counts.
ROUNDS = 3


@pytest.fixture(scope="module")
def measured(tmp_path_factory: pytest.TempPathFactory) -> runs.Report:
    return measure(tmp_path_factory.mktemp("bench"))


def measure(folder: Path) -> runs.Report:
    names = ("archive", "stock", "fts5-trigram", "fts5-tokens")
    return runs.engines(folder, TURNS, QUERIES, lambda text: None, names) | {"page": []}


def test_it_answers_as_a_plain_scan_does(measured: runs.Report) -> None:
    checked = [row for row in measured["engine"] if row["wrong"] is not None]
    assert {row["class"] for row in checked} >= {"exact phrase", "prefix", "speaker filter"}
    assert [row for row in checked if row["wrong"]] == []


def test_it_is_not_out_of_all_proportion(measured: runs.Report, tmp_path: Path) -> None:
    best = ratios(measured)
    for number in range(1, ROUNDS):
        if max(best.values()) <= BOUND:
            break
        (folder := tmp_path / str(number)).mkdir()
        best = {name: min(best[name], ratio) for name, ratio in ratios(measure(folder)).items()}
    assert {name: ratio for name, ratio in best.items() if ratio > BOUND} == {}


def test_it_finds_an_edited_turn(measured: runs.Report) -> None:
    assert measured["edit"][0]["edit_s"] > 0


def test_it_prints_and_draws_what_it_measured(measured: runs.Report) -> None:
    text = report.tables(measured)
    assert "1,000 turns" in text
    assert "exact phrase, highlighted" in text
    assert report.plot(measured["engine"]).count("<g transform") == len(report.PLAIN)


def test_it_names_what_got_worse_by_more_than_a_third() -> None:
    recorded = {"a": 1.0, "b": 1.0, "gone": 9.0}
    assert list(worse({"a": 1.3, "b": 1.4, "new": 5.0}, recorded)) == ["b: 1.40, recorded 1.00"]


def test_it_fits_the_power_with_which_a_figure_grows() -> None:
    assert slope([(10, 3), (100, 300), (1000, 30_000)]) == pytest.approx(2)
    rows = [
        {"size": size, "engine": "archive", "turns_per_s": 50, "mb": size / 100, "peak_rss_mb": 80}
        for size in (100, 1000)
    ]
    found = exponents({"index": rows, "engine": []})["archive"]
    assert found == pytest.approx({"build time": 1, "index": 1, "memory": 0})


def test_no_sentence_encoder_takes_part(monkeypatch):
    monkeypatch.setitem(sys.modules, encoder.MODULE, None)
    monkeypatch.setattr(encoder, "_loaded", [])
    assert not encoder.is_installed()
    settings = (Path(__file__).parent / "settings.py").read_text(encoding="utf-8")
    assert f'sys.modules["{encoder.MODULE}"] = None' in settings
