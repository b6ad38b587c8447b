"""Postings are kept once read, but not more of them than there is room for."""

from __future__ import annotations

import weakref

import pytest

from tests.conftest import Search

ROOM = 500


def test_it_keeps_the_postings_asked_for_last_as_far_as_there_is_room(
    search: Search, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("search.store.whoosh.snapshot.CACHED_POSTINGS", ROOM)
    snapshot = search("AI").knowledge.snapshot
    terms = snapshot.vocabulary("words")
    read = [weakref.ref(snapshot.postings("words", term)) for term in terms]
    kept = [postings for each in read if (postings := each())]
    assert 0 < sum(len(each.paragraphs) for each in kept) <= ROOM
    last = terms[-len(kept) :]
    assert all(
        snapshot.postings("words", term) is each for term, each in zip(last, kept, strict=True)
    )


def test_it_keeps_longer_what_is_asked_for_again(
    search: Search, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("search.store.whoosh.snapshot.CACHED_POSTINGS", ROOM)
    snapshot = search("AI").knowledge.snapshot
    first, *others = snapshot.vocabulary("words")
    postings = snapshot.postings("words", first)
    for term in others:
        snapshot.postings("words", term)
        assert snapshot.postings("words", first) is postings
