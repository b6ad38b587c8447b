"""Turns: split, joined, inserted, withdrawn, given to others; where their anchors lead."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from archive.editing import (
    ConflictError,
    Place,
    RefusedError,
    Says,
    insert,
    join,
    join_paragraphs,
    set_texts,
    set_turn,
    split,
    undo,
    withdraw,
)
from archive.models import Anchor, Exchange, Person, Segment
from tests.anchors.test_carrying_anchors import assert_words
from tests.editing.desk import (
    add_cue,
    add_note,
    anchors,
    editor_called,
    outline,
    paragraphs,
    texts,
    turns,
    version,
    words_of,
)
from tests.publishing.test_strangers import body


def person(slug: str) -> Person:
    return Person.objects.get(slug=slug)


def test_a_split_at_a_sentence_leaves_the_anchors_with_the_earlier_part(talk, ann):
    anchor = anchors(talk)[1]
    code = paragraphs(anchor)[0].anchor_id
    note = add_note(paragraphs(anchor)[0], "months")
    split(ann, anchor, Place(code, 1), version(anchor))
    new = anchors(talk)[2]
    assert texts(anchor) == ["In the winter of that year. "]
    assert texts(new) == ["It took us months."]
    assert paragraphs(anchor)[0].anchor_id == code
    assert Segment.objects.get(anchor=new).speaker == person("bob")
    assert words_of(note) == "months"
    assert anchors(talk)[3:] == anchors(talk)[3:]
    assert len(anchors(talk)) == 9


def test_a_split_at_a_paragraph_takes_its_anchor_along(talk, ann):
    anchor = anchors(talk)[2]
    second = paragraphs(anchor)[1].anchor_id
    says = Says((person("ada"),), "question")
    split(ann, anchor, Place(second, 0), version(anchor), says)
    new = anchors(talk)[3]
    assert [each.anchor_id for each in paragraphs(new)] == [second]
    turn = Segment.objects.get(anchor=new)
    assert (turn.speaker, turn.kind) == (person("ada"), "question")


def test_a_split_divides_the_times(talk, ann):
    anchor = anchors(talk)[1]
    Segment.objects.filter(anchor=anchor).update(
        start=timedelta(seconds=5), end=timedelta(seconds=20)
    )
    paragraph = paragraphs(anchor)[0]
    cue = add_cue(
        paragraph,
        "In the winter of that year. It took us months.",
        9,
        words=[[0, 2, 9.0, 9.5], [28, 30, 12.5, 12.8]],
    )
    split(ann, anchor, Place(paragraph.anchor_id, 1), version(anchor))
    first, second = turns(talk)[1:3]
    assert (first.start, first.end) == (timedelta(seconds=5), timedelta(seconds=12.5))
    assert (second.start, second.end) == (timedelta(seconds=12.5), timedelta(seconds=20))
    assert words_of(cue) == "In the winter of that year. "
    assert words_of(second.paragraphs.get().cues.get()) == "It took us months."


@pytest.mark.parametrize("sentence", [0, 2, -1])
def test_a_split_needs_words_on_both_sides(talk, ann, sentence):
    anchor = anchors(talk)[1]
    place = Place(paragraphs(anchor)[0].anchor_id, sentence)
    with pytest.raises(RefusedError):
        split(ann, anchor, place, version(anchor))
    assert len(anchors(talk)) == 8


def test_a_join_leads_the_second_anchor_to_the_first(talk, ann, client: Client):
    first, second = anchors(talk)[1:3]
    join(ann, first, version(first))
    assert texts(first) == [
        "In the winter of that year. It took us months.",
        "Yes.",
        "We soldered every night, in Bob's kitchen.",
    ]
    assert Anchor.objects.get(code=second).replaced_by_id == first
    assert_words(client, second, "We soldered every night")


def test_paragraphs_are_joined_with_a_space_between(talk, ann, client: Client):
    anchor = anchors(talk)[2]
    first, second = paragraphs(anchor)
    note = add_note(second, "Bob's kitchen")
    join_paragraphs(ann, anchor, first.anchor_id, version(anchor))
    assert texts(anchor) == ["Yes. We soldered every night, in Bob's kitchen."]
    assert words_of(note) == "Bob's kitchen"
    assert Anchor.objects.get(code=second.anchor_id).replaced_by_id == first.anchor_id
    assert_words(client, second.anchor_id, "We soldered every night")


def test_the_last_turn_under_a_heading_has_none_to_be_joined_with(talk, ann):
    anchor = anchors(talk)[3]
    with pytest.raises(RefusedError, match="heading"):
        join(ann, anchor, version(anchor))


@pytest.mark.parametrize("before", [True, False])
def test_an_inserted_turn_stands_where_it_was_put(talk, ann, before):
    at = anchors(talk)
    says = Says((person("eve"),), "remark")
    edit: Any = insert(ann, at[1], says, "So it was.\n\nIndeed.", before=before)
    now = anchors(talk)
    assert now[1 + (not before)] == edit.place
    assert texts(edit.place) == ["So it was.", "Indeed."]
    assert [each for each in now if each != edit.place] == at


def test_an_inserted_question_begins_an_exchange(talk, ann):
    edit: Any = insert(ann, anchors(talk)[1], Says((person("ada"),), "question"), "Why?")
    made = Segment.objects.get(anchor=edit.place)
    assert list(made.exchange.segments.all()) == [made]


def test_a_direction_is_spoken_by_nobody(talk, ann):
    edit: Any = insert(ann, anchors(talk)[1], Says((), "direction"), "Laughter.")
    assert Segment.objects.get(anchor=edit.place).speaker is None
    with pytest.raises(RefusedError):
        insert(ann, anchors(talk)[1], Says((person("ada"),), "direction"), "Laughter.")
    with pytest.raises(RefusedError):
        insert(ann, anchors(talk)[1], Says((), "answer"), "Yes.")


def test_no_log_tells_words_that_were_split_off_and_withdrawn(talk, client: Client):
    ann = editor_called("ann", reason="Asked for by the speaker.")
    first = anchors(talk)[1]
    code = paragraphs(first)[0].anchor_id
    set_texts(ann, first, {code: "In the winter of that year. It took us a month."}, version(first))
    split(ann, first, Place(code, 1), version(first))
    second = anchors(talk)[2]
    log = f"/t/{first}/corrections/"
    assert b"It took us a month." in client.get(log).content
    withdraw(ann, second, version(second))
    answer = client.get(log).content.decode()
    assert "It took us" not in answer
    assert answer.count("correction-what") == 2
    set_texts(ann, first, {code: "In the spring of that year."}, version(first))
    assert "spring" in client.get(log).content.decode()


def test_a_withdrawn_turn_leaves_its_notice(talk, client: Client):
    ann = editor_called("ann", reason="Asked for by the speaker.")
    anchor = anchors(talk)[1]
    withdraw(ann, anchor, version(anchor))
    assert anchor not in anchors(talk)
    assert_words(client, anchor, "Asked for by the speaker.", status=410)


def test_no_address_tells_the_words_that_were_withdrawn(talk, client: Client):
    ann = editor_called("ann", reason="Asked for by the speaker.")
    anchor = anchors(talk)[1]
    part = paragraphs(anchor)[0].anchor_id
    withdraw(ann, anchor, version(anchor))
    names = ("segment", "segment-json", "corrections")
    addresses = [reverse(name, args=[code]) for name in names for code in (anchor, part)]
    page = f"/interviews/{talk.slug}/transcript"
    for address in (*addresses, f"{page}.json", f"{page}.xml"):
        answer = client.get(address)
        assert answer.status_code in {200, 410}, address
        assert "in the winter" not in body(answer), address


def test_a_withdrawal_needs_a_reason(talk, ann):
    anchor = anchors(talk)[1]
    with pytest.raises(RefusedError, match="why"):
        withdraw(ann, anchor, version(anchor))


def test_an_exchange_goes_with_its_last_turn(talk):
    ann = editor_called("ann", reason="Double.")
    edit: Any = insert(ann, anchors(talk)[1], Says((person("ada"),), "question"), "Why?")
    exchange = Segment.objects.get(anchor=edit.place).exchange
    withdraw(ann, edit.place, version(edit.place))
    assert not Exchange.objects.filter(pk=exchange.pk).exists()
    undo(ann, talk)
    assert Segment.objects.get(anchor=edit.place).exchange == exchange


def test_speakers_kind_and_language_change_together(talk, ann):
    anchor = anchors(talk)[1]
    says = Says((person("eve"), person("bob")), "remark", "de")
    set_turn(ann, anchor, says, version(anchor))
    turn = Segment.objects.get(anchor=anchor)
    assert (turn.speaker, turn.kind, turn.language) == (person("eve"), "remark", "de")
    assert list(turn.co_speakers.all()) == [person("bob")]
    corrected = turn.topic.interview.edits.get().corrections.get()
    assert (corrected.before, corrected.after) == ("Bob M.", "Eve N., Bob M.")


@pytest.mark.parametrize(("kind", "language"), [("song", ""), ("answer", "not a language")])
def test_what_no_turn_can_be_is_refused(talk, ann, kind, language):
    anchor = anchors(talk)[1]
    with pytest.raises(RefusedError):
        set_turn(ann, anchor, Says((person("eve"),), kind, language), version(anchor))


def test_a_stranger_to_the_interview_says_nothing_in_it(talk, ann):
    anchor = anchors(talk)[1]
    stranger = Person.objects.create(slug="zoe", name="Zoe")
    with pytest.raises(RefusedError, match="Zoe"):
        set_turn(ann, anchor, Says((stranger,), "answer"), version(anchor))


def test_structure_too_is_changed_only_as_it_was_seen(talk, ann, ben):
    anchor = anchors(talk)[1]
    seen, code = version(anchor), paragraphs(anchor)[0].anchor_id
    split(ben, anchor, Place(code, 1), seen)
    before = outline(talk)
    with pytest.raises(ConflictError):
        join(ann, anchor, seen)
    with pytest.raises(ConflictError):
        split(ann, anchor, Place(code, 1), seen)
    assert outline(talk) == before
