"""Headings: moved, added, taken away, changed; turns keep their order and their addresses."""

from __future__ import annotations

import pytest
from django.test import Client

from archive.editing import (
    Heading,
    RefusedError,
    add_heading,
    lift_heading,
    move_boundary,
    rename_heading,
    undo,
)
from archive.models import Anchor, Topic
from tests.anchors.test_carrying_anchors import ids_of
from tests.editing.desk import anchors, outline, state


def sizes(interview) -> list[tuple[str, int]]:
    return [(title, len(turns)) for title, turns in outline(interview)]


@pytest.mark.parametrize(("at", "expected"), [(2, (2, 6)), (5, (5, 3))])
def test_a_heading_moves_up_and_down(talk, ann, client: Client, at, expected):
    order = anchors(talk)
    move_boundary(ann, talk, "neighbours", order[at])
    assert [size for _title, size in sizes(talk)] == list(expected)
    assert anchors(talk) == order
    moved = order[4 if at == 5 else 2]
    left = "neighbours" if at == 5 else "beginnings"
    assert Anchor.objects.get(code=moved).former_topics.get().slug == left
    # The page that was linked with it says where it is now.
    assert moved in ids_of(client, f"/interviews/draft/topics/{left}/")


@pytest.mark.parametrize(("topic", "at"), [("neighbours", 0), ("beginnings", 2), ("gone", 2)])
def test_a_heading_moves_no_further(talk, ann, topic, at):
    before = state(talk)
    with pytest.raises(RefusedError):
        move_boundary(ann, talk, topic, anchors(talk)[at])
    assert state(talk) == before


def test_a_new_heading_takes_the_turns_behind_it(talk, ann):
    order = anchors(talk)
    add_heading(ann, order[2], "  Solder and \n soup ")
    assert sizes(talk) == [("How it began", 2), ("Solder and soup", 2), ("The neighbours", 4)]
    assert anchors(talk) == order
    assert Topic.objects.get(title="Solder and soup").slug == "solder-and-soup"
    add_heading(ann, order[3], "Solder and soup")
    add_heading(ann, order[7], "隣人たち")
    slugs = [each.slug for each in talk.topics.all()]
    assert slugs == [
        "beginnings",
        "solder-and-soup",
        "solder-and-soup-2",
        "neighbours",
        "topic-5",
    ]


def test_before_the_first_turn_there_is_no_second_heading(talk, ann):
    with pytest.raises(RefusedError):
        add_heading(ann, anchors(talk)[4], "Again")
    Topic.objects.filter(slug="neighbours").update(title="")
    add_heading(ann, anchors(talk)[4], "Again")
    assert sizes(talk) == [("How it began", 4), ("Again", 4)]


@pytest.mark.parametrize("title", ["", " \n", "x" * 301])
def test_a_heading_has_words_that_fit(talk, ann, title):
    with pytest.raises(RefusedError):
        add_heading(ann, anchors(talk)[2], title)


def test_a_heading_taken_away_leaves_its_turns(talk, ann):
    order = anchors(talk)
    lift_heading(ann, talk, "neighbours")
    assert sizes(talk) == [("How it began", 8)]
    assert anchors(talk) == order
    lift_heading(ann, talk, "beginnings")
    assert sizes(talk) == [("", 8)]
    with pytest.raises(RefusedError):
        lift_heading(ann, talk, "beginnings")
    undo(ann, talk)
    undo(ann, talk)
    assert sizes(talk) == [("How it began", 4), ("The neighbours", 4)]


def test_parts_stay_under_the_topic_before_them(talk, ann):
    order = anchors(talk)
    add_heading(ann, order[2], "Part", is_part=True)
    part, whole = Topic.objects.get(title="Part"), Topic.objects.get(slug="beginnings")
    assert part.parent == whole
    add_heading(ann, order[1], "New")
    part.refresh_from_db()
    assert part.parent == Topic.objects.get(title="New")
    lift_heading(ann, talk, "new")
    part.refresh_from_db()
    assert part.parent == whole


def test_a_heading_says_something_else(talk, ann):
    heading = Heading("The people next door", "Who they were.", "soup\r\nshares")
    rename_heading(ann, talk, "neighbours", heading)
    topic = Topic.objects.get(slug="neighbours")
    assert (topic.title, topic.summary) == ("The people next door", "Who they were.")
    assert topic.keyword_list == ["soup", "shares"]


def test_the_first_heading_goes_in_every_language(talk, ann):
    topic = talk.topics.order_by("order")[0]
    Topic.objects.filter(pk=topic.pk).update(translations={"en": {"title": "Beginnings"}})
    lift_heading(ann, talk, topic.slug)
    assert Topic.objects.get(pk=topic.pk).translations == {}
    undo(ann, talk)
    assert Topic.objects.get(pk=topic.pk).translations == {"en": {"title": "Beginnings"}}
