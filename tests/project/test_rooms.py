"""What each room says of itself is true, and the map of the rooms is current."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.project import map_rooms
from tests.project.rooms import PARTS, Room, read_rooms, top_modules

ROOMS = read_rooms()
NAMES = {room.name for room in ROOMS}
BY_NAME = pytest.mark.parametrize("room", ROOMS, ids=lambda room: room.name)


def _full(room: Room, name: str) -> str:
    """An allowed room's name with its application's."""
    return name if name in NAMES else f"{room.app}.{name}"


@BY_NAME
def test_a_room_says_what_goes_in_and_comes_out_and_what_it_may_import(room: Room) -> None:
    assert room.summary
    assert list(room.parts) == list(PARTS)
    assert all(room.parts.values())


@BY_NAME
def test_a_room_imports_only_what_it_says(room: Room) -> None:
    allowed = {_full(room, name) for name in room.allowed}
    assert allowed <= NAMES
    assert room.imports - allowed == set()


def test_the_map_is_current() -> None:
    assert map_rooms.main(["--check"]) == 0


def test_the_check_fails_where_the_map_is_not_current(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    page = tmp_path / "ROOMS.md"
    monkeypatch.setattr(map_rooms, "BASE", tmp_path)
    monkeypatch.setattr(map_rooms, "PAGE", page)
    assert map_rooms.main(["--check"]) == 1
    assert "make map" in capsys.readouterr().err
    assert map_rooms.main([]) == 0
    assert map_rooms.main(["--check"]) == 0
    page.write_text(page.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    assert map_rooms.main(["--check"]) == 1


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """An application of two rooms, one inside the other, and a module at its top."""
    files = {
        "archive/__init__.py": "",
        "archive/urls.py": '"""Addresses.\n\nOf all."""\n',
        "archive/low/__init__.py": (
            '"""Low.\n\nGoes in: words.\nComes out: more\n  words.\n'
            'May import: nothing.\n\nMore."""\n'
        ),
        "archive/low/deep/__init__.py": (
            '"""Deep."""\nfrom archive import low\nfrom archive.low.deep import own\n'
        ),
        "archive/low/deep/own.py": "import archive.urls\n",
        "archive/migrations/__init__.py": "",
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def test_it_reads_what_a_room_says_and_imports(house: Path) -> None:
    low, deep = read_rooms(house)
    assert low.parts == {"Goes in": "words", "Comes out": "more words", "May import": "nothing"}
    assert low.name == "archive.low"
    assert not low.allowed
    assert not low.imports
    assert deep.own_name == "low.deep"
    assert deep.parts == {}
    assert deep.imports == {"archive.low"}
    assert top_modules("archive", house) == [("urls.py", "Addresses.")]


def test_it_draws_a_room_in_its_application_with_what_it_builds_on(house: Path) -> None:
    drawn = map_rooms.diagram(read_rooms(house)).splitlines()
    frame = drawn.index('  subgraph archive["archive/"]')
    assert drawn[frame + 1 : frame + 3] == [
        '    archive_low["low"]',
        '    archive_low_deep["low.deep"]',
    ]
    assert "  archive_low --> archive_low_deep" in drawn


def test_it_leaves_out_arrows_that_others_imply() -> None:
    edges = [("a", "b"), ("b", "c"), ("c", "d"), ("a", "d"), ("a", "c"), ("x", "d")]
    assert map_rooms.telling(edges) == [("a", "b"), ("b", "c"), ("c", "d"), ("x", "d")]
