"""`make bench` and `make bench-check`: measures, prints tables, writes build/bench.json.

With `--check` it also compares the ratios with those of tests/bench/recorded.json; with `--record`
it keeps the run there, the plot beside it, and the tables in README.md.  Environment:
`BENCH_SIZES` (turns, with commas between), `BENCH_QUERIES` (of each class), `BENCH_PAGES=0` to
leave the pages out, `BENCH_KEEP=1` to build no index anew that an earlier run built.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

from tqdm import tqdm

from tests.bench import pages, record, report
from tests.bench.engines import ENGINES
from tests.bench.runs import BASE, Report, engines

FOLDER = BASE / "build" / "bench"
RESULT = BASE / "build" / "bench.json"
PLOT = Path(__file__).parent / "plot.svg"


def main(arguments: list[str]) -> int:
    sizes = [int(size) for size in os.environ.get("BENCH_SIZES", "1000,10000,50000").split(",")]
    queries = int(os.environ.get("BENCH_QUERIES", "200"))
    whole: Report = {"engine": [], "index": [], "page": [], "edit": [], "notes": [], "server": []}
    steps = len(sizes) * (len(ENGINES) + 2) + pages.STEPS
    with tqdm(total=steps, bar_format="{percentage:3.0f}%|{bar:30}| {elapsed} {desc}") as bar:

        def step(text: str) -> None:
            bar.set_description_str(text, refresh=False)
            bar.update()

        for size in sizes:
            for name, rows in engines(FOLDER, size, queries, step).items():
                whole[name] += rows
            # Kept as it comes, lest a later step's failure take it along.
            RESULT.write_text(json.dumps(whole, indent=1), encoding="utf-8")
        if os.environ.get("BENCH_PAGES", "1") != "0":
            found = pages.measure(FOLDER / "pages", step)
            whole["page"] += found.rows
            whole["server"].append(found.server)
            whole["notes"] += found.notes
    whole["notes"] = list(dict.fromkeys(whole["notes"]))
    whole["notes"] += [
        f"{row['size']:,} turns: an edited turn is found after {row['edit_s']:.2f} s."
        for row in whole["edit"]
    ]
    RESULT.write_text(json.dumps(whole, indent=1), encoding="utf-8")
    _say(report.tables(whole))
    _say(f"Written: {RESULT.relative_to(BASE)}")
    ratios = report.ratios(whole)
    if "--record" in arguments and not whole["page"]:
        _say("Nothing is recorded: the pages were not measured.")
        return 1
    if "--record" in arguments:
        kept = record.record_of(whole)
        record.write(record.RECORDED, kept, record.bench_tables(kept))
        PLOT.write_text(report.plot(whole["engine"]), encoding="utf-8")
    wrong = [row for row in whole["engine"] if row["engine"] == "archive" and row["wrong"]]
    for row in wrong:
        _say(f"Wrong: {row['wrong']} of {row['queries']}, {row['class']}, {row['size']:,} turns")
    return int(bool(wrong) or ("--check" in arguments and _got_worse(ratios)))


def _got_worse(ratios: dict[str, float]) -> bool:
    lines = list(report.worse(ratios, record.read(record.RECORDED)["ratios"]))
    _say("\n".join(["Worse by more than a third:", *lines]) if lines else "Nothing got worse.")
    return bool(lines)


def _say(text: str) -> None:
    sys.stdout.write(f"\n{text}\n")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
