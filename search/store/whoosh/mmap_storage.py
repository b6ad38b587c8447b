"""Whoosh's compound files read in place, out of a memory map.

Whoosh maps a segment's file too, but then copies each of the files inside: the whole index with
every new generation, in every process.  Here processes share the pages of the system's cache.
"""

from __future__ import annotations

import os
from typing import Any

from whoosh.codec.whoosh3 import W3Segment
from whoosh.filedb.compound import CompoundStorage
from whoosh.filedb.structfile import BufferFile, StructFile

# How far pickle may look ahead, in bytes: the longest of what Whoosh pickles beside its postings.
AHEAD = 512


class Window:
    """A file, open for reading, over a part of a memory map."""

    def __init__(self, buffer: memoryview) -> None:
        self._buffer = buffer
        self._place = 0

    def read(self, size: int = -1) -> bytes:
        """The next `size` bytes, fewer at the end; all that is left where it is negative."""
        end = self._place + size if size >= 0 else len(self._buffer)
        found = bytes(self._buffer[self._place : end])
        self._place += len(found)
        return found

    def peek(self, size: int = AHEAD) -> bytes:
        """Some of the next bytes, which stay to be read."""
        return bytes(self._buffer[self._place : self._place + min(size, AHEAD)])

    def readline(self) -> bytes:
        """The bytes up to the next line end."""
        line = b""
        while part := self.peek():
            end = part.find(b"\n") + 1
            line += self.read(end or len(part))
            if end:
                break
        return line

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        """Go to `offset`, as in any file."""
        start = {os.SEEK_SET: 0, os.SEEK_CUR: self._place, os.SEEK_END: len(self._buffer)}[whence]
        self._place = max(start + offset, 0)
        return self._place

    def tell(self) -> int:
        """The place of the next byte."""
        return self._place


class MappedFile(BufferFile):  # type: ignore[misc]
    """One of the files inside, with Whoosh's ways to read it."""

    def __init__(self, buffer: memoryview, name: str) -> None:
        # Not `BufferFile`'s own, which copies.
        StructFile.__init__(self, Window(buffer), name=name)
        self._buf = buffer


class MappedStorage(CompoundStorage):  # type: ignore[misc]
    """A compound file whose files are not copied."""

    def open_file(self, name: str, *args: Any, **kwargs: Any) -> Any:
        """The file of that name inside."""
        if self.is_closed or not self._source:
            return super().open_file(name, *args, **kwargs)
        offset, length = self.range(name)
        return MappedFile(memoryview(self._source)[offset : offset + length], name)


class MappedSegment(W3Segment):  # type: ignore[misc]
    """A segment of Whoosh's index that is read in place."""

    def open_compound_file(self, storage: Any) -> MappedStorage:
        """The storage of the segment's files."""
        file = storage.open_file(self.make_filename(self.COMPOUND_EXT))
        return MappedStorage(file, use_mmap=storage.supports_mmap)
