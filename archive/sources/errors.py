"""What goes wrong with input, said to the person who can mend it."""

from __future__ import annotations

from pathlib import Path


class SeedError(Exception):
    """A mistake in a file under `seeds/`, with the file and the 1-based line where it stands."""

    def __init__(self, path: Path, line: int, reason: str) -> None:
        super().__init__(f"{path}:{line}: {reason}")


class FixtureError(Exception):
    """A fixture that can't be loaded, and why."""

    def __init__(self, path: Path, reason: object) -> None:
        super().__init__(f"{path.name} can't be loaded: {reason}")
