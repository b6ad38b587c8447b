"""Search and replace: what would change, and that nothing else does."""

from __future__ import annotations

import pytest

from archive.editing import (
    ConflictError,
    RefusedError,
    Search,
    find,
    replace_words,
    set_texts,
    undo,
)
from archive.models import Interview
from tests.editing.desk import anchors, outline, paragraphs, state, texts, version


def chosen(interview, search):
    return {each.anchor: each.version for each in find(interview, search)}


def test_the_preview_shows_each_place(talk):
    search = Search("Yes", "No")
    found = list(find(talk, search))
    assert [each.pieces for each in found] == [("", "Yes", ".")] * 3
    assert [each.after for each in found] == ["No."] * 3
    assert [each.turn for each in found] == [anchors(talk)[at] for at in (2, 5, 7)]


@pytest.mark.parametrize(
    ("search", "count"),
    [
        (Search("yes"), 0),
        (Search("yes", any_case=True), 3),
        (Search("he", whole_words=True), 0),
        (Search("the", whole_words=True), 3),
        (Search(""), 0),
        (Search("."), 9),
    ],
)
def test_it_finds_what_is_asked_for(talk, search, count):
    assert sum(each.count for each in find(talk, search)) == count


def test_only_what_was_chosen_is_replaced_and_undone_at_once(talk, ann):
    search, before = Search("Yes", "Indeed"), state(talk)
    places = chosen(talk, search)
    first = next(iter(places))
    replace_words(ann, talk, search, {first: places[first]})
    assert texts(anchors(talk)[2])[0] == "Indeed."
    assert texts(anchors(talk)[5]) == ["Yes."]
    replace_words(ann, talk, search, chosen(talk, search))
    assert not list(find(talk, search))
    undo(ann, talk)
    undo(ann, talk)
    assert state(talk) == before


def test_a_place_that_was_changed_meanwhile_is_told(talk, ann, ben):
    search = Search("Yes", "No")
    places, turn = chosen(talk, search), anchors(talk)[2]
    set_texts(ben, turn, {paragraphs(turn)[0].anchor_id: "Yes, yes."}, version(turn))
    before = outline(talk)
    with pytest.raises(ConflictError):
        replace_words(ann, talk, search, places)
    assert outline(talk) == before


def test_a_paragraph_is_not_emptied(talk, ann):
    with pytest.raises(RefusedError):
        replace_words(ann, talk, Search("Yes."), chosen(talk, Search("Yes.")))


def test_no_tag_is_touched(talk, ann):
    Interview.objects.update(markup="html")
    turn = anchors(talk)[5]
    set_texts(ann, turn, {paragraphs(turn)[0].anchor_id: "<em>me</em> and em."}, version(turn))
    talk.refresh_from_db()
    search = Search("em", "EM")
    replace_words(ann, talk, search, chosen(talk, search))
    assert texts(turn) == ["<em>me</em> and EM."]
