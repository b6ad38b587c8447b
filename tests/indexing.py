"""The search index of what the test's database holds."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings

from search.index import updating
from search.store import current_store
from search.store.whoosh import snapshots
from search.store.whoosh.snapshot import Snapshot
from search.store.whoosh.snapshots import current_snapshot
from search.store.whoosh.store import STAMP

File = tuple[str, int, int]
# The files of the index of the shipped interview, once there is one.
_shipped: set[File] = set()


def index_path() -> str:
    """The folder of the tests' index."""
    return str(settings.HAYSTACK_CONNECTIONS["default"]["PATH"])


def snapshot() -> Snapshot:
    """Its newest state."""
    return current_snapshot(index_path())


def forget() -> None:
    """Let the index, and what is read beside it, be read anew."""
    snapshots._vocabularies.clear()


def build_index() -> None:
    """Index everything anew, and note that the index is current."""
    updating.rebuild()


def index_shipped_interview() -> None:
    """Have the index of the shipped interview, as `build_index` makes it.

    It is built only where something was written to it since.  What is read beside it (names of
    the glossary, say) may have been read of another test's content, and is read anew.
    """
    path = index_path()
    if _shipped and _shipped == _files(Path(path)):
        forget()
        current_store().note(updating._present_stamp())
        return
    build_index()
    _shipped.clear()
    _shipped.update(_files(Path(path)))


def _files(folder: Path) -> set[File]:
    """The index's files; its stamp, which is no part of it, aside."""
    files = [path for path in folder.iterdir() if path.name != STAMP]
    return {(path.name, path.stat().st_ino, path.stat().st_mtime_ns) for path in files}
