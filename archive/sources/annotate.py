"""The annotation file: what the source text does not say of itself.

A YAML file under `seeds/`, one for each interview:

    interview: slug-of-the-interview
    source: text.txt              # beside this file
    language: ja                  # BCP 47
    front: [title, skip, summary] # what each non-blank line above the first heading is
    back: [skip]                  # the same for the lines below the last paragraph
    people:                       # name_ja, family_name, position: optional
      - {slug: ada, name: Ada L., role: interviewer}
    topics:
      - slug: beginnings
        heading: The heading, as its line in the source reads
        turns:
          - {opens: First words, speaker: ada, kind: question, exchange: first-programme}

A turn runs from its opening words to those of the next, so `opens` is its key: the beginning of a
sentence, long enough to stand once in its topic.  Inserting or correcting paragraphs needs no
change here.  Where several sentences of a topic begin alike ("Yes."), `nth: 2` means the second of
them.  What else the file may say of a turn, a topic or the whole stands in `seeds/README.md`.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from django.utils.dateparse import parse_datetime

from archive.models.dates import PartialDate
from archive.models.publication import DATES, MEDIA, RECORDING_MEDIA, TEXTS
from archive.models.pull_quotes import parse_pull_quotes
from archive.sources.annotate_turns import read_topic
from archive.sources.errors import SeedError, each_of
from archive.sources.notes import Annotations, PersonNote, TopicNote, TurnNote
from archive.sources.read import Block
from archive.sources.values import (
    read_each,
    read_language,
    read_time,
    read_translations,
    read_yes,
)
from archive.text import MARKUPS, PLAIN

FIELDS = ("title", "tags", "summary", "original_title", "original_summary")
SKIP = "skip"
STATES = ("draft", "published", "withdrawn")
_KEYS = ("interview", "source", "language", "front", "back", "people", "topics")
_OTHER_KEYS = (*FIELDS, "speakers_named", "markup", "recording_length", "translations", "state")
_STATE_KEYS = ("state", "embargo", "withdrawal", "featured")


def annotate(block: Block, source: Path | None = None) -> Annotations:
    """Read an annotation file's mapping; `source` is the text's file where the mapping isn't one.

    Raises `SeedError` with file and line, and every other mistake of the file too.
    """
    found: dict[str, Any] = {"path": block.path}
    read = _READ | ({"source": lambda _: source} if source else {})
    each_of(read.items(), lambda item: found.update({item[0]: item[1](block)}))
    front, back = found.pop("roles")
    del found["keys"]
    return Annotations(front=front, back=back, **found)


def _people(block: Block) -> tuple[PersonNote, ...]:
    return read_each(block, "people", _person, lambda person: person.slug)


def _topics(block: Block) -> tuple[TopicNote, ...]:
    known: list[str] | None = None
    # A mistake in them is told of by itself: no turn is wrong because of it.
    with suppress(SeedError):
        known = [each.slug for each in _people(block)]
    topics = read_each(
        block, "topics", lambda topic: read_topic(topic, known), lambda topic: topic.slug
    )
    return _in_levels(block, _in_time(block.path, topics))


def _in_levels(block: Block, topics: tuple[TopicNote, ...]) -> tuple[TopicNote, ...]:
    """The topics, if each part stands among those of its topic."""
    above = ""
    for topic in topics:
        if topic.part_of and topic.part_of != above:
            reason = f"`part_of: {topic.part_of}` is not the slug of the topic above this one"
            raise SeedError(block.path, topic.line, reason)
        above = topic.part_of or topic.slug
    return topics


def _in_time(path: Path, topics: tuple[TopicNote, ...]) -> tuple[TopicNote, ...]:
    """The topics, if no turn starts before the one above it.

    A turn may start while the one above is still going on: people speak at the same time.
    """
    last: TurnNote | None = None
    for turn in (turn for topic in topics for turn in topic.turns):
        if turn.start is None:
            continue
        if last and last.start is not None and turn.start < last.start:
            reason = f"`start: {turn.start}` is before {last.start}, where the turn above starts"
            raise SeedError(path, turn.line_of_start, f"{reason} (line {last.line_of_start})")
        last = turn
    return topics


def _source(block: Block) -> Path:
    source = block.path.parent / block.text("source")
    if not source.is_file():
        reason = f"`source: {block.text('source')}` is no file beside this one"
        raise SeedError(block.path, block.line_of("source"), reason)
    return source


def _publication(block: Block) -> dict[str, str]:
    """What is stated of the publication; empty texts for the rest."""
    read_language(block, "original_language", "")
    for key in DATES:
        try:
            PartialDate.parse(block.text(key, ""))
        except ValueError:
            reason = f"`{key}: {block.text(key)}` is no date such as 2026, 2026-01 or 2026-01-20"
            raise SeedError(block.path, block.line_of(key), reason) from None
    for key, media in (("original_medium", MEDIA), ("recording_medium", RECORDING_MEDIA)):
        if key in block:
            block.choice(key, media)
    _check_pull_quotes(block)
    return {key: block.text(key, "") for key in TEXTS}


def _check_pull_quotes(block: Block) -> None:
    try:
        parse_pull_quotes(block.text("pull_quotes", ""))
    except ValueError as error:
        reason = f"`pull_quotes`: “{error}” is not up to three places such as p3c9d:2"
        raise SeedError(block.path, block.line_of("pull_quotes"), reason) from None


def _state(block: Block) -> dict[str, Any]:
    """What the file says of the interview's publication; nothing is what it needn't say."""
    if "state" not in block:
        return {}
    if not block.is_nested("state"):
        return {"state": block.choice("state", STATES)}
    state = block.block("state")
    state.allow(*_STATE_KEYS)
    found: dict[str, Any] = {"state": state.choice("state", STATES)}
    if "embargo" in state:
        found["embargo"] = parse_datetime(state.text("embargo"))
        if found["embargo"] is None or found["embargo"].tzinfo is None:
            reason = f"`embargo: {state.text('embargo')}` is no time such as 2026-01-20T09:00:00Z"
            raise SeedError(block.path, state.line_of("embargo"), reason)
    found["withdrawal"] = state.text("withdrawal", "")
    found["featured"] = read_yes(state, "featured")
    if (found["state"] == "withdrawn") != bool(found["withdrawal"]):
        raise SeedError(block.path, state.line, "`withdrawal` is the reason of `state: withdrawn`")
    return found


def _markup(block: Block) -> str:
    return block.choice("markup", MARKUPS) if "markup" in block else PLAIN


def _roles(block: Block) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What the lines of `front` and of `back` are."""
    front, back = block.texts("front"), block.texts("back")
    for key, role in [("front", role) for role in front] + [("back", role) for role in back]:
        if role != SKIP and (role not in FIELDS or (front + back).count(role) > 1):
            known = ", ".join((*FIELDS, SKIP))
            reason = f"`{key}: {role}` is unknown or stands twice; known: {known}"
            raise SeedError(block.path, block.line_of(key), reason)
    for name in FIELDS:
        if name in block and name in front + back:
            reason = f"`{name}` stands here, and `front` or `back` names its line"
            raise SeedError(block.path, block.line_of(name), reason)
    if "title" not in front + back and "title" not in block:
        raise SeedError(block.path, block.line_of("front"), "`front` names no `title`")
    return tuple(front), tuple(back)


def _person(block: Block) -> PersonNote:
    keys = ("slug", "name", "name_ja", "family_name", "position", "role", "identified")
    block.allow(*keys)
    return PersonNote(
        slug=block.slug("slug"),
        name=block.text("name"),
        name_ja=block.text("name_ja", ""),
        family_name=_family_name(block),
        position=block.text("position", ""),
        role=block.text("role"),
        identified="identified" not in block or read_yes(block, "identified"),
        line=block.line,
    )


def _family_name(block: Block) -> str:
    family = block.text("family_name", "")
    if family not in block.text("name"):
        reason = f"`family_name: {family}` is no part of the name"
        raise SeedError(block.path, block.line_of("family_name"), reason)
    return family


_READ: dict[str, Callable[[Block], Any]] = {
    "keys": lambda block: block.allow(*_KEYS, *TEXTS, *_OTHER_KEYS),
    "source": _source,
    "slug": lambda block: block.slug("interview"),
    "language": lambda block: read_language(block, "language"),
    "markup": _markup,
    "roles": _roles,
    "people": _people,
    "topics": _topics,
    "publication": _publication,
    "texts": lambda block: {name: block.text(name) for name in FIELDS if name in block},
    "speakers_named": lambda block: read_yes(block, "speakers_named"),
    "recording_length": lambda block: read_time(block, "recording_length"),
    "translations": read_translations,
    "state": _state,
}
