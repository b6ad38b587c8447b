"""The index's files are read in place, as any file would be."""

from __future__ import annotations

import io
import os
import pickle
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from whoosh.fields import ID, Schema
from whoosh.index import create_in, open_dir

from search.store.whoosh.codec import Codec
from search.store.whoosh.mmap_storage import AHEAD, MappedFile, Window

CALLS = st.one_of(
    st.tuples(st.just("read"), st.integers(-1, 3 * AHEAD)),
    st.just(("readline",)),
    st.just(("tell",)),
    st.tuples(st.just("seek"), st.integers(0, 3 * AHEAD)),
)


@given(
    st.lists(st.binary(max_size=AHEAD) | st.just(b"\n"), max_size=6).map(b"".join),
    st.lists(CALLS, max_size=12),
)
def test_it_reads_as_a_file_in_memory_does(content: bytes, calls: list[tuple[str, int]]) -> None:
    window, file = Window(memoryview(content)), io.BytesIO(content)
    for name, *arguments in calls:
        assert getattr(window, name)(*arguments) == getattr(file, name)(*arguments)


@pytest.mark.parametrize("whence", [os.SEEK_SET, os.SEEK_CUR, os.SEEK_END])
def test_it_goes_to_where_a_file_goes(whence: int) -> None:
    window, file = Window(memoryview(b"0123456789")), io.BytesIO(b"0123456789")
    assert window.seek(4) == file.seek(4)
    assert window.seek(-3 if whence else 3, whence) == file.seek(-3 if whence else 3, whence)
    assert window.read(2) == file.read(2)


@given(st.lists(st.binary(max_size=3 * AHEAD) | st.integers(), max_size=5))
def test_it_holds_one_pickle_after_the_other(values: list[object]) -> None:
    window = Window(memoryview(b"".join(pickle.dumps(each, 2) for each in values)))
    assert [pickle.load(window) for _ in values] == values  # noqa: S301


def test_an_index_is_read_in_place(tmp_path: Path) -> None:
    writer = create_in(tmp_path, Schema(name=ID(stored=True))).writer(codec=Codec())
    writer.add_document(name="a")
    writer.commit()
    reader = open_dir(tmp_path).reader()
    assert isinstance(reader._terms._postfile, MappedFile)
    assert list(reader.postings("name", b"a").all_ids()) == [0]
