"""Files that are written whole, or not at all; a damaged one is an absent one.

An array's file is numpy's own (`.npy`), which is mapped, with a checksum behind it.
"""

from __future__ import annotations

import logging
import struct
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

log = logging.getLogger(__name__)

CHECKSUM = struct.Struct("<I")
# Bytes read at a time.
BLOCK = 1 << 20


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Another file to write to, which takes the place of `path` once all is written."""
    aside = path.with_name(f"{path.name}.new")
    try:
        yield aside
        aside.replace(path)
    except OSError:
        with suppress(OSError):
            aside.unlink(missing_ok=True)
        raise


def write_array(path: Path, array: npt.NDArray[Any]) -> None:
    """Let a file hold `array`, or what it held before."""
    with replacing(path) as aside:
        with aside.open("wb") as file:
            np.save(file, array, allow_pickle=False)
        checksum = _checksum(aside, aside.stat().st_size)
        with aside.open("ab") as file:
            file.write(CHECKSUM.pack(checksum))


def read_array(path: Path) -> npt.NDArray[Any] | None:
    """The array of a file, mapped; None: there is none, or it is damaged and now set aside."""
    try:
        if _is_whole(path):
            array: npt.NDArray[Any] = np.load(path, mmap_mode="r", allow_pickle=False)
            return array
        _set_aside(path)
    except FileNotFoundError:
        # A writer took it away meanwhile.
        return None
    except OSError as error:
        log.warning("Vectors can't be read: %s", error)
    return None


def _is_whole(path: Path) -> bool:
    size = path.stat().st_size - CHECKSUM.size
    if size <= 0:
        return False
    with path.open("rb") as file:
        file.seek(size)
        (noted,) = CHECKSUM.unpack(file.read(CHECKSUM.size))
    return bool(noted == _checksum(path, size))


def _checksum(path: Path, size: int) -> int:
    """The checksum of a file's first `size` bytes."""
    value = 0
    with path.open("rb") as file:
        while size > 0 and (block := file.read(min(BLOCK, size))):
            value = zlib.crc32(block, value)
            size -= len(block)
    return value


def _set_aside(path: Path) -> None:
    """Move a damaged file out of the way, for whoever wants to know why."""
    aside = path.with_name(f"{path.name}-unreadable-{datetime.now(UTC):%Y%m%dT%H%M%S%f}")
    path.rename(aside)
    log.warning("Vectors can't be read; they are set aside as %s and made anew.", aside.name)
