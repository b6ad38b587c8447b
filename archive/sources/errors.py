"""What goes wrong with input, said to the person who can mend it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")
R = TypeVar("R")


class SeedError(Exception):
    """A mistake in a file under `seeds/`, with the file and the 1-based line where it stands."""

    def __init__(self, path: Path, line: int, reason: str) -> None:
        self.place = (str(path), line)
        super().__init__(f"{path}:{line}: {reason}")

    @property
    def mistakes(self) -> list[SeedError]:
        """The mistakes one by one."""
        return [self]


class CollectedSeedError(SeedError):
    """Several mistakes, each on a line of its own, in the order of the file."""

    def __init__(self, mistakes: Iterable[SeedError]) -> None:
        self._mistakes = sorted(mistakes, key=lambda each: each.place)
        self.place = self._mistakes[0].place
        Exception.__init__(self, "\n".join(dict.fromkeys(map(str, self._mistakes))))

    @property
    def mistakes(self) -> list[SeedError]:
        return self._mistakes


class FixtureError(Exception):
    """A fixture that can't be loaded, and why."""

    def __init__(self, path: Path, reason: object) -> None:
        super().__init__(f"{path.name} can't be loaded: {reason}")


def each_of(items: Iterable[T], read: Callable[[T], R]) -> list[R]:
    """Read every item.  Raises `CollectedSeedError` with the mistakes of all."""
    found, mistakes = [], []
    for item in items:
        try:
            found.append(read(item))
        except SeedError as error:
            mistakes += error.mistakes
    if mistakes:
        raise mistakes[0] if len(mistakes) == 1 else CollectedSeedError(mistakes)
    return found
