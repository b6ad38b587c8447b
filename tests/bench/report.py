"""The bench's figures as tables, ratios and a plot."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator
from html import escape
from typing import Any

Rows = list[dict[str, Any]]
# A ratio that grew by more than this got worse.
WORSE = 4 / 3
ENGINES = ("archive", "stock", "fts5-trigram", "fts5-tokens", "tantivy", "xapian")
PLAIN = ("one word", "two words", "exact phrase", "prefix", "question", "speaker filter", "facets")


def tables(report: dict[str, Rows]) -> str:
    """All figures as text."""
    parts = [
        *(_engine_table(size, report["engine"]) for size in _sizes(report["engine"])),
        _index_table(report),
        _page_table(report["page"]),
        "\n".join(report.get("notes", [])),  # type: ignore[arg-type]
    ]
    return "\n\n".join(part for part in parts if part)


def _sizes(rows: Rows) -> list[int]:
    return sorted({row["size"] for row in rows})


def _engine_table(size: int, rows: Rows) -> str:
    """Classes down, engines across: p50/p95/p99 in milliseconds, and how many were wrong."""
    cells: dict[str, dict[str, str]] = defaultdict(dict)
    for row in rows:
        if row["size"] == size:
            times = "/".join(f"{row[name]:.3g}" for name in ("p50_ms", "p95_ms", "p99_ms"))
            wrong = f" ({row['wrong']} wrong)" if row["wrong"] else ""
            cells[row["class"]][row["engine"]] = times + wrong
    engines = [name for name in ENGINES if any(name in found for found in cells.values())]
    head = ["", *engines]
    body = [[kind, *(found.get(name, "–") for name in engines)] for kind, found in cells.items()]
    return f"{size:,} turns: p50/p95/p99 in ms\n{_aligned([head, *body])}"


def _index_table(report: dict[str, Rows]) -> str:
    rows = report["index"]
    head = ["turns", "engine", "turns/s", "MB", "peak MB"]
    body = [
        [f"{row['size']:,}", row["engine"], *(f"{row[k]:,}" for k in INDEX_FIGURES)] for row in rows
    ]
    grown = [
        f"{name}: " + ", ".join(f"{label} n^{value:.2f}" for label, value in found.items())
        for name, found in exponents(report).items()
    ]
    growth = "\n\nGrowth with the number n of turns\n" + "\n".join(grown) if grown else ""
    return f"Building\n{_aligned([head, *body])}{growth}"


INDEX_FIGURES = ("turns_per_s", "mb", "peak_rss_mb")


def exponents(report: dict[str, Rows]) -> dict[str, dict[str, float]]:
    """With which power of the number of turns each engine's figures grow, by least squares."""
    found: dict[str, dict[str, float]] = {}
    for name in ENGINES:
        index = sorted((r["size"], r) for r in report["index"] if r["engine"] == name)
        if len(index) < 2:
            continue
        figures = {
            "build time": [(size, size / row["turns_per_s"]) for size, row in index],
            "index": [(size, row["mb"]) for size, row in index],
            "memory": [(size, row["peak_rss_mb"]) for size, row in index],
        }
        for kind in ("one word", "exact phrase"):
            points = [
                (row["size"], row["p95_ms"])
                for row in report["engine"]
                if (row["engine"], row["class"]) == (name, kind)
            ]
            if len(points) > 1:
                figures[f"p95 of {kind}"] = points
        found[name] = {label: slope(points) for label, points in figures.items()}
    return found


def slope(points: Iterable[tuple[float, float]]) -> float:
    """The slope of the line through points on doubly logarithmic paper."""
    logs = [(math.log(x), math.log(max(y, 1e-6))) for x, y in points]
    mx, my = (sum(axis) / len(logs) for axis in zip(*logs, strict=True))
    return float(sum((x - mx) * (y - my) for x, y in logs) / sum((x - mx) ** 2 for x, _ in logs))


def _page_table(rows: Rows) -> str:
    if not rows:
        return ""
    head = ["page", "connections", "requests/s", "of hello", "p99 ms", "errors"]
    body = [
        [
            row["page"],
            str(row["connections"]),
            f"{row['rps']:,.0f}",
            f"{row['rps'] / row['hello_rps']:.2f}",
            f"{row['p99_ms']:.1f}",
            str(row["errors"]),
        ]
        for row in rows
    ]
    return f"Pages, through gunicorn\n{_aligned([head, *body])}"


def _aligned(rows: list[list[str]]) -> str:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "\n".join(
        "  ".join(
            cell.ljust(width) if place < 1 else cell.rjust(width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    )


# Ratios


def ratios(report: dict[str, Rows]) -> dict[str, float]:
    """What doesn't depend on the machine's speed; smaller is better.

    Of each class our p95 over that of the better FTS5 in the same run, and of each page the hello
    view's throughput over its own.
    """
    found: dict[str, float] = {}
    for size in _sizes(report["engine"]):
        here = [row for row in report["engine"] if row["size"] == size]
        for row in here:
            if row["engine"] != "archive":
                continue
            kind = row["class"].removesuffix(", highlighted")
            theirs = [
                other["p95_ms"]
                for other in here
                if other["engine"].startswith("fts5") and other["class"] == kind
            ]
            if theirs:
                found[f"{size} turns, {row['class']}"] = round(row["p95_ms"] / min(theirs), 3)
    for row in report["page"]:
        name = f"{row['page']} at {row['connections']}"
        found[name] = round(row["hello_rps"] / max(row["rps"], 0.1), 3)
    return found


def worse(now: dict[str, float], then: dict[str, float]) -> Iterator[str]:
    """A line for each ratio that got worse by more than a third."""
    for name, ratio in now.items():
        if name in then and ratio > then[name] * WORSE:
            yield f"{name}: {ratio:.2f}, recorded {then[name]:.2f}"


# Plot

COLOURS = {
    "archive": "#c2410c",
    "stock": "#6b7280",
    "fts5-trigram": "#1d4ed8",
    "fts5-tokens": "#0e7490",
    "tantivy": "#15803d",
    "xapian": "#7e22ce",
}
DASHES = {"archive": "", "stock": "2 3", "fts5-trigram": "7 3", "fts5-tokens": "4 2"}
WIDTH, HEIGHT, LEFT, TOP, GAP = 250, 190, 52, 42, 66


def plot(rows: Rows) -> str:
    """p95 over the number of turns, both logarithmic, a panel for each class, as SVG."""
    rows = [row for row in rows if row["class"] in PLAIN]
    kinds = [kind for kind in PLAIN if any(row["class"] == kind for row in rows)]
    sizes = _sizes(rows)
    low = math.floor(math.log10(min(row["p95_ms"] for row in rows)))
    high = math.ceil(math.log10(max(row["p95_ms"] for row in rows)))
    across = 3
    width = LEFT + across * (WIDTH + GAP)
    height = TOP + -(-len(kinds) // across) * (HEIGHT + GAP) + 20
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img">',
        '<g font-family="sans-serif" font-size="12">',
        "<title>p95 of each engine over the number of turns, by class of query</title>",
        f'<rect width="{width}" height="{height}" fill="#fff"/>',
        *_legend([name for name in ENGINES if any(row["engine"] == name for row in rows)]),
    ]
    for place, kind in enumerate(kinds):
        x = LEFT + place % across * (WIDTH + GAP)
        y = TOP + place // across * (HEIGHT + GAP) + 16
        parts.append(f'<g transform="translate({x} {y})">')
        parts += _panel(kind, [row for row in rows if row["class"] == kind], sizes, (low, high))
        parts.append("</g>")
    return "\n".join([*parts, "</g></svg>", ""])


def _legend(names: list[str]) -> Iterator[str]:
    for place, name in enumerate(names):
        x = LEFT + place * 140
        dash = f' stroke-dasharray="{DASHES[name]}"' if DASHES.get(name) else ""
        line = f'<path d="M{x} 18h26" stroke="{COLOURS[name]}" stroke-width="2.5"{dash}/>'
        yield f'{line}<text x="{x + 32}" y="22">{name}</text>'


def _panel(kind: str, rows: Rows, sizes: list[int], decades: tuple[int, int]) -> Iterator[str]:
    low, high = decades
    first, last = math.log10(sizes[0]), math.log10(sizes[-1])

    def place(size: float, value: float) -> tuple[float, float]:
        x = (math.log10(size) - first) / ((last - first) or 1) * WIDTH
        return x, HEIGHT - (math.log10(value) - low) / (high - low) * HEIGHT

    yield f'<text y="-8" font-weight="bold">{escape(kind)}</text>'
    for decade in range(low, high + 1):
        _, y = place(sizes[0], 10**decade)
        yield f'<path d="M0 {y:.1f}h{WIDTH}" stroke="#d1d5db"/>'
        yield f'<text x="-6" y="{y + 4:.1f}" text-anchor="end">{10.0**decade:g} ms</text>'
    for size in sizes:
        x, _ = place(size, 1)
        yield f'<text x="{x:.1f}" y="{HEIGHT + 17}" text-anchor="middle">{size:,}</text>'
    for name in ENGINES:
        points = sorted((row["size"], row["p95_ms"]) for row in rows if row["engine"] == name)
        if points:
            yield from _line(name, [place(*point) for point in points])


def _line(name: str, points: list[tuple[float, float]]) -> Iterator[str]:
    path = "L".join(f"{x:.1f} {y:.1f}" for x, y in points)
    dash = f' stroke-dasharray="{DASHES[name]}"' if DASHES.get(name) else ""
    style = f'fill="none" stroke="{COLOURS[name]}" stroke-width="2.5"{dash}'
    yield f'<path d="M{path}" {style}/>'
    for x, y in points:
        yield f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{COLOURS[name]}"/>'
