"""Rebuilds the source text from the database, to prove that nothing of it was lost or changed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from archive.models import Interview, Sentence, Topic


@dataclass(frozen=True)
class Piece:
    """A stored text and where it stands; `owner` names the record for an error message."""

    line: int
    start: int
    text: str
    owner: str


@dataclass(frozen=True)
class Difference:
    """One line that is not what the source has.  `owner` says which record holds it."""

    line: int
    source: str
    archive: str
    owner: str


def pieces(interview: Interview) -> list[Piece]:
    """Every stored text of the interview that the source has, in the order of the source."""
    found = [
        Piece(line, 0, getattr(interview, name), f"interview {interview.slug}, {name}")
        for name, line in interview.field_lines.items()
    ]
    for topic in Topic.objects.filter(interview=interview):
        found.append(Piece(topic.line, 0, topic.title, f"topic {topic.slug}"))
    sentences = Sentence.objects.filter(paragraph__segment__topic__interview=interview)
    for each in sentences.select_related("paragraph__segment"):
        owner = f"segment {each.paragraph.segment.anchor_id}, paragraph {each.paragraph.anchor_id}"
        found.append(Piece(each.line, each.start, each.text, owner))
    return sorted(found, key=lambda piece: (piece.line, piece.start))


def differences(interview: Interview, source: str) -> Iterator[Difference]:
    """Compare the rebuilt text with `source` (the whole file), line by line, every character.

    Left out are only the lines that the annotations skip: page furniture outside the transcript.
    """
    lines = source.split("\n")
    stored: dict[int, list[Piece]] = {}
    for piece in pieces(interview):
        stored.setdefault(piece.line, []).append(piece)
    transcript = range(interview.first_line, interview.last_line + 1)
    for number in sorted({*stored, *transcript}):
        expected = lines[number - 1] if number <= len(lines) else ""
        yield from _compare(number, expected, stored.get(number, []))


def _compare(number: int, expected: str, here: list[Piece]) -> Iterator[Difference]:
    rebuilt = "".join(piece.text for piece in here)
    wrong = [
        piece
        for piece in here
        if expected[piece.start : piece.start + len(piece.text)] != piece.text
    ]
    if rebuilt != expected or wrong:
        owner = (wrong or here)[0].owner if here else "no record"
        yield Difference(number, expected, rebuilt, owner)
