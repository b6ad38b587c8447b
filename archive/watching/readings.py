"""What rooms and applications have measured when the metrics are read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Reading:
    """A figure of the whole site; `name` goes behind `archive_`, `meaning` is a sentence."""

    name: str
    meaning: str
    read: Callable[[], float]


def measure(name: str, meaning: str, read: Callable[[], float]) -> None:
    """Let the metrics have what `read` returns; it should take a few milliseconds."""
    _readings[name] = Reading(name, meaning, read)


def readings() -> list[Reading]:
    """All of them."""
    return [*_readings.values()]


_readings: dict[str, Reading] = {}
