"""Subtitles: every word in order, with who says it and when, as a player reads them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from html import unescape

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from archive.models import Interview, Segment
from archive.sources.readers.transcripts import ReadInterview
from archive.transcript import Transcript
from tests.formats.interviews import Wanted, interviews, store, with_database
from tests.formats.test_whole_interviews import written

pytestmark = pytest.mark.django_db
TIME = r"(\d\d):([0-5]\d):([0-5]\d)[.,](\d\d\d)"
TIMES = re.compile(f"{TIME} --> {TIME}")
TAG = re.compile(r"<(/?)(v|lang|\d)([^>]*)>")


@dataclass
class Shown:
    name: str
    start: timedelta
    end: timedelta
    text: str
    voices: list[str]


def _time(parts: tuple[str, ...]) -> timedelta:
    hours, minutes, seconds, milliseconds = map(int, parts)
    return timedelta(hours=hours, minutes=minutes, seconds=seconds, milliseconds=milliseconds)


def shown(file: bytes) -> Iterator[Shown]:
    """The blocks of WebVTT or SRT, read as their specification says: they end at empty lines."""
    for block in re.split(r"\n\n+", file.decode().strip()):
        lines = block.split("\n")
        if len(lines) < 2 or not (times := TIMES.fullmatch(lines[1])):
            assert lines[0] == "WEBVTT" or lines[0].startswith("NOTE"), block
            assert "-->" not in block.partition("\n")[2]
            continue
        text = "\n".join(lines[2:])
        voices = [unescape(tag[3].strip()) for tag in TAG.finditer(text) if tag[0][:2] == "<v"]
        parts = times.groups()
        yield Shown(lines[0], _time(parts[:4]), _time(parts[4:]), text, voices)


def _words(text: str) -> str:
    """The characters but for white space, which lines are broken at, and brackets."""
    return re.sub(r"[\s\[\]]", "", text)


def _spoken(file: bytes) -> str:
    texts = [TAG.sub("", each.text) for each in shown(file)]
    assert not any("<" in text for text in texts), "each < is escaped"
    return "".join(_words(unescape(text)) for text in texts)


TIMED = interviews().filter(lambda read: any(turn.start for turn in read.turns))


@with_database
@given(TIMED)
def test_webvtt_has_every_word_in_order(db, drawn: ReadInterview):
    words = "".join(_words(each.text) for turn in drawn.turns for each in turn.paragraphs)
    assert _spoken(written(store(drawn), "vtt")) == words


@with_database
@given(TIMED)
def test_webvtt_names_who_speaks_and_when(db, drawn: ReadInterview):
    turns = {turn.anchor: turn for turn in drawn.turns}
    turns |= {each.anchor: turn for turn in drawn.turns for each in turn.paragraphs}
    cues = {
        f"{each.anchor}-{number}": cue
        for turn in drawn.turns
        for each in turn.paragraphs
        for number, cue in enumerate(each.cues, 1)
    }
    found = list(shown(written(store(drawn), "vtt")))
    assert len({each.name for each in found}) == len(found)
    assert {each.name.partition("-")[0] for each in found if each.name in cues} <= turns.keys()
    for each in found:
        turn = turns[each.name.partition("-")[0]]
        assert each.voices == list(turn.speakers)
        said = cues.get(each.name, turn)
        assert each.start == said.start
        assert each.end == said.end or (said.end is None and each.end > each.start)


@with_database
@given(TIMED)
def test_srt_shows_what_webvtt_does_behind_names(db, drawn: ReadInterview):
    interview = store(drawn)
    voices = list(shown(written(interview, "vtt")))
    found = list(shown(written(interview, "srt")))
    assert [each.name for each in found] == [str(number) for number in range(1, len(found) + 1)]
    turns = {turn.anchor: turn for turn in drawn.turns}
    turns |= {each.anchor: turn for turn in drawn.turns for each in turn.paragraphs}
    before = None
    for voice, each in zip(voices, found, strict=True):
        assert (each.start, each.end) == (voice.start, voice.end)
        turn = turns[voice.name.partition("-")[0]]
        text = unescape(TAG.sub("", voice.text))
        named = turn.speakers and turn is not before
        begins = f"{' / '.join(turn.speakers)}: " if named else ""
        assert each.text == begins + text
        assert turn.speakers or (text[0], text[-1]) == ("[", "]")
        before = turn


@with_database
@given(TIMED, st.data())
def test_words_without_a_time_are_shown_between_their_neighbours(db, drawn, data):
    interview = store(drawn)
    anchors = data.draw(st.sets(st.sampled_from([turn.anchor for turn in drawn.turns])))
    for segment in Segment.objects.filter(anchor__in=anchors):
        for paragraph in segment.paragraphs.all():
            paragraph.cues.all().delete()
    Segment.objects.filter(anchor__in=anchors).update(start=None, end=None)
    assume(Segment.objects.exclude(start=None).exists())
    file = written(interview, "vtt")
    words = "".join(_words(each.text) for turn in drawn.turns for each in turn.paragraphs)
    assert _spoken(file) == words
    found = list(shown(file))
    assert all(each.start < each.end for each in found)


@with_database
@given(interviews(wanted=Wanted(times=False)))
def test_without_times_there_are_none(db, client, drawn: ReadInterview):
    interview = store(drawn)
    for extension in ("vtt", "srt"):
        response = client.get(f"/interviews/{interview.slug}/transcript.{extension}")
        assert response.status_code == 404
        assert f"/interviews/{interview.slug}/transcript.json" in response.content.decode()


def test_it_is_for_an_interview_with_times_alone(client, interview: Interview):
    assert not any(form.extension == "vtt" for form in _offered(interview))
    Segment.objects.filter(topic__order=0, order=0).update(start=timedelta(seconds=1))
    assert any(form.extension == "vtt" for form in _offered(interview))
    response = client.get(f"/interviews/{interview.slug}/transcript.vtt")
    assert response["Content-Type"] == "text/vtt; charset=utf-8"


def _offered(interview: Interview):
    from archive.formats import formats_of

    return formats_of(Transcript(interview))
