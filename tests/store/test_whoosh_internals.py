"""What the store reads of Whoosh's inside is as it was read: see `tests.store.plain_whoosh`."""

from __future__ import annotations

import mmap
import struct
from io import BytesIO
from pathlib import Path
from pickle import loads
from typing import Any
from zlib import decompress

import pytest
from whoosh import formats
from whoosh.codec.whoosh3 import W3Codec
from whoosh.filedb.compound import CompoundStorage
from whoosh.filedb.structfile import BufferFile, StructFile
from whoosh.index import create_in, open_dir

from tests.store.plain_whoosh import BLOCK, BLOCKS, COUNT, READ_FROM, build, document, schema


@pytest.fixture
def leaf(tmp_path: Path) -> Any:
    """The reader of the one segment of an index."""
    build(tmp_path)
    ((reader, offset),) = open_dir(tmp_path).reader().leaf_readers()
    assert offset == 0
    return reader


def matcher(leaf: Any, term: bytes) -> Any:
    return leaf._terms.matcher("words", term, leaf.schema["words"].format)


# mmap_storage.py


def test_a_compound_file_is_a_memory_map_with_ranges(tmp_path: Path) -> None:
    build(tmp_path)
    (path,) = tmp_path.glob("*.seg")
    storage = CompoundStorage(open_dir(tmp_path).storage.open_file(path.name), use_mmap=True)
    assert isinstance(storage._source, mmap.mmap), (
        f"CompoundStorage has no memory map `_source` {READ_FROM}; mmap_storage.py reads from it."
    )
    name = next(each for each in storage.list() if each.endswith(".pst"))
    offset, length = storage.range(name)
    assert length == storage.file_length(name)
    assert storage._source[offset : offset + length] == storage.open_file(name).read(), (
        f"CompoundStorage.range no longer says (offset, length) {READ_FROM}; mmap_storage.py opens "
        "the files inside by it."
    )
    assert storage.is_closed is False, f"CompoundStorage has no `is_closed` {READ_FROM}."


def test_a_buffer_file_reads_from_its_buffer_and_its_file() -> None:
    class File(BufferFile):  # type: ignore[misc]
        """Made as in mmap_storage.py."""

        def __init__(self, file: BytesIO, buffer: memoryview) -> None:
            StructFile.__init__(self, file, name="inside")
            self._buf = buffer

    content = struct.pack("!IIII", 1, 2, 3, 4)
    file = File(BytesIO(content), memoryview(content[::-1]))
    assert file.get(0, 4) == content[:-5:-1], (
        f"BufferFile.get no longer reads from `_buf` {READ_FROM}; mmap_storage.py sets that alone."
    )
    file = File(BytesIO(content), memoryview(content))
    assert list(file.get_array(0, "I", 4)) == [1, 2, 3, 4], (
        f"BufferFile.get_array no longer reads big-endian numbers through `get` {READ_FROM}."
    )
    file.seek(8)
    assert file.read_int() == 3, (
        f"StructFile no longer reads through the file that it is made of {READ_FROM}."
    )


def test_a_reader_opens_its_segments_compound_file_through_the_segment(tmp_path: Path) -> None:
    reader = build(tmp_path).reader()
    segment, storage = reader.segment(), open_dir(tmp_path).storage
    opened = segment.open_compound_file(storage)
    assert isinstance(opened, CompoundStorage), (
        f"A segment opens another kind of storage {READ_FROM}; mmap_storage.py opens its own there."
    )
    assert storage.file_exists(segment.make_filename(segment.COMPOUND_EXT)), (
        f"A segment's compound file has another name {READ_FROM}."
    )
    assert storage.supports_mmap is True, f"FileStorage has no `supports_mmap` {READ_FROM}."


# snapshot.py


def test_a_block_says_where_its_data_is(leaf: Any) -> None:
    found = matcher(leaf, b"often")
    numbers: list[int] = []
    weights: list[float] = []
    blocks = 0
    while found.is_active():
        data = found._postfile.get(found._dataoffset, found._nextoffset - found._dataoffset)
        assert found._compression == 0, (
            f"W3LeafMatcher has no level of compression in `_compression` {READ_FROM}."
        )
        deltas, block_weights, values = loads(data)  # noqa: S301
        assert values is None
        for delta in deltas:
            # The differences begin anew in each block.
            numbers.append(delta + (numbers[-1] if numbers and delta != deltas[0] else 0))
        weights += block_weights
        found._next_block()
        blocks += 1
    assert blocks == BLOCKS, f"W3LeafMatcher._next_block no longer goes on by a block {READ_FROM}."
    assert weights == [number + 1.0 for number in range(COUNT)], (
        f"A block's data is no longer a pickle of (differences, weights, values) {READ_FROM}; "
        "snapshot.py reads it from `_postfile`, from `_dataoffset` to `_nextoffset`."
    )


def test_the_differences_of_a_block_begin_with_its_first_document(leaf: Any) -> None:
    found = matcher(leaf, b"same")
    found._next_block()
    data = found._postfile.get(found._dataoffset, found._nextoffset - found._dataoffset)
    assert loads(data) == ((BLOCK, 1, 1, 1), 2.0, None), (  # noqa: S301
        f"A block's first document is no longer told from zero {READ_FROM}; snapshot.py sums up "
        "each block by itself."
    )


def test_a_compressed_block_is_zlibs(tmp_path: Path) -> None:
    build(tmp_path, compression=3)
    ((reader, _),) = open_dir(tmp_path).reader().leaf_readers()
    found = matcher(reader, b"one")
    data = found._postfile.get(found._dataoffset, found._nextoffset - found._dataoffset)
    assert found._compression == 3
    assert loads(decompress(data)) == ((0, 1, 1, 1), None, None), (  # noqa: S301
        f"Blocks are compressed otherwise than by zlib {READ_FROM}."
    )


def test_a_term_that_stands_once_has_a_block_too(leaf: Any) -> None:
    found = matcher(leaf, b"once")
    assert hasattr(found, "_nextoffset"), (
        f"A term that stands once is kept in the dictionary of terms {READ_FROM}: it was not, and "
        "only what snapshot.py reads of `_ids` and `_weights` can give it."
    )
    assert list(found.all_ids()) == [3]


def test_a_matcher_from_the_dictionary_of_terms_has_ids_and_weights() -> None:
    class Inlined:
        """What W3TermInfo is for a term that is kept there."""

        def is_inlined(self) -> bool:
            return True

        def inlined_postings(self) -> Any:
            return (3,), (5.0,), (b"",)

    found = W3Codec().postings_reader(None, Inlined(), formats.Existence())
    assert not hasattr(found, "_nextoffset")
    assert (list(found._ids), list(found._weights)) == ([3], [5.0]), (
        f"ListMatcher has other names for its documents and weights {READ_FROM}."
    )


def test_a_number_column_is_a_file_of_big_endian_numbers(leaf: Any) -> None:
    file, start, length = leaf._perdoc._get_column_file("place")
    data = bytes(file.get(start, length))
    numbers = [number for (number,) in struct.iter_unpack(">I", data)]
    assert numbers == [document(number)["place"] for number in range(COUNT - 1)], (
        f"W3PerDocReader._get_column_file no longer gives (file, start, length) of a column of "
        f"plain big-endian numbers, zeros at the end left out {READ_FROM}; snapshot.py reads it "
        "in one piece."
    )


def test_a_column_of_bytes_has_one_for_each_document(leaf: Any) -> None:
    column = leaf.column_reader("text")
    assert [bytes(each) for each in column] == [f"t{number}".encode() for number in range(COUNT)]
    assert bytes(column[3]) == b"t3"


def test_deleted_documents_are_told_by_number(tmp_path: Path) -> None:
    build(tmp_path)
    writer = open_dir(tmp_path).writer()
    writer.delete_by_term("id", "3")
    writer.commit(merge=False)
    ((reader, _),) = open_dir(tmp_path).reader().leaf_readers()
    assert list(reader._perdoc.deleted_docs()) == [3], (
        f"W3PerDocReader.deleted_docs no longer gives numbers of documents {READ_FROM}; "
        "snapshot.py leaves these out."
    )
    assert reader.doc_count_all() == COUNT


def test_segments_keep_their_names_and_say_where_they_begin(tmp_path: Path) -> None:
    first = build(tmp_path).reader()
    writer = open_dir(tmp_path).writer()
    writer.add_document(**document(1))
    writer.commit(merge=False)
    reader = open_dir(tmp_path).reader()
    leaves = list(reader.leaf_readers())
    assert [offset for _, offset in leaves] == [0, COUNT], (
        f"A reader's leaves no longer say where their documents begin {READ_FROM}."
    )
    assert leaves[0][0].segment().segment_id() == first.segment().segment_id(), (
        f"A segment that did not change has another name {READ_FROM}; snapshot.py keeps its arrays "
        "by its name."
    )
    assert len({each.segment().segment_id() for each, _ in leaves}) == len(leaves)
    assert (first.generation(), reader.generation()) == (1, 2)


def test_an_empty_index_has_a_leaf_without_a_segment(tmp_path: Path) -> None:
    create_in(tmp_path, schema())
    leaves = list(open_dir(tmp_path).reader().leaf_readers())
    assert [each.segment() for each, _ in leaves] == [None], (
        f"An empty index has other leaves {READ_FROM}; snapshot.py passes over one "
        "without a segment."
    )


# snapshots.py


def test_a_generations_number_is_in_the_name_of_its_table_of_contents(tmp_path: Path) -> None:
    create_in(tmp_path, schema())
    assert [each.name for each in tmp_path.glob("*.toc")] == ["_MAIN_0.toc"], (
        f"A table of contents is named otherwise {READ_FROM}; snapshots.py reads the newest "
        "generation from the name `_MAIN_N.toc`."
    )
    build(tmp_path)
    assert [each.name for each in tmp_path.glob("*.toc")] == ["_MAIN_1.toc"], (
        f"A commit leaves other tables of contents {READ_FROM}."
    )
    assert open_dir(tmp_path).reader().generation() == 1
