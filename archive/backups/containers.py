"""A backup's file: a zip whose every member is checked against the manifest as it is read."""

from __future__ import annotations

import errno
import hashlib
import lzma
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import IO

from archive.backups.manifest import (
    DATABASE,
    MANIFEST,
    SECRET_KEY,
    BackupError,
    Manifest,
    Member,
    read_manifest,
)

CHUNK = 1 << 20
MOST_MANIFEST = 1 << 20
MEMBERS = {DATABASE, SECRET_KEY}
# What a damaged zip, or a file that is none, makes the standard library raise.
DAMAGES = (
    # A flipped byte may name another method of compression, each with errors of its own.
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError, OSError, ValueError),
    *(EOFError, NotImplementedError, RuntimeError),
    *(ValueError, KeyError, TypeError, AttributeError, OverflowError, OSError),
)


def write_members(container: zipfile.ZipFile, sources: Mapping[str, Path]) -> dict[str, Member]:
    """Put files into an open zip under these names; return what the manifest says of them."""
    members = {}
    for name, path in sources.items():
        with path.open("rb") as source, container.open(name, "w", force_zip64=True) as target:
            members[name] = _copy(source, target)
    return members


def _copy(source: IO[bytes], target: IO[bytes], most: int | None = None) -> Member:
    """Copy all, but no more than a chunk beyond `most` bytes."""
    digest, size = hashlib.sha256(), 0
    while (most is None or size <= most) and (chunk := source.read(CHUNK)):
        target.write(chunk)
        digest.update(chunk)
        size += len(chunk)
    return Member(size, digest.hexdigest())


def take_out(file: Path, folder: Path) -> Manifest:
    """Take every member of a backup out into `folder`, and return the backup's manifest.

    Raises `BackupError` where the file isn't whole, `OSError` where it can't be read or the
    members can't be written.
    """
    try:
        with zipfile.ZipFile(file) as container:
            manifest = _manifest(container)
            for name, member in manifest.members.items():
                _take_out_one(container, name, member, folder)
    except DAMAGES as error:
        # Of the system's errors one is damage; a decompressor's have no number.
        if isinstance(error, OSError) and error.errno not in {None, errno.EINVAL}:
            raise
        raise BackupError(f"{file} is damaged, or is no backup of this archive.") from None
    return manifest


def _manifest(container: zipfile.ZipFile) -> Manifest:
    """The manifest of an open zip that holds what it says and nothing else."""
    if container.getinfo(MANIFEST).file_size > MOST_MANIFEST:
        raise ValueError(MANIFEST)
    manifest = read_manifest(container.read(MANIFEST))
    names = container.namelist()
    if sorted(names) != sorted([MANIFEST, *manifest.members]):
        raise ValueError(names)
    if DATABASE not in names or not MEMBERS.issuperset(manifest.members):
        raise ValueError(names)
    return manifest


def _take_out_one(container: zipfile.ZipFile, name: str, member: Member, folder: Path) -> None:
    with container.open(name) as source, (folder / name).open("wb") as target:
        if _copy(source, target, member.size) != member:
            raise ValueError(name)
