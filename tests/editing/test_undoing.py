"""Undo and redo: of one's own last edits, each of them whole, and never over somebody else's."""

from __future__ import annotations

from typing import Any

import pytest

from archive.editing import (
    Heading,
    Place,
    RefusedError,
    Says,
    add_heading,
    corrections,
    fold,
    insert,
    join,
    join_paragraphs,
    lift_heading,
    move_boundary,
    redo,
    rename_heading,
    set_texts,
    set_turn,
    split,
    stacks,
    undo,
    withdraw,
)
from archive.models import Edit, Person
from tests.editing.desk import (
    add_cue,
    add_note,
    anchors,
    editor_called,
    paragraphs,
    state,
    text,
    version,
)


def eve() -> Person:
    return Person.objects.get(slug="eve")


def text_edit(ann, talk):
    turn = anchors(talk)[1]
    set_texts(ann, turn, {paragraphs(turn)[0].anchor_id: "One. Two.\nThree."}, version(turn))


def split_edit(ann, talk):
    turn = anchors(talk)[1]
    split(ann, turn, Place(paragraphs(turn)[0].anchor_id, 1), version(turn))


def paragraphs_edit(ann, talk):
    turn = anchors(talk)[2]
    join_paragraphs(ann, turn, paragraphs(turn)[0].anchor_id, version(turn))


def turn_edit(ann, talk):
    turn = anchors(talk)[1]
    set_turn(ann, turn, Says((eve(), Person.objects.get(slug="ada"))), version(turn))


OPERATIONS = {
    "text": text_edit,
    "split": split_edit,
    "paragraphs": paragraphs_edit,
    "join": lambda ann, talk: join(ann, anchors(talk)[1], version(anchors(talk)[1])),
    "insert": lambda ann, talk: insert(
        ann, anchors(talk)[1], Says((eve(),), "remark"), "So.\nYes."
    ),
    "withdraw": lambda ann, talk: withdraw(ann, anchors(talk)[2], version(anchors(talk)[2])),
    "turn": turn_edit,
    "boundary": lambda ann, talk: move_boundary(ann, talk, "neighbours", anchors(talk)[2]),
    "heading": lambda ann, talk: add_heading(ann, anchors(talk)[6], "More"),
    "rename": lambda ann, talk: rename_heading(ann, talk, "neighbours", Heading("Next door")),
    "lift": lambda ann, talk: lift_heading(ann, talk, "neighbours"),
}


@pytest.mark.parametrize("name", OPERATIONS)
def test_an_edit_is_taken_back_whole_and_done_again(talk, name):
    ann = editor_called("ann", reason="For the test.")
    first = paragraphs(anchors(talk)[1])[0]
    add_note(first, "winter")
    add_cue(first, text(first), 4, words=[[0, 2, 4.0, 4.1], [28, 30, 4.5, 4.6]])
    before = state(talk)
    OPERATIONS[name](ann, talk)
    after = state(talk)
    assert after != before
    undo(ann, talk)
    assert state(talk) == before
    redo(ann, talk)
    assert state(talk) == after
    undo(ann, talk)
    assert state(talk) == before


def test_edits_are_taken_back_from_the_last_to_the_first(talk):
    ann = editor_called("ann", reason="For the test.")
    states = [state(talk)]
    for name in ("text", "split", "join", "heading", "withdraw", "rename", "lift"):
        OPERATIONS[name](ann, talk)
        states.append(state(talk))
    for expected in states[-2::-1]:
        undo(ann, talk)
        assert state(talk) == expected
    with pytest.raises(RefusedError):
        undo(ann, talk)
    for expected in states[1:]:
        redo(ann, talk)
        assert state(talk) == expected
    with pytest.raises(RefusedError):
        redo(ann, talk)


def test_a_new_edit_ends_what_can_be_done_again(talk, ann):
    OPERATIONS["text"](ann, talk)
    undo(ann, talk)
    OPERATIONS["rename"](ann, talk)
    done, undone = stacks(ann, talk)
    assert [each.operation for each in done] == ["rename"]
    assert not undone


def test_what_somebody_changed_later_is_not_taken_back_over(talk, ann, ben):
    OPERATIONS["text"](ann, talk)
    turn = anchors(talk)[1]
    set_texts(ben, turn, {paragraphs(turn)[0].anchor_id: "Ben's."}, version(turn))
    before = state(talk)
    with pytest.raises(RefusedError, match="later"):
        undo(ann, talk)
    assert state(talk) == before
    with pytest.raises(RefusedError, match="nothing"):
        undo(editor_called("carl"), talk)


def test_what_others_changed_elsewhere_stays(talk, ann, ben):
    OPERATIONS["insert"](ann, talk)
    OPERATIONS["rename"](ben, talk)
    insert(ben, anchors(talk)[6], Says((eve(),), "remark"), "Ben's turn.")
    undo(ann, talk)
    assert "Next door" in [each.title for each in talk.topics.all()]
    assert len(anchors(talk)) == 9


def test_words_put_into_a_new_turn_later_are_not_lost_with_it(talk, ann, ben):
    edit: Any = insert(ann, anchors(talk)[1], Says((eve(),), "remark"), "So.")
    code = paragraphs(edit.place)[0].anchor_id
    set_texts(ben, edit.place, {code: "So.\nBen's paragraph."}, version(edit.place))
    with pytest.raises(RefusedError):
        undo(ann, talk)


def test_an_anchor_that_was_given_out_leads_on_when_its_edit_is_taken_back(talk, ann, client):
    OPERATIONS["split"](ann, talk)
    new = anchors(talk)[2]
    code = paragraphs(new)[0].anchor_id
    undo(ann, talk)
    for each in (new, code):
        assert client.get(f"/t/{each}/", follow=True).status_code == 200
    redo(ann, talk)
    assert anchors(talk)[2] == new
    assert paragraphs(new)[0].anchor_id == code


def test_the_corrections_lead_from_the_first_texts_to_the_present_ones(talk):
    ann = editor_called("ann", reason="For the test.")

    def now():
        turns = anchors(talk)
        return {each.anchor_id: text(each) for turn in turns for each in paragraphs(turn)}

    first = now()
    for name, act in OPERATIONS.items():
        act(ann, talk)
        if name != "turn":
            undo(ann, talk)
            redo(ann, talk)
        assert fold(first, corrections(talk)) == now(), name
    assert Edit.objects.filter(operation="undo").count() == len(OPERATIONS) - 1
