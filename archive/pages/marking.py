"""What stands around words of a turn on a page, from whoever has something to mark there.

An application registers a function that gets the request and the turns on the page, and gives
marks by paragraph anchor; the archive imports none of them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from django.http import HttpRequest

from archive.text import Mark
from archive.transcript import Turn

Marks = Mapping[str, Sequence[Mark]]
Marker = Callable[[HttpRequest, Sequence[Turn]], Marks]

_markers: list[Marker] = []


def register(marker: Marker) -> None:
    """Let `marker` mark words on pages with turns; what comes first stands around the rest."""
    if marker not in _markers:
        _markers.append(marker)


def marks_on(request: HttpRequest, turns: Sequence[Turn], *more: Marks) -> dict[str, list[Mark]]:
    """All marks by paragraph anchor, the markers' before `more`."""
    found: dict[str, list[Mark]] = {}
    for marks in (*(marker(request, turns) for marker in _markers), *more):
        for anchor, each in marks.items():
            found.setdefault(anchor, []).extend(each)
    return found
