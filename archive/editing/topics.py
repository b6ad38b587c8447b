"""Edits of headings: where a topic begins, a new one, one taken away, what it is called."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.text import slugify
from django.utils.translation import gettext as _

from archive.editing.errors import RefusedError
from archive.editing.finding import interview_at, turn_at
from archive.editing.journal import NO_CONTENTS, Editor, recorded
from archive.editing.ordering import arrange, set_aside
from archive.models import Edit, Interview, Segment, Topic
from archive.text import FORBIDDEN


@dataclass(frozen=True)
class Heading:
    """What a heading says; `keywords` are one a line."""

    title: str
    summary: str = ""
    keywords: str = ""


def topic_at(interview: Interview, slug: str) -> Topic:
    """The interview's topic of that slug.  Raises `RefusedError`."""
    found = interview.topics.filter(slug=slug).first()
    if found is None:
        raise RefusedError(_("The heading is no longer there."))
    return found


def move_boundary(editor: Editor, interview: Interview, topic: str, anchor: str) -> Edit | None:
    """Have a topic begin at the turn of that anchor, which is in it or in the one before."""
    with recorded(editor, interview, "boundary", place=anchor, reach=NO_CONTENTS) as recording:
        part, turn = topic_at(interview, topic), turn_at(anchor)
        before = _topic_before(part)
        if turn.topic_id == part.pk and before:
            ahead = _turns(part).filter(order__lt=turn.order)
            _move(list(ahead.values_list("pk", flat=True)), before, behind=True)
        elif before and turn.topic_id == before.pk:
            moving = _turns(before).filter(order__gte=turn.order)
            if moving.count() == _turns(before).count():
                raise RefusedError(
                    _("No turn would be left under the heading before. Take that one away instead.")
                )
            _move(list(moving.values_list("pk", flat=True)), part, behind=False)
        else:
            raise RefusedError(_("A heading moves within its own topic and the one before it."))
    return recording.edit


def add_heading(editor: Editor, anchor: str, title: str, *, is_part: bool = False) -> Edit | None:
    """Begin a topic at a turn, of the level of its present one; `is_part`: under that one."""
    interview = interview_at(anchor)
    with recorded(editor, interview, "heading", place=anchor, reach=NO_CONTENTS) as recording:
        turn, title = turn_at(anchor), _title(title)
        topic = turn.topic
        moving = _turns(topic).filter(order__gte=turn.order)
        if moving.count() == _turns(topic).count():
            if topic.title:
                raise RefusedError(
                    _("There is a heading before this turn already. Change it instead.")
                )
            topic.title = title
            topic.save(update_fields=["title"])
        else:
            keys = list(moving.values_list("pk", flat=True))
            parent = topic if is_part and topic.parent is None else topic.parent
            made = _topic_behind(topic, title, parent)
            _move(keys, made, behind=True)
            mend_levels(interview)
    return recording.edit


def lift_heading(editor: Editor, interview: Interview, topic: str) -> Edit | None:
    """Take a heading away: its turns go on under the one before; the first one's stay without."""
    with recorded(editor, interview, "lift", reach=NO_CONTENTS) as recording:
        part = topic_at(interview, topic)
        first = _turns(part).first()
        recording.place = first.anchor_id if first else ""
        before = _topic_before(part)
        if before is None:
            if not part.title:
                raise RefusedError(_("There is no heading here."))
            Topic.objects.filter(pk=part.pk).update(
                title="", summary="", keywords="", translations={}
            )
        else:
            _move(list(_turns(part).values_list("pk", flat=True)), before, behind=True)
            part.parts.update(parent=part.parent or (before.parent or before))
            Topic.objects.get(pk=part.pk).delete()
            mend_levels(interview)
    return recording.edit


def rename_heading(
    editor: Editor, interview: Interview, topic: str, heading: Heading
) -> Edit | None:
    """Give a heading another wording, summary and keywords."""
    with recorded(editor, interview, "rename", reach=NO_CONTENTS) as recording:
        part = topic_at(interview, topic)
        first = _turns(part).first()
        recording.place = first.anchor_id if first else ""
        part.title = _title(heading.title)
        part.summary, part.keywords = _lines(heading.summary), _lines(heading.keywords)
        part.save()
    return recording.edit


def _title(text: str) -> str:
    title = " ".join(FORBIDDEN.sub("", text).split())
    longest = Topic._meta.get_field("title").max_length or 0
    if not title:
        raise RefusedError(_("A heading needs words."))
    if len(title) > longest:
        raise RefusedError(_("A heading has at most %(count)s characters.") % {"count": longest})
    return title


def _lines(text: str) -> str:
    return FORBIDDEN.sub("", text).replace("\r\n", "\n").strip()


def _turns(topic: Topic) -> QuerySet[Segment]:
    return Segment.objects.filter(topic=topic).order_by("order")


def _topic_before(topic: Topic) -> Topic | None:
    before = Topic.objects.filter(interview=topic.interview_id, order__lt=topic.order)
    return before.order_by("-order").first()


def _move(keys: Sequence[int], to: Topic, *, behind: bool) -> None:
    """Move turns, in order, behind or before those that a topic has."""
    there = list(_turns(to).values_list("pk", flat=True))
    moving = Segment.objects.filter(pk__in=keys)
    set_aside(moving)
    moving.update(topic=to)
    arrange(_turns(to), [*there, *keys] if behind else [*keys, *there])


def _topic_behind(topic: Topic, title: str, parent: Topic | None) -> Topic:
    mates = Topic.objects.filter(interview=topic.interview_id)
    keys = list(mates.order_by("order").values_list("pk", flat=True))
    highest = mates.order_by("order").values_list("order", flat=True).last() or 0
    slug = _free_slug(title, set(mates.values_list("slug", flat=True)))
    made = Topic(
        interview=topic.interview, slug=slug, title=title, parent=parent, order=highest + 1
    )
    try:
        made.clean_fields()
    except ValidationError as error:
        raise RefusedError(" ".join(error.messages)) from None
    made.save()
    place = keys.index(topic.pk) + 1
    arrange(mates, [*keys[:place], made.pk, *keys[place:]])
    return made


def _free_slug(title: str, taken: set[str]) -> str:
    wanted = slugify(title)[:40].strip("-") or f"topic-{len(taken) + 1}"
    slug, number = wanted, 2
    while slug in taken:
        slug, number = f"{wanted}-{number}", number + 1
    return slug


def mend_levels(interview: Interview) -> None:
    """A part stands under the last topic of the first level before it; without one it is itself
    of the first level."""
    above: Topic | None = None
    for topic in interview.topics.order_by("order"):
        if topic.parent_id is None:
            above = topic
            continue
        if topic.parent_id != (above.pk if above else None):
            Topic.objects.filter(pk=topic.pk).update(parent=above)
            above = above or topic
