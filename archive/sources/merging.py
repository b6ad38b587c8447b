"""Brings what changed in a file into an interview that was edited in the archive (three-way merge).

Of three states (as the last import left it, as the archive has it, as the file has it now) each
turn, topic, person and field is compared by itself: what one side alone changed is taken, what both
changed alike is that, and what both changed otherwise is a conflict, which an editor decides.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from archive.sources.annotate import FIELDS
from archive.sources.readers.transcripts import (
    ReadInterview,
    ReadParagraph,
    ReadPerson,
    ReadTopic,
    ReadTurn,
)

T = TypeVar("T")
K = TypeVar("K", bound=Hashable)
SHOWN = 60


@dataclass(frozen=True)
class Conflict:
    """What both sides changed: what it is, and what each has."""

    what: str
    archive: str
    file: str

    def __str__(self) -> str:
        return f"{self.what}: the archive has “{self.archive}”, the file “{self.file}”"


class MergeConflictError(Exception):
    """Changes that contradict each other; nothing was written."""

    def __init__(self, slug: str, conflicts: Sequence[Conflict]) -> None:
        self.slug = slug
        self.conflicts = tuple(conflicts)
        super().__init__(slug)

    def __str__(self) -> str:
        listed = "\n".join(f"  {each}" for each in self.conflicts)
        return (
            f"{self.slug}: {len(self.conflicts)} changes of the archive and of the file contradict "
            f"each other; make them one on either side, and merge again:\n{listed}\n"
        )


class _Merge:
    """Takes the changed one of three; notes a conflict where both sides changed."""

    def __init__(self) -> None:
        self.conflicts: list[Conflict] = []

    def one(self, what: str, base: T, ours: T, theirs: T) -> T:
        if theirs in (ours, base):
            return ours
        if ours == base:
            return theirs
        self.conflicts.append(Conflict(what, _shown(ours), _shown(theirs)))
        return ours

    def keyed(
        self, what: str, base: Mapping[K, T], ours: Mapping[K, T], theirs: Mapping[K, T]
    ) -> dict[K, T]:
        """One by key, in the order of the side that changed it."""
        keys = _order(list(base), list(ours), list(theirs))
        found = {
            key: self.one(f"{what} {key}", base.get(key), ours.get(key), theirs.get(key))
            for key in keys
        }
        return {key: value for key, value in found.items() if value is not None}


def merge(base: ReadInterview, ours: ReadInterview, theirs: ReadInterview) -> ReadInterview:
    """Merge the archive's (`ours`) and the file's (`theirs`).  Raises `MergeConflictError`."""
    taking = _Merge()
    parts = [_Parts(each) for each in (base, ours, theirs)]
    heads = {
        name: taking.one(name, *(getattr(each, name) for each in (base, ours, theirs)))
        for name in (*FIELDS, "language", "translations", "speakers_named")
    }
    facts = taking.keyed("the fact", base.facts, ours.facts, theirs.facts)
    people = taking.keyed("the person", *(each.people for each in parts))
    topics = taking.keyed("the topic", *(each.topics for each in parts))
    turns = taking.keyed("turn", *(each.turns for each in parts))
    lost = {place.topic for place in turns.values()} - set(topics)
    for slug in sorted(lost):
        taking.conflicts.append(Conflict(f"the topic {slug}", "gone or kept", "kept or gone"))
    if taking.conflicts:
        raise MergeConflictError(ours.slug, taking.conflicts)
    return replace(
        ours,
        **heads,
        facts=facts,
        people=tuple(people.values()),
        topics=tuple(
            replace(topic, turns=tuple(each.turn for each in turns.values() if each.topic == slug))
            for slug, topic in topics.items()
        ),
        front=theirs.front or ours.front,
        back=theirs.back or ours.back,
    )


@dataclass(frozen=True)
class _Placed:
    """A turn, and the topic that it is in."""

    topic: str
    turn: ReadTurn

    def __str__(self) -> str:
        who = ", ".join(self.turn.speakers) or "nobody"
        return f"{who}: {' '.join(each.text for each in self.turn.paragraphs)}"


class _Parts:
    """An interview's parts by what they are told apart by."""

    def __init__(self, read: ReadInterview) -> None:
        self.people: dict[str, ReadPerson] = {each.slug: each for each in read.people}
        self.topics: dict[str, ReadTopic] = {
            each.slug: replace(each, turns=(), line=0) for each in read.topics
        }
        self.turns = {
            turn.anchor: _Placed(topic.slug, _bare(turn))
            for topic in read.topics
            for turn in topic.turns
        }


def _bare(turn: ReadTurn) -> ReadTurn:
    """The turn without where it stands in a source."""
    return replace(turn, line=0, paragraphs=tuple(_bare_paragraph(e) for e in turn.paragraphs))


def _bare_paragraph(paragraph: ReadParagraph) -> ReadParagraph:
    doubtful = tuple(each for each in paragraph.sentences if each.doubt)
    return replace(paragraph, line=0, goes_on=False, sentences=doubtful)


def _order(base: list[K], ours: list[K], theirs: list[K]) -> list[K]:
    """Keys of all sides, in the order of the side that changed it, each new one behind the key that
    it follows on its own side."""
    common = [key for key in base if key in ours and key in theirs]
    kept = [key for key in theirs if key in set(common)]
    leading, other = (theirs, ours) if kept != common else (ours, theirs)
    found = list(leading)
    for before, key in zip([None, *other], other, strict=False):
        if key not in found:
            found.insert(found.index(before) + 1 if before in found else 0, key)
    return found


def _shown(value: Any) -> str:
    text = "nothing" if value is None or value == "" else str(value)
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}…"
