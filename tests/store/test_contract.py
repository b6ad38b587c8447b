"""What every store must do, held against answers worked out word by word (`tests.store.plain`)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from haystack import connections
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archive.models import Interview, Segment
from search.documents.analysis import SegmentText
from search.engine import FACETS, understand_query
from search.index.segments import load_names
from search.knowledge.names import Names
from search.languages.choosing import analyzer_for
from search.pages.related import telling_terms
from search.query.knowledge import Knowledge, knowledge_of
from search.query.nearness import Passage
from search.query.understand import Understood
from search.store import Changes, Found, NoIndexError, Page, Store
from search.store.protocol import ORDERS
from search.store.whoosh.store import WhooshStore
from tests.relevance.measures import load
from tests.store.dictionary import DictionaryStore

# A further engine is a line here.
STORES: dict[str, Callable[[Path], Store]] = {
    "whoosh": lambda folder: WhooshStore(str(folder)),
    "dictionary": lambda folder: DictionaryStore(),
}
JUDGED = Path(__file__).parents[1] / "relevance"
SETS = [load(JUDGED / name) for name in ("judged.yaml", "judged-held.yaml")]
QUERIES = [each.query for judged in SETS for each in judged]
MORE = [
    *("", "イン*", "-中国 AI", "kind:question", '"生活水準"', "AI OR 中国", "zzzz", "NOT AI"),
    *(
        "(雇用 失業) -kind:question",
        "中国 kind:question",
        "トラ* speaker:amodei",
        '"。"',
        "topic:3 AI",
    ),
]
SHARED = settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def segment_texts() -> Iterator[SegmentText]:
    """Every segment as a store takes it."""
    backend = connections["default"].get_backend()
    index = connections["default"].get_unified_index().get_index(Segment)
    texts: Iterator[SegmentText] = backend._texts(index, index.index_queryset())
    return texts


@pytest.fixture(params=STORES)
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Store:
    """A store to which nothing was written."""
    return STORES[request.param](tmp_path / "index")


@pytest.fixture
def store(empty: Store, indexed: Interview) -> Store:
    """A store with the shipped interview."""
    empty.rebuild(segment_texts(), load_names)
    return empty


@pytest.fixture
def plain(indexed: Interview) -> DictionaryStore:
    """The same in dictionaries."""
    made = DictionaryStore()
    made.rebuild(segment_texts(), load_names)
    return made


def knowledge(store: Store) -> Knowledge:
    return knowledge_of(store.vocabulary())


def assert_alike(found: Found, expected: Found) -> None:
    """Same turns in the same order but for ties, same scores, facets and lines."""
    assert found.total == expected.total
    scores = {hit.segment: hit.score for hit in expected.hits}
    lines = {hit.segment: hit.lines for hit in expected.hits}
    matched = {hit.segment: hit.matched for hit in expected.hits}
    assert {hit.segment for hit in found.hits} == scores.keys()
    assert list(found.segments) == [hit.segment for hit in found.hits]
    for hit, beside in zip(found.hits, expected.hits, strict=True):
        assert hit.score == pytest.approx(scores[hit.segment], rel=1e-4, abs=1e-6)
        assert hit.score == pytest.approx(beside.score, rel=1e-4, abs=1e-6)
        assert set(hit.lines) == set(lines[hit.segment])
        assert hit.matched == matched[hit.segment]
    assert found.facets == expected.facets
    assert found.coverage == pytest.approx(expected.coverage, rel=1e-4, abs=1e-6)


def check(store: Store, plain: DictionaryStore, query: str, page: Page) -> None:
    understood = understand_query(query, knowledge(store))
    other = understand_query(query, knowledge(plain))
    assert understood == other
    assert_alike(store.search(understood, {}, page), plain.search(other, {}, page))


def test_it_answers_the_judged_queries_as_they_must_be(
    store: Store, plain: DictionaryStore
) -> None:
    page = Page(paragraphs=1, facets=FACETS, matched=True)
    understood = [understand_query(query, knowledge(store)) for query in [*QUERIES, *MORE]]
    corrected = [understand_query(query, knowledge(plain)) for query in [*QUERIES, *MORE]]
    assert understood == corrected
    for each in understood:
        assert_alike(store.search(each, {}, page), plain.search(each, {}, page))


def words(plain: DictionaryStore) -> list[str]:
    return [*plain.vocabulary().terms("surface")[::7], "AI", "unemployment", "失業", "きせい"]


@pytest.mark.parametrize("order", ORDERS)
@SHARED
@given(data=st.data())
def test_it_answers_any_query_as_it_must_be(
    store: Store, plain: DictionaryStore, order: str, data: st.DataObject
) -> None:
    word = st.sampled_from(words(plain))
    leaf = word | word.map('"{}"'.format) | word.map("{}*".format) | st.just("kind:answer")
    part = leaf | leaf.map("-{}".format) | st.tuples(leaf, leaf).map("({0[0]} OR {0[1]})".format)
    query = " ".join(data.draw(st.lists(part, min_size=1, max_size=4)))
    check(store, plain, query, Page(paragraphs=1, order=order, facets=FACETS, matched=True))


def ask(store: Store, query: str, page: Page | None = None, **filters: str) -> Found:
    known = knowledge(store)
    numbers = {name: known.catalogue.resolve(name, value) for name, value in filters.items()}
    return store.search(understand_query(query, known), numbers, page or Page())


@pytest.mark.parametrize("filters", [{"kind": "answer"}, {"speaker": "amodei", "topic": "3"}])
def test_it_counts_under_a_filter_what_the_other_filters_leave(
    store: Store, plain: DictionaryStore, filters: dict[str, str]
) -> None:
    page = Page(paragraphs=1, facets=FACETS)
    assert_alike(ask(store, "AI", page, **filters), ask(plain, "AI", page, **filters))


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("query", ["zzzz", "zzzz kind:answer", "雇用", "雇用は何ですか？"])
def test_it_finds_the_turns_that_are_near_beside_those_with_words(
    store: Store, plain: DictionaryStore, query: str, order: str
) -> None:
    keys = [segment.pk for segment in Segment.objects.all()]
    near = {key: Passage(0.9 - place / 100, 0, 0, 5) for place, key in enumerate(keys[::5])}
    # A turn that is gone, and one that has no such paragraph.
    near |= {10**9: Passage(0.99, 0, 0, 5), keys[1]: Passage(0.95, 99, 0, 5)}
    understood = replace(understand_query(query, knowledge(store)), near=near)
    page = Page(paragraphs=2, order=order, facets=FACETS, matched=True)
    for filters in ({}, {"topic": knowledge(store).catalogue.resolve("topic", "3")}):
        found = store.search(understood, filters, page)
        assert_alike(found, plain.search(understood, filters, page))
    if query == "zzzz":
        found = store.search(understood, {}, Page(order=order))
        scores = {hit.segment: hit.score for hit in found.hits}
        assert scores == {key: pytest.approx(near[key].cosine) for key in keys[::5]}
        assert order != "relevance" or list(found.segments) == keys[::5]
        assert all(len(hit.lines) == 1 for hit in found.hits)


@pytest.mark.parametrize("query", ["雇用は何ですか？", "雇用 zzzz", "zzzz"])
def test_what_words_find_leans_on_what_is_near_and_nothing_more_is_found(
    store: Store, plain: DictionaryStore, query: str
) -> None:
    understood = understand_query(query, knowledge(store))
    page = Page(paragraphs=2, matched=True)
    before = store.search(understood, {}, page)
    keys = list(before.segments)
    near = {key: Passage(0.4 + place / 100, 0, 0, 5) for place, key in enumerate(keys[::2])}
    near |= {10**9: Passage(0.99, 0, 0, 5), keys[1] if keys else 0: Passage(0.95, 99, 0, 5)}
    leaning = replace(understood, leaning=near)
    found = store.search(leaning, {}, page)
    assert_alike(found, plain.search(leaning, {}, page))
    assert sorted(found.segments) == sorted(keys)
    assert len(keys) < 3 or list(found.segments) != keys


def test_a_page_is_a_part_of_all(store: Store) -> None:
    everything = [hit.segment for hit in ask(store, "AI").hits]
    parts = [ask(store, "AI", Page(start, start + 3)) for start in range(0, len(everything), 3)]
    assert [hit.segment for part in parts for hit in part.hits] == everything
    assert {part.total for part in parts} == {len(everything)}
    assert not ask(store, "AI", Page(len(everything), None)).hits


def test_it_tells_by_which_expansions_a_turn_was_found(store: Store) -> None:
    found = ask(store, "jobs", Page(matched=True))
    assert all(hit.matched for hit in found.hits)
    assert {"ja:雇用"} <= {each.term for hit in found.hits for each in hit.matched}
    assert not any(hit.matched for hit in ask(store, "jobs").hits)


def test_it_keeps_what_a_result_shows(store: Store, plain: DictionaryStore) -> None:
    keys = [segment.pk for segment in Segment.objects.all()]
    kept, expected = store.turns([*keys, 10**9]), plain.turns(keys)
    assert kept == expected
    for hit in ask(store, "AI").hits:
        assert hit.fields == kept[hit.segment].fields
        assert all(each in kept[hit.segment].paragraphs for each in hit.paragraphs)


def test_it_tells_where_terms_stand(store: Store, plain: DictionaryStore) -> None:
    for field, term in (("named", "china"), ("words", "ja:雇用"), ("named", "no-such-term")):
        places, expected = store.places(field, term), plain.places(field, term)
        assert list(places.segments) == list(expected.segments)
        assert list(places.interviews) == list(expected.interviews)
        assert list(places.starts) == pytest.approx(list(expected.starts))
        assert list(places.widths) == pytest.approx(list(expected.widths))
    some = ([("terms", "china")], ["ロケット", "生活水準", "zzz"])
    assert store.segments_with(*some) == plain.segments_with(*some) != set()
    assert store.segments_with([], []) == set()


def test_it_finds_the_same_turns_similar(store: Store, plain: DictionaryStore) -> None:
    names = knowledge(plain).catalogue.names
    for segment in Segment.objects.all()[:15]:
        texts = (
            each["folded"] for each in plain.vocabulary().rows if each["segment"] == segment.pk
        )
        terms = telling_terms(texts, analyzer_for("ja"), names)
        found = store.similar(terms, {segment.pk}, (), 6)
        expected = plain.similar(terms, {segment.pk}, (), 6)
        assert [each.score for each in found] == pytest.approx(
            [e.score for e in expected], rel=1e-3
        )
        assert [set(each.shared) for each in found] == [set(each.shared) for each in expected]


def test_its_vocabulary_is_the_texts(store: Store, plain: DictionaryStore) -> None:
    ours, expected = store.vocabulary(), plain.vocabulary()
    for field in ("words", "surface", "sound", "title"):
        assert list(ours.terms(field)) == list(expected.terms(field))
    assert ours.sounds == expected.sounds
    assert list(ours.languages) == expected.languages == ["ja"]
    for term in expected.terms("words")[::11]:
        assert ours.count("words", term) == expected.count("words", term)
        assert ours.count_turns("words", term) == expected.count_turns("words", term)
    assert not ours.has("words", "zzz")
    assert ours.has("speaker", str(Segment.objects.all()[0].speaker_id))
    assert not ours.has("speaker", str(10**9))
    assert ours.has_together(["ja:雇用", "ja:失業"]) == expected.has_together(
        ["ja:雇用", "ja:失業"]
    )
    for text in ("規制緩話", "認知脳力", "雇用", "規制緩和"):
        assert ours.occurrences(text) == expected.occurrences(text)
        assert list(ours.near(text)) == list(expected.near(text))


def test_its_vocabulary_is_one_object_for_one_state(store: Store) -> None:
    before, number = store.vocabulary(), store.state()
    assert store.vocabulary() is before
    key = Segment.objects.all()[0].pk
    store.apply(Changes([key]), load_names)
    assert store.state() != number
    assert store.vocabulary() is not before


def test_changes_are_seen_at_once_and_what_was_found_stays_readable(store: Store) -> None:
    found = ask(store, "ロケット")
    segment = found.hits[0].segment
    texts = [each for each in segment_texts() if each.segment == segment]
    store.apply(Changes([segment]), load_names)
    assert ask(store, '"ロケット"').total == 0
    assert segment not in store.turns([segment])
    # Read after the change: it is of the state that was searched.
    assert found.segments[0] == segment
    assert "ロケット" in found.hits[0].paragraphs[0].text
    store.apply(Changes([segment], texts), load_names)
    assert [hit.segment for hit in ask(store, '"ロケット"').hits] == [segment]


def test_what_there_was_answers_until_a_rebuild_is_whole(store: Store) -> None:
    seen = []

    def texts() -> Iterator[SegmentText]:
        for each in segment_texts():
            seen.append(ask(store, '"ロケット"').total)
            yield each

    store.rebuild(texts(), load_names)
    assert set(seen) == {1}


def test_a_failed_rebuild_changes_nothing(store: Store) -> None:
    def texts() -> Iterator[SegmentText]:
        yield next(segment_texts())
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        store.rebuild(texts(), load_names)
    assert ask(store, '"ロケット"').total == 1


def test_nothing_is_asked_of_a_store_without_an_index(empty: Store) -> None:
    assert empty.state() == 0
    assert empty.stamp() is None
    with pytest.raises(NoIndexError):
        empty.vocabulary()
    with pytest.raises(NoIndexError):
        empty.search(Understood((), {}, {}), {}, Page())  # type: ignore[arg-type]
    with pytest.raises(NoIndexError):
        empty.turns([1])
    with pytest.raises(NoIndexError):
        empty.apply(Changes([1]), lambda: Names({}))
    assert empty.state() == 0


def test_an_empty_index_finds_nothing(empty: Store, db: None) -> None:
    empty.rebuild((), lambda: Names({}))
    assert empty.state() != 0
    for query in ("AI", '"AI"', "", "-AI", "AI*", "kind:answer", "AIは何ですか？"):
        assert ask(empty, query, Page(facets=FACETS, hit_maps=3)).total == 0


def test_it_keeps_a_note_until_it_is_emptied(store: Store) -> None:
    store.note({"content": 3})
    assert store.stamp() == {"content": 3}
    store.clear()
    assert store.stamp() is None
    assert ask(store, "AI").total == 0
