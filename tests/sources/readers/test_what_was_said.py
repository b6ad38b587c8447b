"""Conversations that are drawn, written in each form by this file, and read: nothing lost or moved.

What is compared is counted from the conversation itself, so no reader has a part in it.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from html import escape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.sources.readers import read_file

NAMES = ["Maria Costa", "JOHN", "Dr. Lee", "山田太郎", "Müller", "Иван Петров"]
WORDS = "when we began nobody knew how it would end and the river rose again".split()
SENTENCES = [
    "昨年の春に始めました。",
    "그때는 몰랐어요.",
    "Wir wussten es nicht.",
    "Nadie lo sabía.",
]


@dataclass(frozen=True)
class Spoken:
    """Who says what, and from which second on."""

    who: str
    text: str
    second: int


@st.composite
def conversations(draw: st.DrawFn) -> list[Spoken]:
    """Two or three people who each speak at least twice, never twice in a row."""
    names = draw(st.permutations(NAMES))[: draw(st.integers(2, 3))]
    plain = st.lists(st.sampled_from(WORDS), min_size=2, max_size=9).map(
        lambda words: f"{' '.join(words).capitalize()}."
    )
    second, spoken = 0, []
    for turn in range(draw(st.integers(2, 5)) * len(names)):
        second += draw(st.integers(1, 90))
        text = draw(plain | st.sampled_from(SENTENCES))
        spoken.append(Spoken(names[turn % len(names)], text, second))
    return spoken


def _clock(second: int, mark: str = ".") -> str:
    return f"{second // 3600:02}:{second // 60 % 60:02}:{second % 60:02}{mark}000"


def _short(second: int) -> str:
    return f"{second // 3600}:{second // 60 % 60:02}:{second % 60:02}"


def _colons(said: list[Spoken]) -> str:
    return "\n\n".join(f"{each.who}: {each.text}" for each in said)


def _wide_colons(said: list[Spoken]) -> str:
    return "\n".join(f"{each.who}：{each.text}" for each in said)


def _bold(said: list[Spoken]) -> str:
    return "\n\n".join(f"**{each.who}** [{_short(each.second)}]\n{each.text}" for each in said)


def _above(said: list[Spoken]) -> str:
    return "\n\n".join(f"{each.who}  {_short(each.second)}\n{each.text}" for each in said)


def _vtt(said: list[Spoken]) -> str:
    cues = (
        f"{_clock(each.second)} --> {_clock(each.second + 1)}\n<v {each.who}>{each.text}</v>\n"
        for each in said
    )
    return "\n".join(["WEBVTT\n", *cues])


def _srt(said: list[Spoken]) -> str:
    return "\n".join(
        f"{number}\n{_clock(each.second, ',')} --> {_clock(each.second + 1, ',')}\n"
        f"{each.who}: {each.text}\n"
        for number, each in enumerate(said, 1)
    )


def _segments(said: list[Spoken]) -> str:
    rows = (
        {"start": each.second, "end": each.second + 1, "text": f" {each.text}", "speaker": each.who}
        for each in said
    )
    return json.dumps({"segments": list(rows), "language": "en"}, ensure_ascii=False)


def _tei(said: list[Spoken]) -> str:
    names = list(dict.fromkeys(each.who for each in said))
    people = "".join(
        f'<person xml:id="p{number}"><persName>{escape(name)}</persName></person>'
        for number, name in enumerate(names)
    )
    body = "".join(f'<u who="#p{names.index(each.who)}">{escape(each.text)}</u>' for each in said)
    return (
        '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>A talk'
        "</title></titleStmt></fileDesc><profileDesc><particDesc><listPerson>"
        f"{people}</listPerson></particDesc></profileDesc></teiHeader>"
        f"<text><body>{body}</body></text></TEI>"
    )


FORMS: dict[str, tuple[Callable[[list[Spoken]], str], bool]] = {
    "colons.txt": (_colons, False),
    "wide.txt": (_wide_colons, False),
    "bold.md": (_bold, True),
    "above.txt": (_above, True),
    "voices.vtt": (_vtt, True),
    "names.srt": (_srt, True),
    "segments.json": (_segments, True),
    "talk.xml": (_tei, False),
}


@pytest.mark.parametrize("name", FORMS)
@settings(max_examples=30)
@given(said=conversations())
def test_every_turn_comes_in_as_it_was_said(name: str, said: list[Spoken]) -> None:
    write, has_times = FORMS[name]
    read, _form = read_file(write(said).encode(), name)
    names = {person.label: person.name for person in read.people}
    found = [
        (names.get(label, label), " ".join(each.text for each in turn.paragraphs))
        for turn in read.turns
        for label in turn.speakers
    ]
    assert [(who.casefold(), text) for who, text in found] == [
        (each.who.casefold(), each.text) for each in said
    ]
    if has_times:
        seconds = [turn.start.total_seconds() for turn in read.turns if turn.start is not None]
        assert seconds == [each.second for each in said]
