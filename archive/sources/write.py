"""Writes an aligned interview to the database: the last step of an import.

Writing the same text twice changes nothing.  Rows keep their primary keys as long as their anchors
live.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from archive.anchors import recast_words, record_placement, settle_anchors
from archive.models import Interview, Participant, Person
from archive.sources.align import AlignedInterview
from archive.sources.annotate import FIELDS
from archive.sources.errors import SeedError
from archive.sources.files import source_name
from archive.sources.parsed import ParsedInterview
from archive.sources.records import set_aside, write_record
from archive.sources.stored import given_state, stored_state
from archive.sources.write_turns import write_turns


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
    if stored_state(interview) != given_state(parsed):
        write_turns(parsed, interview)
        settle_anchors(interview)
        changed = True
    if former is not None:
        # Now all that is kept of the text as it was is of the kind that it was.
        recast_words(interview, former.markup)
    return Outcome(interview, changed, placement.added, placement.retired, list(placement.replaced))


def _write_interview(parsed: ParsedInterview) -> tuple[Interview, bool]:
    notes = parsed.annotations
    source = notes.stored_as or source_name(notes.source)
    known = Interview.objects.filter(slug=notes.slug).first()
    if twin := Interview.objects.filter(source=source).exclude(slug=notes.slug).first():
        reason = f"`interview: {notes.slug}`: {source} is already the source of `{twin.slug}`"
        raise SeedError(notes.path, 1, reason)
    interview = known or Interview(slug=notes.slug)
    lines = {"": 1, **{name: line.number for name, line in parsed.fields.items()}}
    changed = write_record(
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
        recording_length=notes.recording_length,
        translations=notes.translations,
        **notes.publication,
        **notes.state,
        **{name: parsed.field(name) for name in FIELDS},
    )
    return interview, changed


def _write_people(parsed: ParsedInterview, interview: Interview) -> bool:
    notes = parsed.annotations
    slugs = [note.slug for note in notes.people]
    changed = list(interview.participants.values_list("person__slug", flat=True)) != slugs
    if changed:
        interview.participants.exclude(person__slug__in=slugs).delete()
        set_aside(interview.participants.all(), len(slugs))
    parts = {each.person.slug: each for each in interview.participants.select_related("person")}
    for order, note in enumerate(notes.people):
        person = Person.objects.filter(slug=note.slug).first() or Person(slug=note.slug)
        lines = {"": note.line}
        changed |= write_record(
            person,
            notes.path,
            lines,
            name=note.name,
            name_ja=note.name_ja,
            family_name=note.family_name,
            identified=note.identified,
        )
        part = parts.get(note.slug) or Participant(interview=interview, person=person)
        values: dict[str, Any] = {"role": note.role, "position": note.position, "order": order}
        changed |= write_record(part, notes.path, lines, **values)
    return changed
