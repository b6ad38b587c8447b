"""The archive's own Markdown and documents of Word, read back: words, speakers, times, headings."""

from __future__ import annotations

from datetime import timedelta
from itertools import groupby

import pytest
from hypothesis import given

from archive.models import Interview
from archive.sources.readers import own_markdown, own_word, read_file
from archive.sources.readers.transcripts import ReadInterview
from tests.formats.interviews import interviews, store, stored_as_read, with_database
from tests.formats.test_whole_interviews import written

pytestmark = pytest.mark.django_db
READERS = {"md": own_markdown, "docx": own_word}
MILLISECOND = timedelta(milliseconds=1)


def told(read: ReadInterview) -> list[object]:
    """Headings with their level, and under them who says what and when.

    Directions that follow each other are one in a document, which only sets them in italics, and
    a part without a heading begins with nothing there.
    """
    names = {person.label: person.name for person in read.people}
    found: list[object] = []
    for topic in read.topics:
        if topic.title:
            found.append((topic.title, topic.level))
        for is_direction, turns in groupby(topic.turns, key=lambda turn: not turn.speakers):
            if is_direction:
                words = [each.text for turn in turns for each in turn.paragraphs]
                if found and isinstance(found[-1], list):
                    found[-1] += words
                else:
                    found.append(words)
                continue
            found += [
                (
                    tuple(names.get(label, label) for label in turn.speakers),
                    [each.text for each in turn.paragraphs],
                    *(round(each / MILLISECOND) if each else each for each in _times(turn)),
                )
                for turn in turns
            ]
    return found


def _times(turn):
    return turn.start, turn.end if turn.start is not None else None


def roles(read: ReadInterview) -> set[tuple[str, str]]:
    """Who speaks, as which role."""
    speaking = {label for turn in read.turns for label in turn.speakers}
    return {(each.name, each.role) for each in read.people if each.label in speaking}


@pytest.mark.parametrize("extension", READERS)
@with_database
@given(drawn=interviews())
def test_words_speakers_times_and_headings_come_back(db, extension: str, drawn: ReadInterview):
    file = written(store(drawn), extension)
    read = READERS[extension].read(file)
    assert told(read) == told(drawn)
    assert roles(read) == roles(drawn)
    notes = [each.text for turn in read.turns for p in turn.paragraphs for each in p.notes]
    wanted = [each.text for turn in drawn.turns for p in turn.paragraphs for each in p.notes]
    assert sorted(notes) == sorted(wanted)


@pytest.mark.parametrize("extension", READERS)
def test_the_shipped_interview_comes_back(extension: str, interview: Interview):
    read, form = read_file(written(interview, extension), f"a.{extension}")
    assert form == READERS[extension].NAME
    assert told(read) == told(stored_as_read(interview))
