"""Where the hits lie in the interviews that have the most of them."""

from __future__ import annotations

from collections.abc import Collection
from itertools import accumulate
from pathlib import Path

import pytest

from archive.models import Interview, Person, Segment
from archive.transcript import segment_plain
from search.engine import understand_query
from search.languages.folding import fold
from search.query.knowledge import knowledge_of
from search.store import Found, Page, current_store
from tests.indexing import build_index
from tests.sources.drafts import Draft, DraftTopic, DraftTurn

SOUP, SNOW = "They brought soup in great iron pots.", "It snowed."
# Speakers by turn and topic, with what they say; soup is spoken of in 1, 3, 2 and 0 turns.
INTERVIEWS = {
    "winter": [[("ada", SNOW), ("bob", SOUP)], [("ada", SNOW), ("bob", SNOW)]],
    "spring": [[("ada", SOUP), ("bob", SNOW)], [("ada", f"{SOUP} {SOUP}")], [("bob", SOUP)]],
    "summer": [[("ada", SNOW)], [("bob", SOUP), ("ada", SNOW), ("bob", SOUP)]],
    "autumn": [[("ada", SNOW), ("bob", SNOW)]],
}
COUNTED = ["spring", "summer", "winter"]


@pytest.fixture
def written(db: None, tmp_path: Path) -> None:
    for slug, topics in INTERVIEWS.items():
        parts = [
            DraftTopic(
                f"t{number}", f"Part {number}", [DraftTurn(who, [text]) for who, text in each]
            )
            for number, each in enumerate(topics)
        ]
        Draft(parts, slug=slug).load(tmp_path)
    build_index()


def ask(query: str, most: int, **filters: Collection[int]) -> Found:
    store = current_store()
    understood = understand_query(query, knowledge_of(store.vocabulary()))
    return store.search(
        understood, {k: frozenset(v) for k, v in filters.items()}, Page(hit_maps=most)
    )


def slugs(found: Found) -> list[str]:
    known = dict(Interview.objects.values_list("pk", "slug"))
    return [known[each.interview] for each in found.hit_maps]


def test_interviews_with_more_hits_come_first_and_those_without_not_at_all(written: None) -> None:
    for most in range(5):
        assert slugs(ask("soup", most)) == COUNTED[:most]


def test_it_says_where_each_turn_that_matches_lies_and_where_topics_end(written: None) -> None:
    for each in ask("soup", 3).hit_maps:
        segments = list(
            Segment.objects.filter(topic__interview=each.interview).order_by(
                "topic__order", "order"
            )
        )
        texts = [fold(segment_plain(segment)) for segment in segments]
        sizes = [len(text) / sum(map(len, texts)) for text in texts]
        starts = [0.0, *accumulate(sizes)]
        hits = [number for number, text in enumerate(texts) if "soup" in text]
        assert [mark.start for mark in each.marks] == pytest.approx([starts[n] for n in hits])
        assert [mark.width for mark in each.marks] == pytest.approx([sizes[n] for n in hits])
        assert [mark.fields["anchor"] for mark in each.marks] == [
            segments[n].anchor_id for n in hits
        ]
        begin = [n for n, segment in enumerate(segments) if n and segment.order == 0]
        assert list(each.borders) == pytest.approx([starts[n] for n in begin])


def test_a_hits_strength_is_its_score_beside_the_best_one_found(written: None) -> None:
    # Without those of the best turn's speaker there is another best one.
    for filters in (
        {},
        {"speaker": Person.objects.filter(slug="bob").values_list("pk", flat=True)},
    ):
        found = ask("soup", 5, **filters)
        best = found.hits[0].score
        scores = {hit.fields["anchor"]: hit.score / best for hit in found.hits}
        strengths = {
            mark.fields["anchor"]: mark.strength for each in found.hit_maps for mark in each.marks
        }
        assert strengths == pytest.approx(scores)
        assert max(strengths.values()) == 1


def test_hits_of_a_filter_alone_have_no_strength(written: None) -> None:
    found = ask("kind:answer", 5)
    assert len(found.hit_maps) == len(INTERVIEWS)
    assert {mark.strength for each in found.hit_maps for mark in each.marks} == {0.0}
