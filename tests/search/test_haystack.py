"""haystack's interface over this search, and the defects of its own Whoosh backend.

Each `check_…` holds for this archive's backend and fails for haystack's own over the same data.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
from django.conf import settings
from django.core.management import call_command
from haystack import connections
from haystack.inputs import AutoQuery
from haystack.query import SearchQuerySet
from whoosh.index import FileIndex

from archive.models import Interview, Segment
from search.store.whoosh import snapshots as searchers


@pytest.fixture
def stock(indexed: Interview, tmp_path: Path) -> Iterator[str]:
    """haystack's own backend over the same segments."""
    options: dict[str, Any] = {"INCLUDE_SPELLING": True, "PATH": str(tmp_path / "stock")}
    engine = "haystack.backends.whoosh_backend.WhooshEngine"
    settings.HAYSTACK_CONNECTIONS["stock"] = {"ENGINE": engine, **options}
    index = connections["stock"].get_unified_index().get_index(Segment)
    connections["stock"].get_backend().update(index, index.index_queryset())
    yield "stock"
    del settings.HAYSTACK_CONNECTIONS["stock"]


def found(query: SearchQuerySet) -> list[str]:
    return [result.anchor for result in query]


def check_one_character(using: str) -> None:
    assert SearchQuerySet(using=using).filter(content="脳").count() > 0


def check_slices(using: str) -> None:
    every = found(SearchQuerySet(using=using).all()[:])
    assert len(every) == Segment.objects.count()
    assert found(SearchQuerySet(using=using).all()[15:40]) == every[15:40]
    assert found(SearchQuerySet(using=using).all()[3:5]) == every[3:5]


def check_minus_beside_a_phrase(using: str) -> None:
    everything = found(SearchQuerySet(using=using).filter(content=AutoQuery("Claude")))
    without = found(SearchQuerySet(using=using).filter(content=AutoQuery('Claude -"雇用"')))
    assert everything
    assert 0 < len(without) < len(everything)


def check_value_with_a_space(using: str) -> None:
    alone = SearchQuerySet(using=using).filter(content="Claude").count()
    beside = SearchQuerySet(using=using).filter(content="Claude zzzzqqqq").count()
    assert beside == alone > 0


def check_highlight(using: str) -> None:
    results = SearchQuerySet(using=using).filter(content="Claude").highlight()
    assert all("<mark>" in result.highlighted["text"][0] for result in results)
    assert len(results) > 0


def check_spelling(using: str) -> None:
    query = SearchQuerySet(using=using).filter(content="規制緩話")
    assert query.spelling_suggestion("規制緩話") == "規制緩和"


def check_one_searcher(using: str) -> None:
    SearchQuerySet(using=using).filter(content="AI").count()
    with (
        mock.patch.object(FileIndex, "searcher", side_effect=AssertionError("opened")),
        mock.patch.object(searchers, "_open", side_effect=AssertionError("opened")),
    ):
        SearchQuerySet(using=using).filter(content="Anthropic").count()


def check_reserved_words(using: str) -> None:
    query = connections[using].get_query()
    assert query.clean("R&D AND NOT") == "R&D AND NOT"


CHECKS = [
    check_one_character,
    check_slices,
    check_minus_beside_a_phrase,
    check_value_with_a_space,
    check_highlight,
    check_spelling,
    check_one_searcher,
    check_reserved_words,
]


@pytest.mark.parametrize("check", CHECKS)
def test_it_does_better_than_stock_haystack(
    indexed: Interview, stock: str, check: Callable[[str], None]
) -> None:
    check("default")
    with pytest.raises((AssertionError, IndexError)):
        check(stock)


def test_it_filters_by_a_name_with_a_space(indexed: Interview) -> None:
    turns = SearchQuerySet().filter(speaker="John Micklethwait")
    assert turns.count() == Segment.objects.filter(speaker__slug="john-micklethwait").count()


def test_it_counts_facets(indexed: Interview) -> None:
    counts = SearchQuerySet().filter(content="AI").facet("speaker").facet_counts()
    speakers = dict(counts["fields"]["speaker"])
    assert set(speakers) == {"dario-amodei", "john-micklethwait"}
    total = SearchQuerySet().filter(content="AI").count()
    assert sum(speakers.values()) == total


def test_it_filters_orders_and_excludes(indexed: Interview) -> None:
    answers = SearchQuerySet().filter(content="AI", kind="answer")
    assert {result.kind for result in answers} == {"answer"}
    in_order = found(SearchQuerySet().filter(content="AI").order_by("order"))
    back = found(SearchQuerySet().filter(content="AI").order_by("-order"))
    assert in_order == back[::-1]
    others = SearchQuerySet().filter(content="AI").exclude(speaker="dario-amodei")
    assert {result.speaker for result in others} == {"john-micklethwait"}
    either = SearchQuerySet().filter(speaker__in=["dario-amodei", "john-micklethwait"])
    assert either.count() == Segment.objects.count()


def test_it_loads_the_records(indexed: Interview) -> None:
    result = SearchQuerySet().filter(content="雇用")[0]
    assert isinstance(result.object, Segment)
    assert result.object.anchor_id == result.anchor


def test_its_commands_work(indexed: Interview, capsys: pytest.CaptureFixture[str]) -> None:
    total = Segment.objects.count()
    call_command("clear_index", interactive=False, verbosity=0)
    assert SearchQuerySet().all().count() == 0
    call_command("update_index", verbosity=0)
    call_command("update_index", remove=True, verbosity=0)
    assert SearchQuerySet().all().count() == total
    call_command("haystack_info")
    assert "SegmentIndex" in capsys.readouterr().out


def test_it_finds_more_like_a_turn(indexed: Interview) -> None:
    segment = Segment.objects.filter(topic__slug="economy-and-jobs")[0]
    like = SearchQuerySet().more_like_this(segment)
    assert like.count() > 0
    assert segment.anchor_id not in found(like)
