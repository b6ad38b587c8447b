"""Whether the index's files are as they were written; what is not is set aside.

A checksum of each file is noted after every commit.  A file that was written since, by somebody who
was killed before noting it, is taken as it is: Whoosh publishes a generation by its table of
contents, which is written last.
"""

from __future__ import annotations

import json
import logging
import zlib
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

log = logging.getLogger(__name__)

CHECKSUMS = "checksums.json"
# Bytes read at a time.
BLOCK = 1 << 20
# By folder: the files (name, size, time of change) that this process found as they were noted.
_verified: dict[str, set[tuple[str, int, int]]] = {}


class DamagedError(Exception):
    """A file of the index is not as it was written; the text says which."""


def note_checksums(folder: Path) -> None:
    """Note the checksums of Whoosh's files in `folder`, of those that have none yet."""
    known = _noted(folder)
    found = {path.name: known.get(path.name) or _checksum(path) for path in _files(folder)}
    write_whole(folder / CHECKSUMS, json.dumps(found))


def write_whole(path: Path, text: str) -> None:
    """Let a file hold `text`, or what it held before."""
    aside = path.with_name(f"{path.name}.new")
    try:
        aside.write_text(text, encoding="utf-8")
        aside.replace(path)
    except OSError:
        with suppress(OSError):
            aside.unlink(missing_ok=True)
        raise


def verify(folder: Path) -> None:
    """Compare the files with what was noted, each once.  Raises `DamagedError`."""
    noted, before = _noted(folder), _verified.get(str(folder), set())
    # Those of files that are gone go with them.
    _verified[str(folder)] = {
        key for path in _files(folder) if (key := _verify_file(path, noted, before))
    }


def _verify_file(
    path: Path, noted: dict[str, int], before: set[tuple[str, int, int]]
) -> tuple[str, int, int] | None:
    """What a file is known by once it is as noted; None: a writer took it away meanwhile."""
    try:
        status = path.stat()
        key = (path.name, status.st_size, status.st_mtime_ns)
        is_new = key not in before
        if is_new and path.name in noted and noted[path.name] != _checksum(path):
            raise DamagedError(f"{path.name} is not as it was written")
    except FileNotFoundError:
        return None
    return key


def forget_checksums(folder: Path) -> None:
    """Forget what was noted: the files are written anew, some under the same names."""
    (folder / CHECKSUMS).unlink(missing_ok=True)


def set_aside(path: Path) -> None:
    """Move an index that can't be read out of the way, for whoever wants to know why."""
    if not path.exists():
        return
    aside = path.with_name(f"{path.name}-unreadable-{datetime.now(UTC):%Y%m%dT%H%M%S%f}")
    path.rename(aside)
    log.warning("The search index can't be read; it is set aside as %s and built anew.", aside.name)


def _files(folder: Path) -> list[Path]:
    return [path for path in folder.iterdir() if path.suffix in {".seg", ".toc"}]


def _noted(folder: Path) -> dict[str, int]:
    try:
        noted: dict[str, int] = json.loads((folder / CHECKSUMS).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return noted


def _checksum(path: Path) -> int:
    value = 0
    with path.open("rb") as file:
        while block := file.read(BLOCK):
            value = zlib.crc32(block, value)
    return value
