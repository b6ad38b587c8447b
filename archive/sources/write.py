"""Writes a parsed interview to the database, carrying every anchor over.

One transaction: either all of it is written or nothing.  Writing the same text twice changes
nothing.  Rows keep their primary keys as long as their anchors live.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, Max, Model, Q, QuerySet

from archive.anchors.placement import OldTurn, Outcome, PlacedTurn, old_turns, place
from archive.models import (
    Anchor,
    Exchange,
    Interview,
    Paragraph,
    Participant,
    Person,
    Segment,
    Sentence,
    Topic,
)
from archive.sources.annotate import FIELDS
from archive.sources.attribute import ParsedInterview
from archive.sources.errors import SeedError


def annotation_files() -> list[Path]:
    """The annotation files under `seeds/`, one for each interview."""
    return sorted((Path(settings.BASE_DIR) / "seeds").glob("*.yaml"))


def source_name(path: Path) -> str:
    """The source's name as stored and printed: relative to the project where it lies inside."""
    resolved = path.resolve()
    base = Path(settings.BASE_DIR).resolve()
    return str(resolved.relative_to(base) if resolved.is_relative_to(base) else resolved)


@transaction.atomic
def import_parsed(parsed: ParsedInterview) -> Outcome:
    """Write `parsed`; return what changed.  Raises `SeedError` for what the tables cannot hold."""
    interview, interview_changed = _write_interview(parsed)
    people_changed = _write_people(parsed, interview)
    old = old_turns(interview)
    placed, outcome = place(parsed, interview, old)
    outcome.changed = _stored_state(interview) != _state(parsed, placed)
    if outcome.changed:
        _write_turns(parsed, interview, placed, old)
    outcome.changed |= interview_changed | people_changed
    return outcome


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
    known = Interview.objects.select_for_update().filter(slug=notes.slug).first()
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


Row = tuple[object, ...]


def _state(parsed: ParsedInterview, placed: Iterable[PlacedTurn]) -> list[Row]:
    """Everything an import writes below the interview, comparable with `_stored_state`."""
    topics: list[Row] = [(topic.slug, topic.title, topic.line) for topic in parsed.topics]
    exchanges: list[Row] = [(slug,) for slug in sorted({each.turn.exchange for each in placed})]
    return topics + exchanges + [row for each in placed for row in _rows(each)]


def _rows(placed: PlacedTurn) -> Iterator[Row]:
    turn = placed.turn
    head = (placed.topic, placed.anchor, turn.speaker, turn.kind, turn.exchange)
    for code, paragraph in zip(placed.paragraph_anchors, turn.paragraphs, strict=True):
        for each in paragraph:
            place = (each.text, each.line, each.start, each.end, each.doubt, each.doubt_en)
            yield (*head, turn.start, turn.end, code, *place)


def _stored_state(interview: Interview) -> list[Row]:
    topics: list[Row] = list(interview.topics.values_list("slug", "title", "line"))
    exchanges: list[Row] = list(interview.exchanges.order_by("slug").values_list("slug"))
    # From the segment down, so that one without paragraphs or sentences shows as a difference.
    segments = Segment.objects.filter(topic__interview=interview).order_by(
        "topic__order", "order", "paragraphs__order", "paragraphs__sentences__order"
    )
    head = ("topic__slug", "anchor_id", "speaker__slug", "kind", "exchange__slug", "start", "end")
    place = ("text", "line", "start", "end", "doubt", "doubt_en")
    names = (f"paragraphs__sentences__{name}" for name in place)
    return topics + exchanges + list(segments.values_list(*head, "paragraphs__anchor_id", *names))


def _write_turns(
    parsed: ParsedInterview,
    interview: Interview,
    placed: Sequence[PlacedTurn],
    old: Sequence[OldTurn],
) -> None:
    keys = {turn.anchor: turn.key for turn in old}
    paragraphs = Paragraph.objects.filter(segment__topic__interview=interview)
    paragraph_keys = dict(paragraphs.values_list("anchor_id", "pk"))
    # The signals keep the words of every anchor, and the topic that it leaves.
    Segment.objects.filter(topic__interview=interview).delete()
    topics = _write_topics(parsed, interview)
    exchanges = _write_exchanges(parsed, interview)
    people = {person.slug: person for person in interview.people.all()}
    orders = dict.fromkeys(topics, 0)
    for each in placed:
        segment = Segment.objects.create(
            pk=keys.get(each.anchor),
            topic=topics[each.topic],
            speaker=people[each.turn.speaker],
            exchange=exchanges[each.turn.exchange],
            anchor_id=each.anchor,
            kind=each.turn.kind,
            order=orders[each.topic],
            start=each.turn.start,
            end=each.turn.end,
        )
        orders[each.topic] += 1
        _write_paragraphs(segment, each, paragraph_keys)
    _return_anchors(interview)
    _release_anchors(interview)


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
    slugs = [turn.exchange for topic in parsed.topics for turn in topic.turns]
    interview.exchanges.exclude(slug__in=slugs).delete()
    return {
        slug: Exchange.objects.get_or_create(interview=interview, slug=slug)[0]
        for slug in dict.fromkeys(slugs)
    }


def _write_paragraphs(segment: Segment, placed: PlacedTurn, keys: dict[str, int]) -> None:
    pairs = zip(placed.paragraph_anchors, placed.turn.paragraphs, strict=True)
    for order, (code, sentences) in enumerate(pairs):
        paragraph = Paragraph.objects.create(
            pk=keys.get(code), segment=segment, anchor_id=code, order=order
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
            for place, each in enumerate(sentences)
        )


def _return_anchors(interview: Interview) -> None:
    """Anchors that live again have no last words, and have not left the topic they are in."""
    living = interview.anchors.filter(Q(segment__isnull=False) | Q(paragraph__isnull=False))
    living.update(words="", replaced_by=None)
    notes = Anchor.former_topics.through.objects.filter(anchor__interview=interview)
    notes.filter(anchor__segment__topic=F("topic")).delete()
    notes.filter(anchor__paragraph__segment__topic=F("topic")).delete()


# What a text is cut at to see whether any of it is left.
_CLAUSE_END = re.compile(r"[\s、。，．！？「」『』,.!?;:]+")


def _release_anchors(interview: Interview) -> None:
    """An heir that has lost the words that came to it leads to them no more: the anchor says so."""
    texts = _texts_by_anchor(interview)
    for anchor in interview.anchors.exclude(replaced_by=None).select_related("replaced_by"):
        text = texts.get(anchor.last_heir().code)
        clauses = [clause for clause in _CLAUSE_END.split(anchor.words) if clause]
        if text is not None and clauses and not any(clause in text for clause in clauses):
            Anchor.objects.filter(code=anchor.code).update(replaced_by=None)


def _texts_by_anchor(interview: Interview) -> dict[str, str]:
    """The words behind each living anchor of a segment or a paragraph."""
    texts: dict[str, str] = {}
    sentences = Sentence.objects.filter(paragraph__segment__topic__interview=interview)
    rows = sentences.order_by("paragraph__segment", "paragraph__order", "order").values_list(
        "paragraph__segment__anchor_id", "paragraph__anchor_id", "text"
    )
    for segment, paragraph, text in rows:
        texts[segment] = texts.get(segment, "") + text
        texts[paragraph] = texts.get(paragraph, "") + text
    return texts
