"""Completes what a reader found, so that it can become an interview: the proposals of an import.

Names, roles, kinds, exchanges, slugs and the language are what the file or the caller says; what
neither says is proposed, and each proposal is a `Doubt` that a person can look at.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta

from archive.models import Participant
from archive.sources.cleaning import cleaned
from archive.sources.exchanges import ends_asking, propose_exchanges
from archive.sources.naming import free_slug, person_slug, slug_of
from archive.sources.readers.transcripts import (
    Doubt,
    ReadInterview,
    ReadPerson,
    ReadTopic,
    ReadTurn,
)
from archive.sources.tongues import language_of
from archive.text import is_language


@dataclass(frozen=True)
class Wish:
    """What the caller says of a speaker, by label; empty where nothing."""

    name: str = ""
    role: str = ""


@dataclass(frozen=True)
class Wishes:
    """What the caller says of an interview; empty where nothing.  `stem` is the file's name."""

    slug: str = ""
    language: str = ""
    title: str = ""
    speakers: Mapping[str, Wish] = field(default_factory=dict)
    stem: str = ""


class WishError(ValueError):
    """A wish that the file can't fulfil, as a sentence."""


ROLES = (str(Participant.Role.INTERVIEWER), str(Participant.Role.GUEST))


def propose(read: ReadInterview, wishes: Wishes) -> ReadInterview:
    """Complete what was read.  Raises `WishError` for a wish that makes no sense."""
    read = cleaned(read)
    title = wishes.title or read.title or wishes.stem
    language, doubts = _language(read, wishes)
    slugs = (wishes.slug, read.slug, slug_of(title, language), slug_of(wishes.stem, language))
    slug = next(filter(None, slugs), "interview")
    people = _people(read, wishes, slug, language)
    people, proposed = _roles(people, read)
    turns, times = _in_time(read.turns)
    by_label = {each.label: each for each in people}
    turns, asked = propose_exchanges(turns, {label: each.role for label, each in by_label.items()})
    return replace(
        read,
        title=title,
        slug=slug,
        language=language,
        people=people,
        topics=tuple(_topics(read.topics, turns, language)),
        doubts=(*read.doubts, *doubts, *proposed, *times, *asked),
    )


def _language(read: ReadInterview, wishes: Wishes) -> tuple[str, list[Doubt]]:
    if wishes.language and not is_language(wishes.language):
        raise WishError(f"`{wishes.language}` is no language tag (BCP 47) such as ja or en-GB")
    if wishes.language or is_language(read.language):
        return wishes.language or read.language, []
    language = language_of(" ".join(each.text for turn in read.turns for each in turn.paragraphs))
    return language, [Doubt(1, f"the language was recognised as {language}: is that right?")]


def _people(
    read: ReadInterview, wishes: Wishes, slug: str, language: str
) -> tuple[ReadPerson, ...]:
    """Everybody who speaks, in the order of the file, as the caller names them."""
    labels = dict.fromkeys(label for turn in read.turns for label in turn.speakers)
    known = {each.label: each for each in read.people}
    for label in wishes.speakers:
        if label not in labels:
            among = ", ".join(f"“{each}”" for each in labels) or "nobody"
            raise WishError(f"nobody is called “{label}” in the file; speaking are {among}")
    people: list[ReadPerson] = []
    for label in [*known, *(each for each in labels if each not in known)]:
        person = _named(known.get(label, ReadPerson(label, label)), wishes.speakers.get(label))
        taken = {each.slug for each in people}
        code = person.slug or person_slug(person.name, slug, language, person.identified)
        people.append(replace(person, slug=free_slug(code, taken)))
    return tuple(people)


def _named(person: ReadPerson, wish: Wish | None) -> ReadPerson:
    if wish is None:
        return person
    name = wish.name or person.name
    return replace(
        person,
        name=name,
        role=wish.role or person.role,
        # A name makes somebody of a voice, and another person of somebody.
        identified=person.identified or bool(wish.name),
        slug=person.slug if name == person.name else "",
    )


def _roles(
    people: tuple[ReadPerson, ...], read: ReadInterview
) -> tuple[tuple[ReadPerson, ...], list[Doubt]]:
    """Roles for those who have none: who asks most is the interviewer, if nobody else is."""
    without = [each for each in people if not each.role]
    has_asker = any(each.role in Participant.ASKING for each in people)
    shares = {each.label: _asking_share(each.label, read) for each in without}
    asker = max(shares, key=lambda label: shares[label], default="")
    if has_asker or len(people) < 2 or not shares.get(asker):
        asker = ""
    proposed = {each.label: ROLES[0] if each.label == asker else ROLES[1] for each in without}
    doubts = [
        Doubt(_first_line(each.label, read), f"{each.name}: {proposed[each.label]}, proposed")
        for each in without
    ]
    return tuple(replace(each, role=each.role or proposed[each.label]) for each in people), doubts


def _asking_share(label: str, read: ReadInterview) -> float:
    """The share of a speaker's turns that end with a question; of one that asks nothing, 0."""
    turns = [turn for turn in read.turns if label in turn.speakers]
    asked = [turn for turn in turns if turn.kind == "question" or ends_asking(turn)]
    return len(asked) / len(turns) if turns else 0.0


def _first_line(label: str, read: ReadInterview) -> int:
    return next((turn.line for turn in read.turns if label in turn.speakers), 1)


def _in_time(turns: list[ReadTurn]) -> tuple[list[ReadTurn], list[Doubt]]:
    """The turns without times that go back, which no recording can have."""
    last: timedelta | None = None
    kept, doubts = [], []
    for turn in turns:
        start = turn.start
        if start is not None and last is not None and start < last:
            doubts.append(Doubt(turn.line, f"{start} is before the turn above: left out"))
            start = None
        end = turn.end if start is not None and turn.end and turn.end > start else None
        last = start if start is not None else last
        kept.append(replace(turn, start=start, end=end))
    return kept, doubts


def _topics(topics: tuple[ReadTopic, ...], turns: list[ReadTurn], language: str) -> list[ReadTopic]:
    """The topics with their completed turns, slugs, and levels that hold together."""
    rest, taken, found = iter(turns), set[str](), list[ReadTopic]()
    for number, topic in enumerate(topics, 1):
        slug = topic.slug or slug_of(topic.title, language) or f"topic-{number}"
        level = 1 if not found else topic.level
        found.append(
            replace(
                topic,
                slug=free_slug(slug, taken),
                level=level,
                turns=tuple(next(rest) for _ in topic.turns),
            )
        )
        taken.add(found[-1].slug)
    return found
