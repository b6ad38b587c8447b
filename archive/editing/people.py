"""Edits of who takes part: a new person, a voice that gets its name, two records of one person."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db.models import Max
from django.utils.text import slugify
from django.utils.translation import gettext as _

from archive.editing.errors import RefusedError
from archive.editing.journal import NO_CONTENTS, Editor, Reach, recorded
from archive.models import Edit, Interview, Participant, Person, Segment
from archive.text import FORBIDDEN


@dataclass(frozen=True)
class About:
    """What is said of a person in an interview."""

    name: str
    role: str
    name_ja: str = ""
    family_name: str = ""
    position: str = ""
    identified: bool = True

    def of_person(self, person: Person) -> None:
        """Write what is the person's own.  Raises `RefusedError`."""
        person.name = _line(self.name)
        person.name_ja, person.family_name = _line(self.name_ja), _line(self.family_name)
        person.identified = self.identified
        if not person.name:
            raise RefusedError(_("A person needs a name."))
        if person._state.adding or self.identified:
            person.slug = _free_slug(person)
        _save(person)

    def of_part(self, part: Participant) -> None:
        """Write what is of the part in the interview.  Raises `RefusedError`."""
        part.role, part.position = _line(self.role), _line(self.position)
        _save(part)


def _line(text: str) -> str:
    return " ".join(FORBIDDEN.sub("", text).split())


def _save(record: Person | Participant) -> None:
    try:
        record.clean_fields()
    except ValidationError as error:
        raise RefusedError(" ".join(error.messages)) from None
    record.save()


def _free_slug(person: Person) -> str:
    """The slug of a person's name; that of a person stays as it is where it would only be another
    number."""
    wanted = slugify(person.name)[:40].strip("-") or "person"
    taken = set(
        Person.objects.filter(slug__startswith=wanted)
        .exclude(pk=person.pk)
        .values_list("slug", flat=True)
    )
    slug, number = wanted, 2
    while slug in taken:
        slug, number = f"{wanted}-{number}", number + 1
    return slug


def part_of(interview: Interview, person: str) -> Participant:
    """The part in the interview of the person of that slug.  Raises `RefusedError`."""
    parts = interview.participants.select_related("person")
    if found := parts.filter(person__slug=person).first():
        return found
    raise RefusedError(_("This person has no part in the interview."))


def add_person(
    editor: Editor, interview: Interview, about: About, known: Person | None = None
) -> Edit | None:
    """Have somebody take part: a `known` person of the archive, or a new one."""
    with recorded(editor, interview, "person", reach=NO_CONTENTS) as recording:
        person = known or Person()
        if known is None:
            about.of_person(person)
        elif interview.participants.filter(person=known).exists():
            raise RefusedError(_("%(name)s takes part already.") % {"name": known.name})
        highest = interview.participants.aggregate(highest=Max("order"))["highest"]
        order = 0 if highest is None else highest + 1
        about.of_part(Participant(interview=interview, person=person, order=order))
    return recording.edit


def name_person(
    editor: Editor,
    interview: Interview,
    person: str,
    about: About,
    known: Person | None = None,
) -> Edit | None:
    """Give a voice of the interview its name, wherever it speaks there.

    Or say that it is a `known` person of the archive, whose words they are then.
    """
    with recorded(editor, interview, "name", reach=NO_CONTENTS) as recording:
        part = part_of(interview, person)
        voice = part.person
        if known is None or known == voice:
            if _speaks_elsewhere(voice, interview) and not voice.identified:
                raise RefusedError(
                    _("This voice is heard in other interviews too. Merge it there.")
                )
            about.of_person(voice)
            about.of_part(part)
        else:
            _hand_over(interview, voice, known)
            if not Participant.objects.filter(person=voice).exists():
                voice.delete()
            about.of_part(part_of(interview, known.slug))
    return recording.edit


def _speaks_elsewhere(person: Person, interview: Interview) -> bool:
    return Participant.objects.filter(person=person).exclude(interview=interview).exists()


def merge_people(editor: Editor, interview: Interview, person: str, into: Person) -> Edit | None:
    """Say that a person of the interview is the same as another: everywhere, for good."""
    dropped = part_of(interview, person).person
    if dropped == into:
        raise RefusedError(_("These are one person already."))
    parts = Participant.objects.filter(person__in=[dropped, into])
    others = set(parts.values_list("interview", flat=True)) - {interview.pk}
    with recorded(editor, interview, "merge", reach=Reach((), sorted(others))) as recording:
        for each in Interview.objects.filter(participants__person=dropped):
            _hand_over(each, dropped, into)
        Person.objects.get(pk=dropped.pk).delete()
    return recording.edit


def _hand_over(interview: Interview, voice: Person, to: Person) -> None:
    """Have `to` take the part of `voice` in the interview, and say all its turns."""
    turns = Segment.objects.filter(topic__interview=interview)
    turns.filter(speaker=voice).update(speaker=to)
    through = Segment.co_speakers.through.objects
    shared = through.filter(segment__in=turns, person=voice)
    through.bulk_create(
        [
            through.model(segment_id=key, person=to)
            for key in shared.values_list("segment", flat=True)
        ],
        ignore_conflicts=True,
    )
    shared.delete()
    # Nobody says words together with themselves.
    through.filter(segment__in=turns.filter(speaker=to), person=to).delete()
    mine = interview.participants.filter(person=voice)
    if interview.participants.filter(person=to).exists():
        mine.delete()
    else:
        mine.update(person=to)
