"""What an import would bring, counted and told, before anything is written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from archive.sources.forms import Proposal
from archive.sources.readers.transcripts import Doubt, ReadPerson, ReadTurn


@dataclass(frozen=True)
class Speaker:
    """A person of the file: how many turns they speak in, and how many characters they say."""

    person: ReadPerson
    turns: int
    size: int


@dataclass(frozen=True)
class Preview:
    """A proposal in figures.  `first` and `last` are the times that the turns run from and to."""

    proposal: Proposal
    speakers: tuple[Speaker, ...]
    kinds: dict[str, int]
    languages: tuple[str, ...]
    cues: int
    notes: int
    first: timedelta | None
    last: timedelta | None
    doubts: tuple[Doubt, ...]

    @property
    def turns(self) -> int:
        return sum(self.kinds.values())


def preview(proposal: Proposal) -> Preview:
    """Count what the proposal has."""
    read = proposal.read
    paragraphs = [each for turn in read.turns for each in turn.paragraphs]
    starts = [turn.start for turn in read.turns if turn.start is not None]
    return Preview(
        proposal=proposal,
        speakers=tuple(_speakers(proposal)),
        kinds=dict(Counter(turn.kind for turn in read.turns)),
        languages=tuple(dict.fromkeys((read.language, *_own_languages(read.turns)))),
        cues=sum(len(each.cues) for each in paragraphs),
        notes=sum(len(each.notes) for each in paragraphs),
        first=min(starts, default=None),
        last=max((*starts, *_ends(read.turns)), default=None),
        doubts=tuple(sorted(read.doubts, key=lambda each: each.line)),
    )


def _speakers(proposal: Proposal) -> Iterator[Speaker]:
    for person in proposal.read.people:
        turns = [turn for turn in proposal.read.turns if person.label in turn.speakers]
        size = sum(len(each.text) for turn in turns for each in turn.paragraphs)
        yield Speaker(person, len(turns), size)


def _own_languages(turns: list[ReadTurn]) -> list[str]:
    return [turn.language for turn in turns if turn.language]


def _ends(turns: list[ReadTurn]) -> list[timedelta]:
    return [turn.end for turn in turns if turn.end is not None]


def told(preview: Preview) -> Iterator[str]:
    """The preview as lines of text, each doubt with its line in the file."""
    read, name = preview.proposal.read, preview.proposal.name
    yield f"{name}: {preview.proposal.form}, {', '.join(preview.languages)}"
    yield f"  {read.slug}: {read.title}"
    kinds = ", ".join(f"{count} {kind}" for kind, count in preview.kinds.items())
    topics = sum(bool(topic.title) for topic in read.topics)
    yield f"  {preview.turns} turns ({kinds}), {topics} headings"
    if preview.first is not None:
        yield f"  times from {preview.first} to {preview.last}, {preview.cues} cues"
    if preview.notes:
        yield f"  {preview.notes} notes"
    for each in preview.speakers:
        person = each.person
        unknown = "" if person.identified else ", not identified"
        says = f"{each.turns} turns, {each.size} characters"
        yield f"  {person.name} ({person.role}{unknown}): {says}"
    for doubt in preview.doubts:
        yield f"{name}:{doubt.line}: {doubt.reason}"
