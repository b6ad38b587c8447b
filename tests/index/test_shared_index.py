"""The index that tests share is as it was built, whatever they did to it or read beside it."""

from __future__ import annotations

from archive.models import Interview, Segment, Term
from search.index.updating import build_if_stale, mark_stale, reindex
from search.query.catalogue import Catalogue
from search.query.knowledge import knowledge_of
from search.store import current_store
from tests.indexing import index_shipped_interview


def generation() -> int:
    return current_store().state()


def catalogue() -> Catalogue:
    return knowledge_of(current_store().vocabulary()).catalogue


def test_it_is_built_anew_only_after_a_write(indexed: Interview) -> None:
    built = generation()
    index_shipped_interview()
    assert generation() == built
    reindex([Segment.objects.all()[0].pk])
    written = generation()
    index_shipped_interview()
    assert generation() > written > built


def test_it_is_current_even_where_a_test_called_it_stale(indexed: Interview) -> None:
    mark_stale()
    index_shipped_interview()
    built: list[str] = []
    build_if_stale(built.append)
    assert built == []


def test_names_are_read_anew(indexed: Interview) -> None:
    Term.objects.all().delete()
    index_shipped_interview()
    assert catalogue().terms == {}
    Term.objects.create(slug="agi", label="AGI", kind="concept")
    index_shipped_interview()
    assert set(catalogue().terms) == {"agi"}
