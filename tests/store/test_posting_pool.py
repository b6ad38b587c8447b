"""What the index gathers of its documents is what Whoosh's own pool would."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from whoosh.filedb.filestore import RamStorage
from whoosh.writing import PostingPool

from search.store.whoosh.posting_pool import GatheredPostings, Posting

TERMS = st.tuples(st.sampled_from(["words", "sound"]), st.sampled_from([b"a", b"ab", b"b", b""]))


@given(st.lists(st.dictionaries(TERMS, st.sampled_from([0.5, 1.0, 3.0]))))
def test_it_hands_on_what_whooshs_pool_does(
    documents: list[dict[tuple[str, bytes], float]],
) -> None:
    gathered, pool = GatheredPostings(), PostingPool(RamStorage(), None)
    for number, document in enumerate(documents):
        for (field, term), weight in document.items():
            posting: Posting = (field, term, number, weight, b"")
            gathered.add(posting)
            pool.add(posting)
    assert list(gathered.iter_postings()) == list(pool.iter_postings())
    assert gathered.fieldnames == pool.fieldnames
    gathered.cleanup()
    assert not list(gathered.iter_postings())


@pytest.mark.parametrize("second", [3, 2])
def test_it_refuses_documents_out_of_order(second: int) -> None:
    gathered = GatheredPostings()
    gathered.add(("words", b"a", 3, 1.0, b""))
    with pytest.raises(ValueError, match=f"Document {second} comes after 3"):
        gathered.add(("words", b"a", second, 1.0, b""))
