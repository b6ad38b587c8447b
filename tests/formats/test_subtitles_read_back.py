"""The archive's own subtitles, read back: who says which words, and when they begin."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import groupby

import pytest
from hypothesis import assume, given

from archive.sources.readers import read_file
from archive.sources.readers.transcripts import ReadInterview, ReadTurn
from tests.formats.interviews import Wanted, interviews, store, with_database
from tests.formats.test_documents_read_back import MILLISECOND
from tests.formats.test_whole_interviews import written

pytestmark = pytest.mark.django_db
# A file of cues has no place for notes.
TIMED = Wanted(notes=False, any_text=False)


def said(read: ReadInterview) -> list[tuple[frozenset[str], str]]:
    """Who speaks and all they say before the next does, without the spaces of the lines."""
    names = {person.label: person.name for person in read.people}

    def speaking(turn: ReadTurn) -> frozenset[str]:
        return frozenset(names.get(label, label) for label in turn.speakers)

    stretches = [
        (who, "".join("".join(each.text.split()) for turn in turns for each in turn.paragraphs))
        for who, turns in groupby(read.turns, speaking)
    ]
    # What nobody says is in brackets there.
    return [(who, text if who else re.sub(r"[\[\]]", "", text)) for who, text in stretches]


def begins(read: ReadInterview) -> list[int | None]:
    """When each change of speakers happens, in milliseconds."""
    stretches = groupby(read.turns, lambda turn: frozenset(turn.speakers))
    firsts = [next(iter(turns)).start for _, turns in stretches]
    return [None if each is None else round(each / MILLISECOND) for each in firsts]


def without_brackets(read: ReadInterview) -> ReadInterview:
    """The same, each bracket another sign: a piece of a turn that brackets hold is a direction."""
    signs = str.maketrans("<>[]*", "‹›{}+")

    def turned(turn: ReadTurn) -> ReadTurn:
        texts = tuple(replace(each, text=each.text.translate(signs)) for each in turn.paragraphs)
        return replace(turn, paragraphs=texts)

    topics = (
        replace(topic, turns=tuple(turned(each) for each in topic.turns)) for topic in read.topics
    )
    return replace(read, topics=tuple(topics))


@with_database
@given(drawn=interviews(wanted=TIMED).map(without_brackets))
def test_speakers_words_and_times_come_back(db, drawn: ReadInterview):
    assume(any(turn.speakers for turn in drawn.turns))
    read, form = read_file(written(store(drawn), "vtt"), "a.vtt")
    assert form == "webvtt"
    assert said(read) == said(drawn)
    for stated, found in zip(begins(drawn), begins(read), strict=True):
        assert stated in (None, found)
