"""Rebuilds the source file from the database, to prove that nothing of it was lost or changed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from archive.models import Interview, Sentence


@dataclass(frozen=True)
class Piece:
    """A stored text and where it says it stands; `owner` names the record for an error message."""

    line: int
    start: int
    end: int
    text: str
    owner: str


@dataclass(frozen=True)
class Difference:
    """One line that is not what the source has.  `owner` says which record holds it."""

    line: int
    source: str
    archive: str
    owner: str
    reason: str = "the archive differs from the source"


def differences(interview: Interview, source: str) -> Iterator[Difference]:
    """Compare the rebuilt file with `source`, line by line, every character, and in order."""
    lines = source.split("\n")
    stored: dict[int, list[Piece]] = {}
    transcript = list(_transcript(interview))
    for piece in [*_around(interview), *transcript]:
        stored.setdefault(piece.line, []).append(piece)
    for piece in stored.pop(0, []):
        yield Difference(0, "", piece.text, piece.owner, "the source has no such words")
    for number in range(1, max(len(lines), *stored) + 1):
        expected = lines[number - 1] if number <= len(lines) else ""
        yield from _compare(number, expected, stored.get(number, []))
    for before, after in pairwise(piece for piece in transcript if piece.line):
        if (after.line, after.start) < (before.line, before.end):
            reason = f"stands behind line {before.line}, column {before.end} in the archive"
            yield Difference(after.line, after.text, before.text, after.owner, reason)


def _around(interview: Interview) -> Iterator[Piece]:
    """What the source has above and below the transcript, and lines of white space."""
    texts = {int(line): (text, f"line {line}") for line, text in interview.other_lines.items()}
    for name, line in interview.field_lines.items():
        texts[line] = (getattr(interview, name), name)
    for line, (text, name) in texts.items():
        yield Piece(line, 0, len(text), text, f"interview {interview.slug}, {name}")


def _transcript(interview: Interview) -> Iterator[Piece]:
    """Headings and sentences in reading order."""
    for topic in interview.topics.all():
        if topic.line:
            yield Piece(topic.line, 0, len(topic.title), topic.title, f"topic {topic.slug}")
        sentences = Sentence.objects.filter(paragraph__segment__topic=topic)
        for each in sentences.select_related("paragraph__segment").order_by(
            "paragraph__segment__order", "paragraph__order", "order"
        ):
            paragraph = each.paragraph
            owner = f"segment {paragraph.segment.anchor_id}, paragraph {paragraph.anchor_id}"
            # Words that editors put in stand in no line: line 0 is none of the source's.
            place = (each.line or 0, each.start or 0, each.end or 0)
            yield Piece(*place, each.text, owner)


def _compare(number: int, expected: str, here: list[Piece]) -> Iterator[Difference]:
    rebuilt = "".join(piece.text for piece in here)
    wrong = [piece for piece in here if expected[piece.start : piece.end] != piece.text]
    if rebuilt != expected or wrong:
        owner = (wrong or here)[0].owner if here else "no record"
        yield Difference(number, expected, rebuilt, owner)
