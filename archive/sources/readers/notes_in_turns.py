"""Hangs notes on the signs `[^1]` in turns that are built: the sign goes, the ranges follow."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from archive.sources.readers.transcripts import (
    Doubt,
    ReadCue,
    ReadInterview,
    ReadNote,
    ReadParagraph,
)

_SIGN = re.compile(r"\s?\[\^(\w+)\]")


def hang(found: ReadInterview, notes: Mapping[str, str]) -> ReadInterview:
    """Put each note on the word before its sign; one without a sign is a doubt."""
    used: set[str] = set()
    topics = tuple(
        replace(
            topic,
            turns=tuple(
                replace(
                    turn, paragraphs=tuple(_hung(each, notes, used) for each in turn.paragraphs)
                )
                for turn in topic.turns
            ),
        )
        for topic in found.topics
    )
    left = [number for number in notes if number not in used]
    doubts = [Doubt(1, f"note {number} has no sign in the text") for number in left]
    back = tuple(("skip", notes[number]) for number in left)
    return replace(found, topics=topics, doubts=(*found.doubts, *doubts), back=(*found.back, *back))


def _hung(paragraph: ReadParagraph, notes: Mapping[str, str], used: set[str]) -> ReadParagraph:
    while match := next((m for m in _SIGN.finditer(paragraph.text) if m[1] in notes), None):
        used.add(match[1])
        word = re.search(r"\S+$", paragraph.text[: match.start()])
        first = word.start() if word else 0
        paragraph = _cut(paragraph, match.start(), match.end())
        if word:
            note = ReadNote(first, match.start(), notes[match[1]])
            paragraph = replace(paragraph, notes=(*paragraph.notes, note))
    return paragraph


def _cut(paragraph: ReadParagraph, first: int, last: int) -> ReadParagraph:
    """The paragraph without characters `first` to `last`, its ranges moved."""

    def moved(place: int) -> int:
        return place - max(0, min(place, last) - first)

    cues = tuple(
        ReadCue(moved(each.first), moved(each.last), each.start, each.end, each.words)
        for each in paragraph.cues
    )
    text = paragraph.text[:first] + paragraph.text[last:]
    return replace(paragraph, text=text, cues=cues)
