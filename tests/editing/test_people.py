"""People: a voice gets its name in one step, two records of one person become one."""

from __future__ import annotations

from typing import Any

import pytest

from archive.editing import (
    About,
    RefusedError,
    Says,
    add_person,
    merge_people,
    name_person,
    set_turn,
    undo,
)
from archive.models import Participant, Person, Segment
from tests.editing.desk import anchors, laid_out, state, version
from tests.sources.drafts import Draft, small


@pytest.fixture
def voice(talk):
    """Eve is only a number yet."""
    Person.objects.filter(slug="eve").update(name="Speaker 3", slug="speaker-3", identified=False)
    return Person.objects.get(slug="speaker-3")


def test_a_voice_is_named_everywhere_in_one_step(talk, ann, voice):
    spoken = set(Segment.objects.filter(speaker=voice))
    edit: Any = name_person(ann, talk, "speaker-3", About("Eve Nakamura", "panellist", "中村イヴ"))
    voice.refresh_from_db()
    assert (voice.name, voice.name_ja, voice.slug) == ("Eve Nakamura", "中村イヴ", "eve-nakamura")
    assert voice.identified
    assert talk.participants.get(person=voice).role == "panellist"
    assert set(Segment.objects.filter(speaker=voice)) == spoken
    assert edit.operation == "name"
    undo(ann, talk)
    voice.refresh_from_db()
    assert (voice.name, voice.slug, voice.identified) == ("Speaker 3", "speaker-3", False)


def test_a_voice_is_somebody_whom_the_archive_knows(talk, ann, voice):
    known = Person.objects.create(slug="eve-n", name="Eve N.")
    before = state(talk)
    spoken = set(Segment.objects.filter(speaker=voice))
    name_person(ann, talk, "speaker-3", About("", "guest"), known)
    assert set(Segment.objects.filter(speaker=known)) == spoken
    assert not Person.objects.filter(slug="speaker-3").exists()
    undo(ann, talk)
    assert state(talk) == before
    assert Person.objects.filter(pk=known.pk).exists()


@pytest.mark.parametrize("about", [About(" ", "guest"), About("x" * 201, "guest"), About("E", " ")])
def test_a_person_has_a_name_and_a_role(talk, ann, voice, about):
    with pytest.raises(RefusedError):
        name_person(ann, talk, "speaker-3", about)
    voice.refresh_from_db()
    assert voice.name == "Speaker 3"


def test_a_new_person_can_be_given_words(talk, ann):
    add_person(ann, talk, About("Zoe", "one who listened"))
    zoe, anchor = Person.objects.get(slug="zoe"), anchors(talk)[1]
    set_turn(ann, anchor, Says((zoe,), "answer"), version(anchor))
    assert Segment.objects.get(anchor=anchor).speaker == zoe
    undo(ann, talk)
    undo(ann, talk)
    assert not Person.objects.filter(slug="zoe").exists()


def test_people_are_merged_in_all_interviews(talk, ann, tmp_path):
    people = {"ada": ("Ada L.", "interviewer"), "bob": ("Bob M.", "guest"), "eve": ("Eve", "guest")}
    other = laid_out(tmp_path, Draft(small().topics, slug="other", people=people))
    bob, eve = Person.objects.get(slug="bob"), Person.objects.get(slug="eve")
    anchor = anchors(talk)[1]
    set_turn(ann, anchor, Says((bob, eve), "answer"), version(anchor))
    before = state(talk), state(other)
    merge_people(ann, talk, "eve", bob)
    assert not Person.objects.filter(slug="eve").exists()
    assert not Participant.objects.filter(interview=other, person=eve.pk).exists()
    assert Segment.objects.filter(topic__interview=other, speaker=bob).count() == 5
    turn = Segment.objects.get(anchor=anchor)
    assert (turn.speaker, list(turn.co_speakers.all())) == (bob, [])
    undo(ann, talk)
    assert (state(talk), state(other)) == before


def test_nobody_is_merged_with_themselves(talk, ann):
    with pytest.raises(RefusedError):
        merge_people(ann, talk, "eve", Person.objects.get(slug="eve"))
