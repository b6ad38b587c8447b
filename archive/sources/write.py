"""Writes an aligned interview to the database: the last step of an import.

Writing the same text twice changes nothing.  Rows keep their primary keys as long as their anchors
live.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.db.models import F, Max, Model, QuerySet

from archive.anchors import recast_words, record_placement, settle_anchors
from archive.models import (
    Exchange,
    Interview,
    Paragraph,
    Participant,
    Person,
    Segment,
    Sentence,
    Topic,
)
from archive.sources.align import AlignedInterview
from archive.sources.annotate import FIELDS
from archive.sources.attribute import ParsedInterview, ParsedTurn
from archive.sources.errors import SeedError
from archive.sources.files import source_name


@dataclass
class Outcome:
    """What an import did.  `retired` and `replaced` name anchors whose words are gone or joined."""

    interview: Interview
    changed: bool
    added: list[str]
    retired: list[str]
    replaced: list[str]


def write(aligned: AlignedInterview) -> Outcome:
    """Write the interview; tell what changed.

    Raises `SeedError` for what the tables can't hold: the caller's transaction takes all back.
    """
    parsed, placement = aligned.parsed, aligned.placement
    former = Interview.objects.filter(slug=parsed.annotations.slug).first()
    interview, changed = _write_interview(parsed)
    changed |= _write_people(parsed, interview)
    record_placement(interview, placement)
    if stored_state(interview) != _state(parsed):
        _write_turns(parsed, interview)
        settle_anchors(interview)
        changed = True
    if former is not None:
        # Now all that is kept of the text as it was is of the kind that it was.
        recast_words(interview, former.markup)
    return Outcome(interview, changed, placement.added, placement.retired, list(placement.replaced))


def _write(record: Model, path: Path, lines: dict[str, int], **values: object) -> bool:
    """Set `values` and save if that changes anything.

    A value that does not fit is a `SeedError` at its line in `lines` (under "": any other).
    """
    new = record._state.adding
    changed = {name for name, value in values.items() if getattr(record, name) != value}
    for name in changed:
        setattr(record, name, values[name])
    if not (changed or new):
        return False
    try:
        record.clean_fields()
    except ValidationError as error:
        name, reasons = next(iter(error.message_dict.items()))
        raise SeedError(path, lines.get(name, lines[""]), f"{name}: {reasons[0]}") from None
    record.save()
    return True


def _write_interview(parsed: ParsedInterview) -> tuple[Interview, bool]:
    notes = parsed.annotations
    source = source_name(notes.source)
    known = Interview.objects.filter(slug=notes.slug).first()
    if twin := Interview.objects.filter(source=source).exclude(slug=notes.slug).first():
        reason = f"`interview: {notes.slug}`: {source} is already the source of `{twin.slug}`"
        raise SeedError(notes.path, 1, reason)
    interview = known or Interview(slug=notes.slug)
    lines = {"": 1, **{name: line.number for name, line in parsed.fields.items()}}
    changed = _write(
        interview,
        notes.source,
        lines,
        language=notes.language,
        markup=notes.markup,
        source=source,
        first_line=parsed.first_line,
        last_line=parsed.last_line,
        field_lines={name: line.number for name, line in parsed.fields.items()},
        other_lines={str(line.number): line.text for line in parsed.other_lines},
        speakers_named=notes.speakers_named,
        **notes.publication,
        **{name: parsed.fields[name].text if name in parsed.fields else "" for name in FIELDS},
    )
    return interview, changed


def _write_people(parsed: ParsedInterview, interview: Interview) -> bool:
    notes = parsed.annotations
    slugs = [note.slug for note in notes.people]
    changed = list(interview.participants.values_list("person__slug", flat=True)) != slugs
    if changed:
        interview.participants.exclude(person__slug__in=slugs).delete()
        _set_aside(interview.participants.all(), len(slugs))
    parts = {each.person.slug: each for each in interview.participants.select_related("person")}
    for order, note in enumerate(notes.people):
        person = Person.objects.filter(slug=note.slug).first() or Person(slug=note.slug)
        lines = {"": note.line}
        names = {"name": note.name, "name_ja": note.name_ja, "family_name": note.family_name}
        changed |= _write(person, notes.path, lines, **names)
        part = parts.get(note.slug) or Participant(interview=interview, person=person)
        values: dict[str, Any] = {"role": note.role, "position": note.position, "order": order}
        changed |= _write(part, notes.path, lines, **values)
    return changed


def _set_aside(records: QuerySet[Any], count: int) -> None:
    """Free the order numbers below `count`: two that change places must not meet on one number."""
    highest = records.aggregate(highest=Max("order"))["highest"] or 0
    records.update(order=F("order") + highest + count + 1)


class SentenceRow(NamedTuple):
    """All that an import writes of one sentence, with the turn and the paragraph that it is in.

    `first` and `last` (half open) are its columns in `line`; of a turn without sentences what a
    sentence has is None.
    """

    topic: str
    anchor: str
    speaker: str
    kind: str
    exchange: str
    language: str
    start: timedelta | None
    end: timedelta | None
    paragraph: str | None
    text: str | None
    line: int | None
    first: int | None
    last: int | None
    doubt: str | None
    doubt_en: str | None


Row = tuple[object, ...]
# Where the database has what a `SentenceRow` has.
_COLUMNS = (
    *("topic__slug", "anchor_id", "speaker__slug", "kind", "exchange__slug", "language"),
    *("start", "end", "paragraphs__anchor_id"),
    *(
        f"paragraphs__sentences__{name}"
        for name in ("text", "line", "start", "end", "doubt", "doubt_en")
    ),
)


def _state(parsed: ParsedInterview) -> list[Row]:
    """Everything an import writes below the interview, comparable with `stored_state`."""
    topics: list[Row] = [(topic.slug, topic.title, topic.line) for topic in parsed.topics]
    exchanges: list[Row] = [(slug,) for slug in sorted({turn.exchange for turn in parsed.turns})]
    return [*topics, *exchanges, *given_sentences(parsed)]


def given_sentences(parsed: ParsedInterview) -> Iterator[SentenceRow]:
    """The sentences that an import would write, in order."""
    for topic in parsed.topics:
        for turn in topic.turns:
            yield from _rows(topic.slug, turn)


def _rows(topic: str, turn: ParsedTurn) -> Iterator[SentenceRow]:
    head = (topic, turn.anchor, turn.speaker, turn.kind, turn.exchange)
    times = (turn.language, turn.start, turn.end)
    for paragraph in turn.paragraphs:
        for each in paragraph.sentences:
            place = (each.line, each.start, each.end)
            doubts = (each.doubt, each.doubt_en)
            yield SentenceRow(*head, *times, paragraph.anchor, each.text, *place, *doubts)


def stored_state(interview: Interview) -> list[Row]:
    """What is stored below the interview, in order, comparable with what an import would write."""
    topics: list[Row] = list(interview.topics.values_list("slug", "title", "line"))
    # Not by the database, whose order may be a language's.
    exchanges: list[Row] = sorted(interview.exchanges.values_list("slug"))
    return [*topics, *exchanges, *stored_sentences(interview)]


def stored_sentences(interview: Interview) -> Iterator[SentenceRow]:
    """The sentences that are stored, in order."""
    # From the segment down, so that one without paragraphs or sentences shows as a difference.
    segments = Segment.objects.filter(topic__interview=interview).order_by(
        "topic__order", "order", "paragraphs__order", "paragraphs__sentences__order"
    )
    return map(SentenceRow._make, segments.values_list(*_COLUMNS))


def _write_turns(parsed: ParsedInterview, interview: Interview) -> None:
    segments = Segment.objects.filter(topic__interview=interview)
    paragraphs = Paragraph.objects.filter(segment__topic__interview=interview)
    keys = dict(segments.values_list("anchor_id", "pk"))
    paragraph_keys = dict(paragraphs.values_list("anchor_id", "pk"))
    # The signals keep the words of every anchor, and the topic that it leaves.
    segments.delete()
    topics = _write_topics(parsed, interview)
    exchanges = _write_exchanges(parsed, interview)
    people = {person.slug: person for person in interview.people.all()}
    for topic in parsed.topics:
        for order, turn in enumerate(topic.turns):
            segment = Segment.objects.create(
                pk=keys.get(turn.anchor),
                topic=topics[topic.slug],
                speaker=people[turn.speaker],
                exchange=exchanges[turn.exchange],
                anchor_id=turn.anchor,
                kind=turn.kind,
                language=turn.language,
                order=order,
                start=turn.start,
                end=turn.end,
            )
            _write_paragraphs(segment, turn, paragraph_keys)


def _write_topics(parsed: ParsedInterview, interview: Interview) -> dict[str, Topic]:
    slugs = [topic.slug for topic in parsed.topics]
    interview.topics.exclude(slug__in=slugs).delete()
    _set_aside(interview.topics.all(), len(slugs))
    topics = {topic.slug: topic for topic in interview.topics.all()}
    for order, each in enumerate(parsed.topics):
        topic = topics.setdefault(each.slug, Topic(interview=interview, slug=each.slug))
        values = {"title": each.title, "line": each.line, "order": order}
        _write(topic, parsed.annotations.source, {"": each.line}, **values)
    return topics


def _write_exchanges(parsed: ParsedInterview, interview: Interview) -> dict[str, Exchange]:
    slugs = [turn.exchange for turn in parsed.turns]
    interview.exchanges.exclude(slug__in=slugs).delete()
    return {
        slug: Exchange.objects.get_or_create(interview=interview, slug=slug)[0]
        for slug in dict.fromkeys(slugs)
    }


def _write_paragraphs(segment: Segment, turn: ParsedTurn, keys: dict[str, int]) -> None:
    for order, parsed in enumerate(turn.paragraphs):
        paragraph = Paragraph.objects.create(
            pk=keys.get(parsed.anchor), segment=segment, anchor_id=parsed.anchor, order=order
        )
        Sentence.objects.bulk_create(
            Sentence(
                paragraph=paragraph,
                order=place,
                text=each.text,
                line=each.line,
                start=each.start,
                end=each.end,
                doubt=each.doubt,
                doubt_en=each.doubt_en,
            )
            for place, each in enumerate(parsed.sentences)
        )
