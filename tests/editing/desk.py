"""A small interview on an editor's desk, and what the tests ask of it."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission

from archive.editing import Editor, turn_at, turn_version
from archive.models import Cue, Interview, Note, Paragraph, Segment
from archive.transcript import stored_text
from tests.sources.drafts import Draft, small


def editor_called(name: str, **values: Any) -> Editor:
    """An editor with an account, who agrees that the archive keeps what they edit."""
    user, made = get_user_model().objects.get_or_create(
        username=name, defaults={"is_staff": True, "email": f"{name}@example.org"}
    )
    if made:
        user.set_password("secret words of an editor")
        user.save()
        user.groups.add(editors())
    return Editor(user, **{"confirmed": True, **values})


def editors() -> Group:
    """The group that a migration makes; tests that empty the database have it made again."""
    group, made = Group.objects.get_or_create(name="Editors")
    if made:
        codes = ("change_segment", "change_report", "change_interview")
        group.permissions.add(*Permission.objects.filter(codename__in=codes))
    return group


def laid_out(folder: Path, draft: Draft | None = None) -> Interview:
    """The interview of a draft, imported."""
    draft = draft or small()
    draft.load(folder)
    return draft.stored()


def turns(interview: Interview) -> list[Segment]:
    segments = Segment.objects.filter(topic__interview=interview)
    return list(segments.order_by("topic__order", "order"))


def anchors(interview: Interview) -> list[str]:
    return [each.anchor_id for each in turns(interview)]


def paragraphs(anchor: str) -> list[Paragraph]:
    return list(Paragraph.objects.filter(segment__anchor=anchor).order_by("order"))


def text(paragraph: Paragraph) -> str:
    return stored_text(paragraph.sentences.order_by("order"))


def texts(anchor: str) -> list[str]:
    return [text(each) for each in paragraphs(anchor)]


def version(anchor: str) -> str:
    return turn_version(turn_at(anchor))


def outline(interview: Interview) -> list[tuple[str, list[tuple[str, list[str]]]]]:
    """Headings, with the speaker and the paragraphs of each turn."""
    return [
        (
            topic.title,
            [
                (each.speaker.slug if each.speaker else "", texts(each.anchor_id))
                for each in topic.segments.order_by("order").select_related("speaker")
            ],
        )
        for topic in interview.topics.order_by("order")
    ]


def add_cue(paragraph: Paragraph, said: str, at: int, **values: Any) -> Cue:
    """A cue at these words, from second `at` to the next."""
    first = text(paragraph).index(said)
    return Cue.objects.create(
        paragraph=paragraph,
        order=paragraph.cues.count(),
        first=first,
        last=first + len(said),
        start=timedelta(seconds=at),
        end=timedelta(seconds=at + 1),
        **values,
    )


def add_note(paragraph: Paragraph, words: str, says: str = "A note.") -> Note:
    """A note on these words."""
    first = text(paragraph).index(words)
    return Note.objects.create(
        paragraph=paragraph,
        order=paragraph.notes.count(),
        first=first,
        last=first + len(words),
        text=says,
    )


def words_of(record: Note | Cue) -> str:
    """The words that a note or a cue is at now."""
    record.refresh_from_db()
    return text(record.paragraph)[record.first : record.last]


def state(interview: Interview) -> Any:
    """All that an edit may change, to compare; where a turn stands, without order numbers."""
    from archive.editing.rows import rows_of

    return rows_of([interview.pk])
