"""Folders to work in, beside what is made: whatever ends the work, nothing half has a good name."""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from archive.backups.manifest import BackupError


@contextmanager
def folder_beside(path: Path, ending: str) -> Iterator[Path]:
    """An empty folder named like `path` with `ending`, for its owner alone; gone afterwards.

    What a killed process left in it is cleared.  Raises `BackupError` while another process works
    in it.
    """
    folder = path.with_name(path.name + ending)
    folder.mkdir(mode=0o700, exist_ok=True)
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise BackupError(f"Another process is at work in {folder}.") from None
        for left in folder.iterdir():
            left.unlink()
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)
    finally:
        os.close(descriptor)


def settle(path: Path) -> None:
    """Wait until a file's content, or the names in a folder, are on the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
