"""Writes an interview as the pair of files that `seeds/` has: its text, and its annotations.

The text is the title and what else stands in front, the headings, and a paragraph a line.  What is
read again from the pair is what was written, to the character.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import yaml

from archive.sources.opening import Opening, lay_out, openings
from archive.sources.readers.transcripts import (
    ReadCue,
    ReadInterview,
    ReadPerson,
    ReadTopic,
    ReadTurn,
)

FIELDS = ("title", "tags", "summary", "original_title", "original_summary")
# A line that begins a part without a heading.
BREAK = "* * *"
LENGTH = "recording_length"


@dataclass(frozen=True)
class Pair:
    """A text and its annotations, as the contents of two files; `source` is the text's name."""

    source: str
    text: str
    annotations: str


def render_pair(read: ReadInterview, *, anchors: bool = True) -> Pair:
    """Write a completed interview (`archive.sources.proposing`); with its anchors, if wished."""
    source = f"{read.slug}.txt"
    front, apart = _front(read)
    outline = [_Part(topic, read) for topic in read.topics]
    _mark_breaks(outline)
    around = [text for _, text in front], [text for _, text in read.back]
    lines = [*around[0], *(line for part in outline for line in part.lines), *around[1]]
    slugs = {each.label: each.slug for each in read.people}
    notes: dict[str, Any] = {
        "interview": read.slug,
        "source": source,
        "language": read.language,
        **{name: value for name, value in read.facts.items() if value},
        **({"speakers_named": "yes"} if read.speakers_named else {}),
        **({"markup": read.markup} if read.markup != "plain" else {}),
        **({"translations": read.translations} if read.translations else {}),
        **apart,
        "front": [name for name, _ in front],
        **({"back": [name for name, _ in read.back]} if read.back else {}),
        "people": [_person(each) for each in read.people],
        "topics": list(_topics(outline, slugs, anchors)),
    }
    return Pair(source, "\n\n".join(lines) + "\n", _yaml(notes))


def _front(read: ReadInterview) -> tuple[list[tuple[str, str]], dict[str, str]]:
    """The lines above the transcript with what each is, and fields that are no line of the text."""
    known = {name for name, _ in (*read.front, *read.back)}
    texts = {name: getattr(read, name) for name in FIELDS if getattr(read, name)}
    front = list(read.front)
    front += [(name, text) for name, text in texts.items() if name not in known and _is_line(text)]
    lined = known | {name for name, _ in front}
    return front, {name: text for name, text in texts.items() if name not in lined}


def _is_line(text: str) -> bool:
    """Whether a text can stand on a line of its own, and be the same when it is read again."""
    return text == text.strip() and text.isprintable()


class _Part:
    """A topic with its lines: its heading, then the paragraphs, those of one line joined."""

    def __init__(self, topic: ReadTopic, read: ReadInterview) -> None:
        self.topic = topic
        self.heading = _on_a_line(topic.title)
        layout = lay_out(topic.turns, read.language, read.markup)
        self.paragraphs = layout.lines
        self.openings: list[Opening] = list(openings(layout))

    @property
    def lines(self) -> list[str]:
        return [*([self.heading] if self.heading else []), *self.paragraphs]


def _mark_breaks(outline: Sequence[_Part]) -> None:
    """Give parts without a heading a line that no paragraph has, but for text that comes first."""
    lines = {line for part in outline for line in part.lines}
    mark = BREAK
    while mark in lines:
        mark += " *"
    for number, part in enumerate(outline):
        if number or not part.paragraphs:
            part.heading = part.heading or mark


def _topics(
    outline: Sequence[_Part], slugs: dict[str, str], anchors: bool
) -> Iterator[dict[str, Any]]:
    above = ""
    before: list[str] = []
    for part in outline:
        topic = part.topic
        level = {"part_of": above} if topic.level == 2 and above else {}
        yield {
            "slug": topic.slug,
            **({"heading": part.heading} if part.heading else {}),
            **_nth(part, before),
            **({"untitled": "yes"} if part.heading and not topic.title else {}),
            **level,
            **({"summary": topic.summary} if topic.summary else {}),
            **({"keywords": list(topic.keywords)} if topic.keywords else {}),
            **({"translations": topic.translations} if topic.translations else {}),
            "turns": list(_turns(part, slugs, anchors)),
        }
        above = above if level else topic.slug
        before = part.lines


def _nth(part: _Part, before: Sequence[str]) -> dict[str, str]:
    """Which line it is of those that read like the heading, after the heading before."""
    alike = list(before[1:]).count(part.heading) if part.heading else 0
    return {"nth": str(alike + 1)} if alike else {}


def _turns(part: _Part, slugs: dict[str, str], anchors: bool) -> Iterator[dict[str, Any]]:
    above: tuple[str, ...] = ()
    for turn, opening in zip(part.topic.turns, part.openings, strict=True):
        apart = bool(turn.speakers) and turn.speakers == above
        above = turn.speakers
        yield {
            "opens": opening.words,
            **({"nth": str(opening.nth)} if opening.nth else {}),
            **_speakers(turn, slugs),
            "kind": turn.kind,
            "exchange": turn.exchange,
            **({"language": turn.language} if turn.language else {}),
            **({"start": _time(turn.start)} if turn.start is not None else {}),
            **({"end": _time(turn.end)} if turn.end is not None else {}),
            **({"apart": "yes"} if apart else {}),
            **_details(turn, opening),
            **({"anchors": codes} if anchors and (codes := _codes(turn)) else {}),
        }


def _speakers(turn: ReadTurn, slugs: dict[str, str]) -> dict[str, Any]:
    speakers = [slugs[label] for label in turn.speakers]
    if len(speakers) > 1:
        return {"speakers": speakers}
    return {"speaker": speakers[0]} if speakers else {}


def _details(turn: ReadTurn, opening: Opening) -> dict[str, Any]:
    numbered = list(enumerate(turn.paragraphs, 1))
    cues = [_cue(number, cue) for number, each in numbered for cue in each.cues]
    notes = [
        {"paragraph": str(number), "first": str(note.first), "last": str(note.last)}
        | {"kind": note.kind, "text": note.text}
        for number, each in numbered
        for note in each.notes
    ]
    doubts = [
        {"opens": words, **({"nth": str(nth)} if nth else {}), "note": note}
        | ({"note_en": english} if english else {})
        for words, nth, note, english in opening.doubts
    ]
    found = {"doubts": doubts, "cues": cues, "notes": notes}
    return {name: value for name, value in found.items() if value}


def _cue(number: int, cue: ReadCue) -> str:
    end = "" if cue.end is None else _seconds(cue.end)
    text = f"{number} {cue.first}-{cue.last} {_seconds(cue.start)}-{end}"
    words = ", ".join(
        f"{each.first}-{each.last} {_seconds(each.start)}-{_seconds(each.end)}"
        for each in cue.words
    )
    return f"{text} | {words}" if words else text


def _codes(turn: ReadTurn) -> str:
    codes = [turn.anchor, *(each.anchor for each in turn.paragraphs)]
    return " ".join(codes) if all(codes) else ""


def _person(person: ReadPerson) -> dict[str, str]:
    optional = {name: getattr(person, name) for name in ("name_ja", "family_name", "position")}
    return {
        "slug": person.slug,
        "name": person.name,
        **{name: value for name, value in optional.items() if value},
        "role": person.role,
        **({} if person.identified else {"identified": "no"}),
    }


def _time(time: timedelta) -> str:
    return str(time) if time.days == 0 else _hours(time)


def _hours(time: timedelta) -> str:
    """H:MM:SS of a recording that is longer than a day."""
    hours, rest = divmod(time, timedelta(hours=1))
    return f"{hours}:{str(rest).partition(':')[2]}"


def _seconds(time: timedelta) -> str:
    return f"{time.total_seconds():.6f}".rstrip("0").rstrip(".")


def _on_a_line(text: str) -> str:
    return " ".join(text.split("\n"))


class _Dumper(yaml.CSafeDumper):
    """Mappings and lists of texts on one line, as people write them."""


def _yaml(notes: dict[str, Any]) -> str:
    text: str = yaml.dump(
        notes,
        Dumper=_Dumper,
        allow_unicode=True,
        sort_keys=False,
        default_flow_style=None,
        width=100_000,
    )
    return text
