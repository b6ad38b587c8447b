"""The recorded figures of the search with a sentence encoder, and the README's table of them.

`make relevance RECORD=1` writes both, where the encoder is installed.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from tests.project.documents import SEARCH, markdown, replace_table
from tests.relevance.measures import Row
from tests.relevance.record import DIGITS, rounded

PATH = Path(__file__).parent / "recorded-meaning.json"
HEAD = "With an encoder (queries)"
ABSENT = "absent"

# For each text the figures of each class, without the encoder and with it, the last of all classes
# together; under `ABSENT`, both ways, how many queries about what is nowhere had which `match`.
Record = dict[str, Any]


def read() -> Record:
    """The recorded figures."""
    found: Record = json.loads(PATH.read_text(encoding="utf-8")) if PATH.exists() else {}
    return found


def kept(without: Sequence[Row], with_it: Sequence[Row]) -> dict[str, list[dict[str, Any]]]:
    """Figures of one text as they are recorded."""
    return {"without": rounded(without), "with": rounded(with_it)}


def write(name: str, figures: object) -> None:
    """Keep figures, and put the table into the README."""
    record = read() | {name: figures}
    PATH.write_text(json.dumps(dict(sorted(record.items())), indent=1) + "\n", encoding="utf-8")
    replace_table(SEARCH, f"| {HEAD} |", table(record))


def table(record: Record) -> str:
    """For each text a row for each class of which a figure changes, and one for all."""
    texts = {name: each for name, each in record.items() if name != ABSENT}
    rows = [row for name, each in texts.items() for row in _rows(name, each)]
    if absent := record.get(ABSENT):
        queries = f"{ABSENT} ({sum(absent['with'].values())})"
        rows.append(["all texts", queries, *(_nothing(absent[way]) for way in ("without", "with"))])
    return markdown([[HEAD, "class", "without", "with"], *rows])


def _nothing(matches: Mapping[str, int]) -> str:
    """The share of queries without results, as the last figure of a cell."""
    return f"– / – / {matches.get('none', 0) / sum(matches.values()):.{DIGITS}f}"


def _rows(name: str, figures: Mapping[str, Sequence[Mapping[str, Any]]]) -> Iterator[list[str]]:
    for before, after in zip(figures["without"], figures["with"], strict=True):
        if before != after or before["kind"] == "all":
            label = f"{before['kind']} ({before['queries']})"
            yield [name, label, _cell(before), _cell(after)]


def _cell(row: Mapping[str, Any]) -> str:
    return " / ".join(f"{row[name]:.{DIGITS}f}" for name in ("mrr", "recall", "zero"))
