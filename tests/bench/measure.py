"""One measurement, in a process of its own: `python -m tests.bench.measure build ENGINE SIZE`,
`... ask ENGINE SIZE COUNT` or `... edit SIZE`.  Prints JSON.

The data is under `DATA_DIR`, as for every command of the archive.
"""

from __future__ import annotations

import gc
import json
import os
import resource
import sys
from collections.abc import Callable
from pathlib import Path
from time import perf_counter
from typing import Any

import django
import numpy as np

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.bench.settings"
# Between workers that come and go, so that all of them are seen.
MB = 1024**2


def build(name: str, size: int) -> dict[str, Any]:
    """Build an index: an `index` row.  Peak memory is that of the processes that helped, too."""
    from tests.bench.corpus import Corpus, tokens_of

    corpus = Corpus(size)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    if name not in {"archive", "stock"}:
        for turn in corpus.turns:
            for sentences in turn.paragraphs:
                any(map(tokens_of, sentences))
    engine = _engine(name)
    begun = perf_counter()
    engine.build(corpus)
    seconds = perf_counter() - begun
    peak = max(
        resource.getrusage(who).ru_maxrss
        for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    files = (file for file in index_path(name).rglob("*") if file.is_file())
    return {
        "size": size,
        "engine": name,
        "turns_per_s": round(size / seconds),
        "mb": round(sum(file.stat().st_size for file in files) / MB, 1),
        "peak_rss_mb": round(peak / 1024),
        "corpus_rss_mb": round(before / 1024),
    }


def ask(name: str, size: int, count: int) -> list[dict[str, Any]]:
    """Ask an engine `count` queries of each class: `engine` rows."""
    from search.warm_up import warm_up
    from tests.bench.corpus import Corpus
    from tests.bench.queries import CLASSES, Drawing, Scan

    corpus = Corpus(size)
    scan = Scan(corpus)
    engine = _engine(name)
    rows = []
    warm = Drawing(corpus, seed=0).draw("two words", 5)
    if name == "archive":
        # As the server does before it forks (`archive/gunicorn.py`): no reader's query loads the
        # dictionaries, and none has the collector go through them.
        warm_up()
        gc.collect()
        gc.freeze()
    for query in warm:
        engine.ask(query)
    for kind in (kind for kind in CLASSES if kind in engine.classes):
        queries = Drawing(corpus).draw(kind, count)
        halves: list[tuple[str, Callable[[Any], object], list[Any]]] = [(kind, engine.ask, queries)]
        if name == "archive" and kind != "facets":
            # Each query is asked once only: one half without highlights, the other with.
            middle = len(queries) // 2
            halves = [
                (kind, engine.ask, queries[:middle]),
                (f"{kind}, highlighted", engine.ask_highlighted, queries[middle:]),
            ]
        for label, method, asked in halves:
            times = [_timed(method, query) for query in asked]
            wrong = sum(_wrong(engine, scan, query) for query in asked)
            rows.append(row(size, name, label, times, wrong if kind in engine.exact else None))
    return rows


def _timed(method: Callable[[Any], object], query: Any) -> float:
    begun = perf_counter()
    method(query)
    return (perf_counter() - begun) * 1000


def _wrong(engine: Any, scan: Any, query: Any) -> bool:
    return query.kind in engine.exact and engine.all(query) != scan.find(query)


def row(size: int, name: str, kind: str, times: list[float], wrong: int | None) -> dict[str, Any]:
    """An `engine` row; `wrong` is None where the class has no one meaning."""
    p50, p95, p99 = (round(float(each), 3) for each in np.percentile(times, [50, 95, 99]))
    return {
        "size": size,
        "engine": name,
        "class": kind,
        "queries": len(times),
        "p50_ms": p50,
        "p95_ms": p95,
        "p99_ms": p99,
        "wrong": wrong,
    }


def edit(size: int) -> dict[str, Any]:
    """How long until an edited turn is found, and that it is."""
    from dataclasses import replace

    from search import engine
    from search.index.segments import load_names
    from search.store import Changes, current_store
    from tests.bench.corpus import Corpus, segment

    store = current_store()
    engine.search("AI")
    seconds = []
    for number in range(3):
        turn = segment(Corpus(size).turns[number * (size // 4)])
        words = f"検索可能性の試験その{number}である。"
        first = replace(turn.paragraphs[0], text=turn.paragraphs[0].text + words)
        edited = replace(turn, paragraphs=(first, *turn.paragraphs[1:]))
        begun = perf_counter()
        store.apply(Changes([turn.segment], [edited]), load_names)
        found = engine.search(f'"{words}"').found
        seconds.append(perf_counter() - begun)
        if found.total != 1:
            raise SystemExit(f"The edited turn {turn.segment} is not found.")
        # And the first query that needs more than the text.
        begun = perf_counter()
        engine.search("試験 可能性")
        seconds[-1] += perf_counter() - begun
        # A kept index is asked again, and then must be what the corpus is.
        store.apply(Changes([turn.segment], [turn]), load_names)
    return {"size": size, "edit_s": round(max(seconds), 3)}


def index_path(name: str) -> Path:
    """Where an engine's index is."""
    from django.conf import settings

    return Path(settings.DATA_DIR) / ("index" if name == "archive" else name)


def _engine(name: str) -> Any:
    from tests.bench.engines import ENGINES

    return ENGINES[name](index_path(name))


def main(what: str, *arguments: str) -> None:
    django.setup()
    from tests.bench.corpus import Corpus
    from tests.bench.database import fill

    if what == "fill":
        fill(Corpus(int(arguments[0])))
        result: object = {}
    elif what == "build":
        result = build(arguments[0], int(arguments[1]))
    elif what == "ask":
        result = ask(arguments[0], int(arguments[1]), int(arguments[2]))
    else:
        result = edit(int(arguments[0]))
    json.dump(result, sys.stdout)


if __name__ == "__main__":
    main(*sys.argv[1:])
