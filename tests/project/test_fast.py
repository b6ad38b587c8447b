"""`make test-fast` knows every room and its tests."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.fast import ALSO, ROOMS, TESTS, folders_of, paths_for
from tests.project.documents import BASE

# Of no room: the whole as readers and operators have it, and the project itself.
WHOLE = {"bench", "browser", "faults", "project", "relevance"}


def rooms() -> list[str]:
    folders = [path for top in ROOMS for path in (BASE / top).iterdir()]
    return sorted(
        path.relative_to(BASE).as_posix()
        for path in folders
        if path.is_dir() and path.name != "__pycache__"
    )


@pytest.mark.parametrize("room", rooms())
def test_it_knows_tests_of_every_room(room: str):
    assert folders_of(room)


def test_it_names_no_room_or_folder_that_is_gone():
    assert [place for place in ALSO if not (BASE / place).exists()] == []
    named = {name for names in ALSO.values() for name in names}
    assert [name for name in named if not (TESTS / name).is_dir()] == []


def test_every_folder_of_tests_is_some_rooms():
    reached = {Path(found).name for room in rooms() for found in folders_of(room)}
    assert {path.parent.name for path in TESTS.glob("*/test_*.py")} - reached == WHOLE - reached


@pytest.mark.parametrize(
    ("paths", "expected"),
    [
        ([], {"tests"}),
        (["archive/reports/views.py"], {"tests/reports"}),
        (["archive/text/sanitise.py", "tests/text/test_sanitising.py"], {"tests/text"}),
        (["tests/sources/drafts.py"], {"tests/sources"}),
        (["tests/models/test_constraints.py"], {"tests/models/test_constraints.py"}),
        (["README.md", "archive/reports/forms.py"], {"tests/project", "tests/reports"}),
        (["archive/reports/forms.py", "archive/settings.py"], {"tests"}),
        (["templates/base.html"], {"tests"}),
        (["tests/conftest.py"], {"tests"}),
        (["tests/models/test_gone.py"], {"tests"}),
    ],
)
def test_it_picks_the_tests_of_what_was_touched(paths: list[str], expected: set[str]):
    assert paths_for(paths) == expected
