"""Postings are kept once read, but not more of them than there is room for."""

from __future__ import annotations

import weakref

import pytest

from archive.models import Interview
from tests.indexing import snapshot as fresh_snapshot

ROOM = 500


def test_it_keeps_the_postings_asked_for_last_as_far_as_there_is_room(
    indexed: Interview, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("search.store.whoosh.snapshot.CACHED_POSTINGS", ROOM)
    snapshot = fresh_snapshot()
    terms = snapshot.lexicon("words")
    read = [weakref.ref(snapshot.postings("words", term)) for term in terms]
    kept = [postings for each in read if (postings := each())]
    assert 0 < sum(len(each.paragraphs) for each in kept) <= ROOM
    last = terms[-len(kept) :]
    assert all(
        snapshot.postings("words", term) is each for term, each in zip(last, kept, strict=True)
    )


def test_it_keeps_longer_what_is_asked_for_again(
    indexed: Interview, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("search.store.whoosh.snapshot.CACHED_POSTINGS", ROOM)
    snapshot = fresh_snapshot()
    first, *others = snapshot.lexicon("words")
    postings = snapshot.postings("words", first)
    for term in others:
        snapshot.postings("words", term)
        assert snapshot.postings("words", first) is postings
