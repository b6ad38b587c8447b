"""The pages under load: gunicorn as `manage.py serve` starts it, asked by wrk.

Each page is compared with /hello/ in the same workers, asked in turns with it.  Of several rounds
the best counts of either: connections that are opened at one moment may all fall to one worker, and
stay with it for as long as the round lasts.
"""

from __future__ import annotations

import json
import re
import shutil
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from time import perf_counter
from typing import Any
from urllib.parse import quote

from tests.bench.runs import BASE
from tests.site.processes import environment

CONNECTIONS = (1, 8, 64)
ROUNDS, SECONDS = 5, 1
MIXED = 1000
SCRIPT = Path(__file__).parent / "load.lua"
FIXTURE = BASE / "fixtures" / "interview-ja.json"
QUERIES = 40_000
PAGES = ("home", "topic", "turn", "transcript", "search", "search.json", "304")
STEPS = len(PAGES) + 2
HEADERS = {"Accept-Encoding": "gzip"}


@dataclass
class Figures:
    """`page` rows; what was measured of the server, by name; the rest as sentences."""

    rows: list[dict[str, Any]] = field(default_factory=list)
    server: dict[str, float] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)


def measure(folder: Path, step: Callable[[str], object]) -> Figures:
    """Serve the shipped interview from `folder`, and ask for every page."""
    figures = Figures()
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    step("pages: first start")
    with serving(folder):
        pass
    begun = perf_counter()
    with serving(folder) as (address, process):
        figures.server["start_s"] = round(perf_counter() - begun, 1)
        figures.notes.append(f"Second start: serving after {figures.server['start_s']} s.")
        addresses = _addresses()
        step("pages: memory")
        figures.notes += _first(address, addresses)
        for requests, own in _memory(address, process, addresses):
            figures.server["memory_mb"] = max(own)
            sizes = ", ".join(map(str, own))
            figures.notes.append(
                f"Memory of a worker's own after {requests:,} requests: {sizes} MB."
            )
        if shutil.which("wrk") is None:
            figures.notes.append("wrk is not installed, so the pages' throughput is left out.")
            return figures
        for page in PAGES:
            step(f"pages: {page}")
            figures.rows += _page(folder, address, page, addresses[page])
    figures.server["import_s"] = round(_import_seconds(), 2)
    figures.notes.append(f"import archive.wsgi: {figures.server['import_s']} s.")
    return figures


@contextmanager
def serving(folder: Path) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """A running server: its address and process."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = str(probe.getsockname()[1])
    own = {"DJANGO_SETTINGS_MODULE": "tests.bench.settings"}
    process = subprocess.Popen(
        [sys.executable, "manage.py", "serve"],
        env=environment(folder, PORT=port) | own,
        cwd=BASE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stdout is not None
        found = (re.match(r"Serving (http://\S+?)/ ", line) for line in process.stdout)
        address = next((match[1] for match in found if match), "")
        if not address:
            raise SystemExit("The server doesn't start.")
        _get(address + "/hello/")
        yield address, process
    finally:
        process.terminate()
        process.wait(timeout=20)


def _addresses() -> dict[str, list[str]]:
    """The paths of each page; those of a search never twice."""
    records = json.loads(FIXTURE.read_text(encoding="utf-8"))
    by_model: dict[str, list[Any]] = {}
    for record in records:
        by_model.setdefault(record["model"].partition(".")[2], []).append(record["fields"])
    slug = by_model["interview"][0]["slug"]
    queries = [quote(query) for query in _queries(by_model["sentence"])]
    return {
        "home": ["/"],
        "topic": [f"/interviews/{slug}/topics/{by_model['topic'][0]['slug']}/"],
        "turn": [f"/t/{_code(by_model['segment'][1]['anchor'])}/"],
        "transcript": [f"/interviews/{slug}/transcript/"],
        "search": [f"/search/?q={query}" for query in queries[: QUERIES // 2]],
        "search.json": [f"/search.json?q={query}" for query in queries[QUERIES // 2 :]],
        "304": [f"/interviews/{slug}/transcript/"],
    }


def _code(anchor: Any) -> str:
    return str(anchor[0] if isinstance(anchor, list) else anchor)


def _queries(sentences: list[dict[str, Any]]) -> list[str]:
    """Words of the texts, by twos: runs of kanji, katakana or Latin letters."""
    pattern = re.compile(r"[\u4e00-\u9fff]{2,4}|[\u30a1-\u30fc]{3,}|[A-Za-z]{3,}")
    words = [word for each in sentences for word in pattern.findall(each["text"])]
    random = Random(1)
    found: dict[str, None] = {}
    while len(found) < QUERIES:
        found[" ".join(random.sample(words, random.randint(2, 3)))] = None
    return list(found)


def _get(url: str, headers: dict[str, str] | None = None) -> Any:
    request = urllib.request.Request(url, headers=HEADERS | (headers or {}))
    with urllib.request.urlopen(request, timeout=30) as response:
        response.read()
        return response.headers


def _first(address: str, addresses: dict[str, list[str]]) -> Iterator[str]:
    """How long the first request of a page takes beside ten warm ones."""
    for page, path in (("topic", addresses["topic"][0]), ("search", addresses["search"][0])):
        begun = perf_counter()
        _get(address + path)
        first = perf_counter() - begun
        begun = perf_counter()
        for number in range(10):
            _get(address + (addresses[page][number + 1] if page == "search" else path))
        ten = perf_counter() - begun
        yield f"First {page} after the start: {first * 1000:.0f} ms; ten more: {ten * 1000:.0f} ms."


def _memory(
    address: str, process: subprocess.Popen[str], addresses: dict[str, list[str]]
) -> Iterator[tuple[int, list[int]]]:
    """After so many requests, the memory of each worker's own in MB."""
    mixed = [path for page in PAGES for path in addresses[page][100:300] or addresses[page] * 40]
    random = Random(2)
    for requests in (MIXED, 2 * MIXED):
        for path in random.choices(mixed, k=MIXED):
            _get(address + path)
        yield requests, [round(each) for each in _unshared(process.pid)]


def _unshared(master: int) -> list[float]:
    """The private memory of each of a process's children, in MB."""
    children = Path(f"/proc/{master}/task/{master}/children").read_text().split()
    sizes = []
    for child in children:
        lines = Path(f"/proc/{child}/smaps_rollup").read_text().splitlines()
        private = (line.split()[1] for line in lines if line.startswith("Private_"))
        sizes.append(sum(map(int, private)) / 1024)
    return sizes


def _page(folder: Path, address: str, page: str, paths: list[str]) -> Iterator[dict[str, Any]]:
    """A row for each number of connections."""
    headers = dict(HEADERS)
    if page == "304":
        headers["If-None-Match"] = _get(address + paths[0])["ETag"]
    if len(paths) == 1:
        _get(address + paths[0])
    start = 300
    for connections in CONNECTIONS:
        greeted, found = [], []
        for _ in range(ROUNDS):
            greeted.append(_wrk(folder, address, ["/hello/"], connections, HEADERS, 0))
            found.append(_wrk(folder, address, paths, connections, headers, start))
            start += found[-1]["requests"] + connections
        best = max(found, key=_rate)
        yield {
            "page": page,
            "connections": connections,
            "rps": round(_rate(best), 1),
            "hello_rps": round(max(map(_rate, greeted)), 1),
            "p99_ms": round(best["p99_ms"], 2),
            "errors": sum(each["errors"] for each in found),
        }


def _rate(measured: dict[str, Any]) -> float:
    rate: float = measured["requests"] / measured["seconds"]
    return rate


def _wrk(
    folder: Path,
    address: str,
    paths: list[str],
    connections: int,
    headers: dict[str, str],
    start: int,
) -> dict[str, Any]:
    lines = folder / "paths.txt"
    lines.write_text("\n".join(paths) + "\n", encoding="ascii")
    arguments = ["wrk", "-t1", f"-c{connections}", f"-d{SECONDS}s", "-s", str(SCRIPT)]
    for name, value in headers.items():
        arguments += ["-H", f"{name}: {value}"]
    answer = subprocess.run(
        [*arguments, address, "--", str(lines), str(start)],
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    result: dict[str, Any] = json.loads(answer.stdout.splitlines()[-1])
    return result


def _import_seconds() -> float:
    """How long a fresh process takes to import the WSGI application."""
    code = "from time import perf_counter as t; a = t(); import archive.wsgi; print(t() - a)"
    answer = subprocess.run(
        [sys.executable, "-c", code], cwd=BASE, stdout=subprocess.PIPE, text=True, check=True
    )
    return float(answer.stdout)
