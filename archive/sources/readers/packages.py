"""Zip packages (.docx, .odt): what they hold, and that they don't grow beyond all bounds."""

from __future__ import annotations

import io
import zipfile

from archive.sources.readers.decoding import LARGEST
from archive.sources.readers.transcripts import Doubt, UnreadableError

# Unpacked, with pictures, a document may be as large as this.
UNPACKED = 8 * LARGEST


def names_in(data: bytes) -> frozenset[str]:
    """The names of a package's parts; none for what is no package."""
    if not data.startswith(b"PK"):
        return frozenset()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            return frozenset(package.namelist())
    except (zipfile.BadZipFile, ValueError, OSError):
        return frozenset()


def check_package(data: bytes) -> None:
    """Raise `UnreadableError` for a damaged package, or one that is too large unpacked."""
    if not names_in(data):
        raise _refused("the document is damaged: its package can't be opened")
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        size = sum(each.file_size for each in package.infolist())
        if any(each.flag_bits & 1 for each in package.infolist()):
            raise _refused("the document is protected by a password: save it without one")
    if size > UNPACKED:
        raise _refused(
            f"the document has {size >> 20} MB unpacked; at most {UNPACKED >> 20} are read"
        )


def _refused(reason: str) -> UnreadableError:
    return UnreadableError([Doubt(1, reason)])
