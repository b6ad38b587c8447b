"""What the store replaces of Whoosh while writing is as it was: see `tests.store.plain_whoosh`."""

from __future__ import annotations

import inspect
from array import array
from io import BytesIO
from pathlib import Path
from typing import Any, ClassVar

import pytest
from whoosh import fields
from whoosh.codec.whoosh3 import W3Codec, W3PostingsWriter, W3Segment
from whoosh.filedb.filestore import RamStorage
from whoosh.filedb.structfile import StructFile
from whoosh.index import create_in, open_dir
from whoosh.writing import CLEAR

from tests.store.plain_whoosh import (
    BLOCK,
    BLOCKS,
    COUNT,
    READ_FROM,
    Weighed,
    build,
    document,
    schema,
)


def postings_writer(byteids: bool = False) -> Any:
    return W3PostingsWriter(StructFile(BytesIO()), 128, byteids, 0, 1)


# codec.py


def test_a_codec_knows_what_its_postings_are_written_with() -> None:
    codec = W3Codec(blocklimit=4096, compression=0)
    assert (codec._blocklimit, codec._compression, codec._inlinelimit) == (4096, 0, 1), (
        f"W3Codec has other names for its limits {READ_FROM}; codec.py hands them to its writer."
    )
    writer = codec.postings_writer(StructFile(BytesIO()))
    assert type(writer) is W3PostingsWriter, (
        f"W3Codec no longer makes its writers in `postings_writer` {READ_FROM}; codec.py puts its "
        "own in there."
    )
    parameters = list(inspect.signature(W3PostingsWriter).parameters)
    assert parameters == ["postfile", "blocklimit", "byteids", "compression", "inlinelimit"], (
        f"W3PostingsWriter takes other arguments {READ_FROM}; codec.py makes one."
    )


def test_a_codec_is_asked_for_a_new_segment() -> None:
    segment = W3Codec().new_segment(RamStorage(), "MAIN")
    assert type(segment) is W3Segment, (
        f"W3Codec.new_segment makes another kind of segment {READ_FROM}; the one in "
        "mmap_storage.py is made after W3Segment."
    )


def test_ids_of_a_block_are_differences_in_a_tuple() -> None:
    writer = postings_writer()
    writer._ids = array("I", [3, 5, 10])
    assert writer._mini_ids() == (3, 2, 5), (
        f"W3PostingsWriter._mini_ids gives something other than differences {READ_FROM}; codec.py "
        "packs them, snapshot.py sums them up."
    )
    writer = postings_writer(byteids=True)
    assert writer._byteids, f"W3PostingsWriter has no `_byteids` {READ_FROM}; codec.py asks for it."


@pytest.mark.parametrize(
    ("weights", "packed"),
    [([1.0, 1.0], None), ([2.0, 2.0], 2.0), ([1.0, 2.0], (1.0, 2.0))],
)
def test_weights_of_a_block_are_none_one_or_a_tuple(weights: list[float], packed: Any) -> None:
    writer = postings_writer()
    writer._weights = array("f", weights)
    assert writer._mini_weights() == packed, (
        f"W3PostingsWriter._mini_weights shortens weights otherwise {READ_FROM}: None where all "
        "are 1, one number where all are alike, else a tuple.  codec.py and snapshot.py take these."
    )


class NotingWriter(W3PostingsWriter):  # type: ignore[misc]
    """Notes what it is asked for."""

    asked: ClassVar[list[str]] = []

    def _mini_ids(self) -> Any:
        self.asked.append("ids")
        return super()._mini_ids()

    def _mini_weights(self) -> Any:
        self.asked.append("weights")
        return super()._mini_weights()


class NotingCodec(W3Codec):  # type: ignore[misc]
    """Makes such writers.  The index keeps it pickled: it can't be a test's own."""

    def postings_writer(self, dbfile: Any, byteids: bool = False) -> Any:
        """One of them, for blocks of a few postings."""
        return NotingWriter(dbfile, BLOCK, byteids, 0, 1)


def test_a_writer_asks_for_ids_and_weights_of_every_block(tmp_path: Path) -> None:
    NotingWriter.asked.clear()
    writer = create_in(tmp_path, fields.Schema(words=Weighed())).writer(codec=NotingCodec())
    for number in range(COUNT):
        writer.add_document(words={"often": number + 1.0})
    writer.commit()
    assert NotingWriter.asked == ["ids", "weights"] * BLOCKS, (
        f"Whoosh no longer packs a block by `_mini_ids` and `_mini_weights` {READ_FROM}: what "
        "codec.py does in these is not done."
    )


# writing.py and posting_pool.py


class Spy:
    """A pool that notes what it is asked for."""

    def __init__(self, pool: Any) -> None:
        self.pool = pool
        self.asked: set[str] = set()

    def __getattr__(self, name: str) -> Any:
        self.asked.add(name)
        return getattr(self.pool, name)


def test_a_writer_asks_of_its_pool_what_ours_has(tmp_path: Path) -> None:
    build(tmp_path)
    index = open_dir(tmp_path)
    for ending in ({"optimize": True}, {"mergetype": CLEAR}, None):
        writer = index.writer(timeout=1.0, delay=0.05, codec=W3Codec())
        writer.pool = spy = Spy(writer.pool)
        writer.add_document(**document(1))
        writer.cancel() if ending is None else writer.commit(**ending)
        assert spy.asked <= {"add", "iter_postings", "cleanup", "fieldnames"}, (
            f"SegmentWriter asks more of its `pool` {READ_FROM}; posting_pool.py has `add`, "
            "`iter_postings`, `cleanup` and `fieldnames`."
        )
        assert "add" in spy.asked, (
            f"SegmentWriter no longer gathers postings in its `pool` {READ_FROM}: what writing.py "
            "puts there is not used."
        )


class Listing(Spy):
    """A pool that notes its postings too."""

    def __init__(self, pool: Any) -> None:
        super().__init__(pool)
        self.postings: list[Any] = []

    def add(self, posting: Any) -> None:
        """Take a posting."""
        self.postings.append(posting)
        self.pool.add(posting)


def test_a_posting_is_field_term_document_weight_and_value(tmp_path: Path) -> None:
    writer = create_in(tmp_path, schema()).writer()
    writer.pool = pool = Listing(writer.pool)
    writer.add_document(words={"term": 3.0})
    writer.commit()
    assert pool.postings == [("words", b"term", 0, 3.0, b"")], (
        f"A posting has another shape {READ_FROM}; posting_pool.py takes (field, term, document, "
        "weight, value)."
    )


def test_a_writer_hands_all_postings_to_its_field_writer_at_once(tmp_path: Path) -> None:
    writer = create_in(tmp_path, schema()).writer()
    add_postings, calls = writer.fieldwriter.add_postings, []

    def add(schema: Any, lengths: Any, items: Any) -> None:
        calls.append(lengths)
        # None: lengths are looked for nowhere.
        add_postings(schema, None, items)

    writer.fieldwriter.add_postings = add
    writer.add_document(**document(1))
    writer.commit()
    assert len(calls) == 1, (
        f"SegmentWriter no longer calls its `fieldwriter.add_postings` once {READ_FROM}; "
        "writing.py puts another in its place."
    )
    assert calls[0] is not None, (
        f"SegmentWriter hands on no lengths any more {READ_FROM}: writing.py need not take "
        "them away."
    )
    assert list(open_dir(tmp_path).reader().lexicon("words")) == [b"often", b"one", b"same"]


def test_a_writers_schema_may_be_another_one(tmp_path: Path) -> None:
    build(tmp_path)
    writer = open_dir(tmp_path).writer()
    writer.schema = fields.Schema(other=fields.ID(stored=True))
    writer.add_document(other="x")
    writer.commit(mergetype=CLEAR)
    assert open_dir(tmp_path).schema.names() == ["other"], (
        f"SegmentWriter no longer writes its `schema` {READ_FROM}; writing.py sets it for a "
        "rebuild."
    )
