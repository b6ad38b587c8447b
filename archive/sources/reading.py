"""Compares what readers get with the source: the proof that nothing is lost behind the database.

Who shows an interview to readers (a page, its twin, the index) receives `archive.signals.read_back`
and answers with the texts that it gives out.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from archive.models import Interview, Sentence
from archive.signals import Reading, read_back
from archive.sources.archived import archived
from archive.sources.verify import Difference
from archive.text import plain_text


@dataclass(frozen=True)
class _Expected:
    """A text that the source has from `line` on, as a reader should see it."""

    line: int
    text: str


def readings(interview: Interview) -> list[Reading]:
    """What readers get of the interview, place by place."""
    answers: list[tuple[Any, Any]] = read_back.send(Interview, interview=interview)
    return [reading for _, reading in answers]


def reading_differences(
    interview: Interview, source: str | None, reading: Reading
) -> Iterator[Difference]:
    """Where `reading` has other characters than the source has at the same place.

    Without a source, than the archive itself has: of an interview that editors changed.
    """
    texts = reading.texts or {}
    wanted = _archived(interview) if source is None else _expected(interview, source.split("\n"))
    for name, expected in wanted.items():
        shown = texts.get(name)
        # Not every place shows the interview's own fields.
        if shown is None and name in interview.field_lines:
            continue
        if shown != expected.text:
            owner = f"{name}, {reading.place}"
            reason = "readers get something else" if shown is not None else "readers do not get it"
            yield Difference(expected.line, expected.text, shown or "", owner, reason)


def _expected(interview: Interview, lines: list[str]) -> dict[str, _Expected]:
    """What the source has, by the name under which a `Reading` has it; no stored text is used."""
    found = {}
    for name, line in interview.field_lines.items():
        found[name] = _read(interview, line, [_cut(lines, line)])
    for slug, line in interview.topics.values_list("slug", "line"):
        if line:
            found[f"topic {slug}"] = _read(interview, line, [_cut(lines, line)])
    for anchor, places in _places(interview).items():
        cuts = [_cut(lines, *place) for place in places]
        found[f"paragraph {anchor}"] = _read(interview, places[0][0], cuts)
    return found


def _archived(interview: Interview) -> dict[str, _Expected]:
    """The texts of the archive itself, by the name under which a `Reading` has them."""
    return {
        f"paragraph {each.anchor}": _Expected(each.line, plain_text(each.text, interview.markup))
        for turn in archived(interview).turns
        for each in turn.paragraphs
    }


def _read(interview: Interview, line: int, cuts: list[str]) -> _Expected:
    return _Expected(line, plain_text("".join(cuts), interview.markup))


def _cut(lines: list[str], line: int, start: int = 0, end: int | None = None) -> str:
    return lines[line - 1][start:end] if line <= len(lines) else ""


def _places(interview: Interview) -> dict[str, list[tuple[int, int, int]]]:
    """Line, first and end column of each sentence, by its paragraph's anchor."""
    sentences = Sentence.objects.filter(paragraph__segment__topic__interview=interview).exclude(
        line=None
    )
    rows = sentences.order_by(
        "paragraph__segment__topic__order", "paragraph__segment__order", "paragraph__order", "order"
    )
    found: dict[str, list[tuple[int, int, int]]] = {}
    for anchor, *place in rows.values_list("paragraph__anchor_id", "line", "start", "end"):
        line, start, end = (each or 0 for each in place)
        found.setdefault(anchor, []).append((line, start, end))
    return found
