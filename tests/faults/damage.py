"""Damaged indexes: eleven kinds, under a site that is served and before one is."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tests.faults.holding import DATABASE, expect_agreement, expect_quiet, expect_whole
from tests.faults.outcomes import FaultContext, Outcome
from tests.faults.served import Site, serving, until
from tests.faults.writers import Writers

WORDS = "ロケット"


def _put(path: Path, data: bytes | bytearray) -> None:
    """Put another file in a file's place: who has that one mapped has it still."""
    aside = path.with_name(f"{path.name}-aside")
    aside.write_bytes(data)
    aside.replace(path)


def cut(path: Path) -> None:
    """Half of a file."""
    _put(path, path.read_bytes()[: path.stat().st_size // 2])


def empty(path: Path) -> None:
    """Nothing of a file."""
    _put(path, b"")


def flip(path: Path) -> None:
    """A file with one byte that is another."""
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 0xFF
    _put(path, data)


def garbage(path: Path) -> None:
    """Something else in a file's place."""
    _put(path, b"\x80\x05garbage" * 40)


def missing(path: Path) -> None:
    """No file."""
    path.unlink()


def _each(kind: str, damage: Callable[[Path], None]) -> Callable[[Path], None]:
    def done(folder: Path) -> None:
        for path in folder.glob(f"*.{kind}"):
            damage(path)

    return done


def _file_in_place(folder: Path) -> None:
    folder.rename(folder.with_name(f"index-moved-{len(list(folder.parent.iterdir()))}"))
    folder.write_text("no index")


DAMAGES: dict[str, Callable[[Path], None]] = {
    f"{kind} {damage.__name__}": _each(kind, damage)
    for kind in ("seg", "toc")
    for damage in (cut, empty, flip, garbage, missing)
} | {"a file in the folder's place": _file_in_place}


def damaged_index(fault: FaultContext) -> Outcome:
    """Damage the index of a site that is served; it serves on, and heals."""
    data_dir, log = fault.data_dir(), fault.folder / "log"
    with serving(data_dir, log) as site, Writers(data_dir, log) as writers:
        for number, (name, damage) in zip(
            fault.counted(len(DAMAGES)), DAMAGES.items(), strict=False
        ):
            damage(data_dir / "index")
            _expect_serving(fault, site, name)
            edited = writers.one("edit_own", number)
            fault.expect(edited.code == 0, f"{name}: a writer ended with {edited.code}")
            words = edited.told("done")[0][1]
            fault.expect(until(lambda: site.finds(words)), f"{name}: not healed")  # noqa: B023
        expect_agreement(fault, writers)
    expect_whole(fault, data_dir / DATABASE)
    expect_quiet(fault, log)
    aside = len(list(data_dir.glob("index-unreadable-*")))
    return fault.outcome(len(DAMAGES), f"{aside} set aside")


def _expect_serving(fault: FaultContext, site: Site, name: str) -> None:
    """Pages are there at once; searches are right, or asked to come again and soon right."""
    fault.expect(site.get("").status == 200, f"{name}: no pages")
    first = site.get("search.json?q=AI")
    fault.expect(first.status == 200 or first.is_later, f"{name}: {first.status}")
    fault.expect(until(lambda: site.finds(WORDS)), f"{name}: not found")


def damaged_before_the_start(fault: FaultContext) -> Outcome:
    """Damage the index of a site that is not served; it starts, with a whole one."""
    data_dir, log = fault.data_dir(), fault.folder / "log"
    kinds = list(DAMAGES.items())[:: 4 if fault.short else 1]
    for number in fault.counted(len(kinds)):
        name, damage = kinds[number]
        if not (data_dir / "index").is_dir():
            (data_dir / "index").unlink()
        damage(data_dir / "index")
        with serving(data_dir, log) as site:
            fault.expect(until(lambda: site.finds(WORDS)), f"{name}: not found")
    expect_quiet(fault, log)
    return fault.outcome(len(kinds))
