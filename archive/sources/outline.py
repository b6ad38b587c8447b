"""Which lines of a text are its headings, its fields, or neither."""

from __future__ import annotations

from collections.abc import Iterator

from archive.sources.annotate import SKIP
from archive.sources.errors import SeedError
from archive.sources.likeness import nearest
from archive.sources.notes import Annotations, TopicNote
from archive.sources.parsed import SourceLine


def topic_starts(annotations: Annotations, written: list[SourceLine]) -> list[int]:
    """Index of the line that each topic begins with."""
    front = len(annotations.front)
    opening = [line.text for line in written[front : front + 1]]
    first, *others = annotations.topics
    if not first.heading and front >= len(written):
        reason = f"`front` in {annotations.path.name} names {front} lines, and no text follows"
        raise SeedError(annotations.source, len(written) or 1, reason)
    # A table of contents above the transcript holds the headings too.
    after = front if not first.heading or opening == [first.heading] else 0
    starts = [_heading(annotations, first, written, after) if first.heading else front]
    for topic in others:
        if not topic.heading:
            reason = (
                "only the first topic may have no `heading`; `untitled: yes` says it is no title"
            )
            raise SeedError(annotations.path, topic.line, reason)
        starts.append(_heading(annotations, topic, written, starts[-1] + 1))
    return starts


def _heading(
    annotations: Annotations, topic: TopicNote, written: list[SourceLine], after: int
) -> int:
    """Index of a topic's heading: the first such line from `after` on, or the `nth`."""
    found = [at for at in range(after, len(written)) if written[at].text == topic.heading]
    nth = topic.nth or 1
    if nth <= len(found):
        return found[nth - 1]
    reason = f"no line after the topic before reads `{topic.heading}`"
    if found:
        reason = f"with `nth: {nth}`, but {len(found)} lines after the topic before read so"
    near = nearest(topic.heading, ((each.number, each.text) for each in written))
    reason = f"{reason} in {annotations.source.name}{'' if found else near}"
    raise SeedError(annotations.path, topic.line, reason)


def transcript_end(annotations: Annotations, written: list[SourceLine], start: int) -> int:
    """Index behind the last paragraph; the last topic begins at `start`."""
    last = len(written) - len(annotations.back)
    if last <= start:
        reason = f"`back` in {annotations.path.name} names {len(annotations.back)} lines;"
        under = len(written) - start - 1
        place = written[start].number
        raise SeedError(annotations.source, place, f"{reason} {under} follow this heading")
    return last


def other_lines(lines: list[SourceLine], known: list[SourceLine]) -> Iterator[SourceLine]:
    numbers = {line.number for line in known}
    return (line for line in lines if line.text and line.number not in numbers)


def read_fields(
    annotations: Annotations, key: str, roles: tuple[str, ...], lines: list[SourceLine]
) -> dict[str, SourceLine]:
    if len(roles) != len(lines):
        number = lines[0].number if lines else 1
        reason = f"`{key}` in {annotations.path.name} names {len(roles)} lines; here are"
        raise SeedError(annotations.source, number, f"{reason} {len(lines)}")
    return {role: line for role, line in zip(roles, lines, strict=True) if role != SKIP}
