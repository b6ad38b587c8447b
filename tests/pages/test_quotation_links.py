"""What a link to quoted words leads to among a page's turns."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import RequestFactory

from archive.models import Paragraph
from archive.quotations.links import ResolvedQuotation, quotation_of, resolve_quotation
from archive.quotations.quoting import LIMIT
from archive.text import Mark
from archive.transcript import Transcript
from tests.sources.drafts import Draft, DraftTopic, DraftTurn

pytestmark = pytest.mark.django_db

# Twice the same words, with others before and after them.
TWICE = ["Yes. We built it. Then it snowed.", "No. We built it. Then it rained."]


@pytest.fixture
def draft(tmp_path: Path) -> Draft:
    turns = [
        DraftTurn("bob", list(TWICE)),
        DraftTurn("eve", ["They brought soup in iron pots.", "Nobody complained about the noise."]),
    ]
    loaded = Draft([DraftTopic("one", "One", turns)])
    loaded.load(tmp_path)
    return loaded


def follow(draft: Draft, **link: str) -> ResolvedQuotation:
    turns = Transcript(draft.stored()).turns
    found = resolve_quotation(RequestFactory().get("/", link), turns, draft.language)
    assert found is not None
    return found


def anchor_of(words: str) -> str:
    return Paragraph.objects.get(sentences__text__startswith=words).anchor_id


def places(found: ResolvedQuotation) -> dict[str, list[tuple[int, int]]]:
    return {anchor: [(m.start, m.end) for m in marks] for anchor, marks in found.marks.items()}


@pytest.mark.parametrize(
    ("around", "place"),
    [({"before": "Yes."}, 0), ({"before": "No."}, 1), ({"after": "Then it rained."}, 1)],
)
def test_it_tells_like_words_apart_by_what_stands_before_and_after(
    draft: Draft, around: dict[str, str], place: int
) -> None:
    anchors = [anchor_of("Yes."), anchor_of("No.")]
    # What stands around the words says more than the anchor, which they may have left.
    for at in ("", *anchors):
        found = follow(draft, quote="We built it.", at=at, **around)
        start = TWICE[place].index("We")
        assert places(found) == {anchors[place]: [(start, start + len("We built it."))]}
        assert not found.edited


@pytest.mark.parametrize("query", [{}, {"quote": ""}, {"quote": " \n"}, {"at": "p2222"}])
def test_an_address_without_words_quotes_nothing(rf: RequestFactory, query: dict[str, str]) -> None:
    assert quotation_of(rf.get("/", query)) is None


def test_it_takes_as_much_of_each_part_as_a_link_may_hold(rf: RequestFactory) -> None:
    names = {"quote": "exact", "until": "until", "before": "before", "after": "after"}
    for length in (LIMIT, LIMIT + 100):
        found = quotation_of(rf.get("/", dict.fromkeys(names, "x" * length)))
        assert {getattr(found, name) for name in names.values()} == {"x" * LIMIT}


def test_it_shows_what_stands_in_place_of_edited_words_in_whole_sentences(
    draft: Draft, tmp_path: Path
) -> None:
    at = anchor_of("No.")
    draft.topics[0].turns[0].paragraphs[1] = "No. We constructed it in winter. Then it rained."
    draft.load(tmp_path)
    found = follow(draft, quote="We assembled it in winter", at=at)
    assert (found.edited, found.anchor) == (True, at)
    assert [each.strip() for each in found.present] == ["We constructed it in winter."]
    ((start, end),) = places(found)[at]
    assert draft.topics[0].turns[0].paragraphs[1][start:end] == found.present[0]
    assert found.marks[at] == [Mark(start, end, attributes=(("class", "quotation"),))]


def test_a_turns_anchor_means_its_first_paragraph(draft: Draft) -> None:
    first = Paragraph.objects.get(anchor_id=anchor_of("They brought"))
    found = follow(draft, quote="Zebras.", at=first.segment.anchor_id)
    assert (found.edited, found.anchor) == (True, first.anchor_id)
    assert found.present == ("They brought soup in iron pots.",)


def test_the_anchor_of_a_paragraph_that_was_joined_means_the_joined_one(
    draft: Draft, tmp_path: Path
) -> None:
    first, second = anchor_of("They brought"), anchor_of("Nobody complained")
    turn = draft.topics[0].turns[1]
    turn.paragraphs = [" ".join(turn.paragraphs)]
    assert draft.load(tmp_path).replaced == [second]
    found = follow(draft, quote="Zebras.", at=second)
    assert (found.edited, found.anchor) == (True, first)


def test_the_anchor_of_a_turn_that_was_joined_means_the_joined_one(
    draft: Draft, tmp_path: Path
) -> None:
    turns = draft.topics[0].turns
    gone = Paragraph.objects.get(anchor_id=anchor_of("They brought")).segment.anchor_id
    turns[0].paragraphs += turns.pop(1).paragraphs
    draft.load(tmp_path)
    kept = Paragraph.objects.get(anchor_id=anchor_of("Yes.")).segment.anchor_id
    found = follow(draft, quote="Zebras.", at=gone)
    assert gone != kept
    assert (found.edited, found.anchor) == (True, anchor_of("Yes."))


def test_words_of_another_page_are_said_to_be_edited_but_nothing_is_shown_for_them(
    draft: Draft,
) -> None:
    found = follow(draft, quote="Zebras.", at="p2222")
    assert (found.edited, found.anchor, found.present, found.marks) == (True, "", (), {})
