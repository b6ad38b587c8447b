"""Edits of turns as wholes: split, join, insert, withdraw, and who says them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from archive.anchors import issue_anchor
from archive.editing.errors import ConflictError, RefusedError
from archive.editing.finding import (
    check_version,
    interview_at,
    neighbours,
    paragraph_in,
    texts_in,
    turn_at,
    turn_version,
)
from archive.editing.journal import NO_CONTENTS, Editor, Reach, recorded
from archive.editing.ordering import arrange
from archive.editing.sentences import append_paragraph, cut_paragraph, write_text
from archive.editing.texts import new_paragraph
from archive.models import (
    Edit,
    Exchange,
    Interview,
    Paragraph,
    Person,
    Segment,
)
from archive.models.anchors import SEGMENT
from archive.text import FORBIDDEN
from archive.transcript import stored_text


class Place(NamedTuple):
    """A sentence, by its number from 0, of the paragraph of that anchor."""

    paragraph: str
    sentence: int


@dataclass(frozen=True)
class Says:
    """Who says a turn (nobody: it is a direction), what kind of turn, and in which language."""

    speakers: tuple[Person, ...] = ()
    kind: str = Segment.Kind.ANSWER
    language: str = ""

    def check(self, interview: Interview) -> None:
        """Raise `RefusedError` for what doesn't go together."""
        if self.kind not in Segment.Kind.values:
            raise RefusedError(_("There is no such kind of turn."))
        if (self.kind == Segment.Kind.DIRECTION) != (not self.speakers):
            raise RefusedError(_("Nobody speaks a direction, and all else is spoken by somebody."))
        parts = set(interview.participants.values_list("person", flat=True))
        for person in self.speakers:
            if person.pk not in parts:
                raise RefusedError(
                    _("%(name)s has no part in this interview.") % {"name": person.name}
                )

    def write(self, segment: Segment) -> None:
        """Set them on a turn, which is not saved."""
        segment.speaker = self.speakers[0] if self.speakers else None
        segment.kind, segment.language = self.kind, self.language
        try:
            segment.clean_fields(exclude=["anchor", "exchange", "topic", "order"])
        except ValidationError as error:
            raise RefusedError(" ".join(error.messages)) from None


def set_turn(editor: Editor, anchor: str, says: Says, version: str) -> Edit | None:
    """Change who says the turn, its kind and its language."""
    keys = [turn_at(anchor).pk]
    interview = interview_at(anchor)
    with recorded(editor, interview, "turn", place=anchor, reach=Reach(keys)) as recording:
        segment = turn_at(anchor)
        check_version(segment, version)
        says.check(interview)
        says.write(segment)
        segment.save()
        segment.co_speakers.set(says.speakers[1:])
    return recording.edit


def split(
    editor: Editor,
    anchor: str,
    at: Place,
    version: str,
    says: Says | None = None,
) -> Edit | None:
    """Begin a new turn at a place in the turn.

    The earlier part keeps the anchors.  The new turn is said by the same people, or as `says` has.
    """
    interview, keys = interview_at(anchor), [turn_at(anchor).pk]
    with recorded(editor, interview, "split", place=anchor, reach=Reach(keys)) as recording:
        segment = turn_at(anchor)
        check_version(segment, version)
        if says:
            says.check(interview)
        first, sentence = paragraph_in(segment, at.paragraph), at.sentence
        paragraphs = list(segment.paragraphs.all())
        behind = paragraphs[paragraphs.index(first) + 1 :]
        sentences = list(first.sentences.all())
        if not 0 <= sentence < len(sentences):
            raise RefusedError(_("This paragraph has no such sentence."))
        if not sentence and first == paragraphs[0]:
            raise RefusedError(_("A turn can't be split before its first sentence."))
        words = stored_text(sentences[sentence:])
        made = _beside(segment, words, says or _same(segment))
        if sentence:
            part = new_paragraph(made, words)
            cut_paragraph(first, sentence, part, interview.markup)
        moving = behind if sentence else [first, *behind]
        _move_paragraphs(moving, made)
        _divide_times(segment, made)
    return recording.edit


def _same(segment: Segment) -> Says:
    speakers = [segment.speaker] if segment.speaker else []
    return Says((*speakers, *segment.co_speakers.all()), segment.kind, segment.language)


def _beside(segment: Segment, words: str, says: Says, *, before: bool = False) -> Segment:
    """A new turn before or behind another one, without paragraphs yet."""
    topic = segment.topic
    made = Segment(
        topic=topic,
        exchange=segment.exchange,
        anchor=issue_anchor(topic.interview, SEGMENT, words),
    )
    says.write(made)
    mates = Segment.objects.filter(topic=topic)
    keys = list(mates.order_by("order").values_list("pk", flat=True))
    made.order = (mates.order_by("order").values_list("order", flat=True).last() or 0) + 1
    made.save()
    made.co_speakers.set(says.speakers[1:])
    place = keys.index(segment.pk) + (not before)
    arrange(mates, [*keys[:place], made.pk, *keys[place:]])
    return made


def _move_paragraphs(paragraphs: Sequence[Paragraph], to: Segment) -> None:
    """Put paragraphs behind those that a turn has."""
    orders = Paragraph.objects.filter(segment=to).order_by("order").values_list("order", flat=True)
    last = orders.last()
    for number, each in enumerate(paragraphs, 0 if last is None else last + 1):
        Paragraph.objects.filter(pk=each.pk).update(segment=to, order=number)


def _divide_times(first: Segment, second: Segment) -> None:
    """The second of two turns made of one begins where its first cue does; else nobody knows."""
    begins = _first_cue(second)
    ends = first.end
    is_inside = begins is not None and (first.start is None or first.start < begins)
    second.start = begins
    second.end = ends if begins is not None and ends is not None and begins < ends else None
    second.save(update_fields=["start", "end"])
    first.end = begins if is_inside and first.start is not None else None
    first.save(update_fields=["end"])


def _first_cue(segment: Segment) -> timedelta | None:
    for paragraph in Paragraph.objects.filter(segment=segment).order_by("order"):
        if cue := paragraph.cues.order_by("order").first():
            return cue.start
    return None


def join(editor: Editor, anchor: str, version: str) -> Edit | None:
    """Make the turn and the next one under its heading a single one, said by who says the first."""
    interview = interview_at(anchor)
    # Which turn follows is known for sure only when nobody else edits: both may change.
    seen = turn_at(anchor)
    keys = [each.pk for each in (seen, neighbours(seen)[1]) if each]
    with recorded(editor, interview, "join", place=anchor, reach=Reach(keys)) as recording:
        segment = turn_at(anchor)
        check_version(segment, version)
        _before, following = neighbours(segment)
        if following and following.pk not in keys:
            raise ConflictError(anchor, turn_version(segment), texts_in(segment), {})
        if following is None:
            raise RefusedError(
                _("No turn follows under this heading. Take the next heading away first.")
            )
        _move_paragraphs(list(following.paragraphs.order_by("order")), segment)
        end = following.end or segment.end
        segment.end = end if segment.start is not None and end and segment.start < end else None
        segment.save(update_fields=["end"])
        # Fresh: what was read of it has paragraphs still.
        Segment.objects.get(pk=following.pk).delete()
        drop_empty_exchanges(interview)
    return recording.edit


def join_paragraphs(editor: Editor, anchor: str, paragraph: str, version: str) -> Edit | None:
    """Make a paragraph of the turn and the next one a single one."""
    interview, keys = interview_at(anchor), [turn_at(anchor).pk]
    with recorded(editor, interview, "paragraphs", place=anchor, reach=Reach(keys)) as recording:
        segment = turn_at(anchor)
        check_version(segment, version)
        first = paragraph_in(segment, paragraph)
        behind = [each for each in segment.paragraphs.all() if each.order > first.order]
        if not behind:
            raise RefusedError(
                _("No paragraph follows in this turn. Join the turn with the next one.")
            )
        append_paragraph(first, behind[0], segment.text_language, interview.markup)
        Paragraph.objects.get(pk=behind[0].pk).delete()
    return recording.edit


def insert(
    editor: Editor, anchor: str, says: Says, text: str, *, before: bool = False
) -> Edit | None:
    """Put a new turn behind the one of that anchor, or before it; each line is a paragraph."""
    interview = interview_at(anchor)
    lines = [line.strip() for line in FORBIDDEN.sub("", text).splitlines() if line.strip()]
    if not lines:
        raise RefusedError(_("A new turn needs words."))
    with recorded(editor, interview, "insert", place=anchor, reach=NO_CONTENTS) as recording:
        segment = turn_at(anchor)
        says.check(interview)
        made = _beside(segment, "".join(lines), says, before=before)
        if says.kind == Segment.Kind.QUESTION:
            made.exchange = new_exchange(interview)
            made.save(update_fields=["exchange"])
        for line in lines:
            last = Paragraph.objects.filter(segment=made).order_by("order").last()
            part = new_paragraph(made, line, behind=last)
            write_text(part, line, made.text_language, interview.markup)
        recording.place = made.anchor_id
    return recording.edit


def new_exchange(interview: Interview) -> Exchange:
    """An exchange that a new question begins."""
    taken = set(interview.exchanges.values_list("slug", flat=True))
    number = len(taken) + 1
    while f"exchange-{number}" in taken:
        number += 1
    return Exchange.objects.create(interview=interview, slug=f"exchange-{number}")


def drop_empty_exchanges(interview: Interview) -> None:
    """An exchange without turns is none."""
    interview.exchanges.filter(segments=None).delete()


def withdraw(editor: Editor, anchor: str, version: str) -> Edit | None:
    """Take the turn out of the text, with the reason that the editor gives; its anchors stay."""
    if not editor.reason.strip():
        raise RefusedError(
            _("Say why the turn is withdrawn: whoever follows a link to it reads that.")
        )
    interview, keys = interview_at(anchor), [turn_at(anchor).pk]
    with recorded(editor, interview, "withdraw", place=anchor, reach=Reach(keys)) as recording:
        segment = turn_at(anchor)
        check_version(segment, version)
        if neighbours(segment) == (None, None):
            raise RefusedError(
                _("This is the only turn under its heading. Take the heading away first.")
            )
        segment.delete()
        drop_empty_exchanges(interview)
    return recording.edit
