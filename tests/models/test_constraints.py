"""What may not be is refused by the database itself, whoever writes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.db import IntegrityError, connection, models, transaction

from archive.models import (
    Anchor,
    Change,
    Cue,
    DeclinedTerm,
    Exchange,
    Interview,
    Note,
    Paragraph,
    Participant,
    Person,
    Quote,
    Report,
    Segment,
    Sentence,
    Term,
    Topic,
)
from archive.models import Draft as EditorsDraft

pytestmark = pytest.mark.django_db


def first(model: type[models.Model]) -> models.Model:
    found = model._default_manager.order_by("pk").first()
    assert found is not None
    return found


def alter(model: type[models.Model], **values: object) -> Callable[[], object]:
    """Set values of the first record."""
    return lambda: model._default_manager.filter(pk=first(model).pk).update(**values)


def double(model: type[models.Model], **values: object) -> Callable[[], object]:
    """Write the first record a second time, with these values changed."""

    def write() -> None:
        copy = first(model)
        if not isinstance(copy, Anchor):
            copy.pk = None
        copy._state.adding = True
        for name, value in values.items():
            setattr(copy, name, value() if callable(value) else value)
        copy.save(force_insert=True)

    return write


def fresh(prefix: str) -> Callable[[], Anchor]:
    """An anchor that names nothing yet."""
    return lambda: Anchor.objects.create(code=f"{prefix}9999", interview=Interview.objects.get())


def report(**values: object) -> Callable[[], object]:
    return lambda: Report.objects.create(**({"message": "A typo."} | values))


def term(**values: object) -> Callable[[], object]:
    valid = {"slug": "agi", "kind": "concept", "label": "AGI"}
    return lambda: Term.objects.create(**(valid | values))


def cue(**values: object) -> Callable[[], object]:
    valid: dict[str, object] = {"order": 0, "first": 0, "last": 4, "start": timedelta(1)}
    return lambda: Cue.objects.create(paragraph=Paragraph.objects.all()[0], **(valid | values))


def note(**values: object) -> Callable[[], object]:
    valid: dict[str, object] = {"order": 0, "first": 0, "last": 4, "text": "So it was said."}
    return lambda: Note.objects.create(paragraph=Paragraph.objects.all()[0], **(valid | values))


def an_editor() -> Any:
    return get_user_model().objects.get_or_create(username="editor")[0]


BROKEN: dict[str, Callable[[], object]] = {
    "interview_lines": alter(Interview, first_line=500, last_line=5),
    "interview_markup": alter(Interview, markup="rtf"),
    "interview_kept_by": alter(Interview, kept_by="nobody"),
    "interview_state": alter(Interview, state="lost"),
    "interview_withdrawal": alter(Interview, state="withdrawn"),
    # By no receiver, which would let the other step back.
    "interview_featured": lambda: (
        double(Interview, slug="another", source="another.txt")(),
        Interview.objects.update(featured=True),
    ),
    "draft_once": lambda: [
        EditorsDraft.objects.create(
            editor=an_editor(), interview=Interview.objects.all()[0], turn="s1"
        )
        for _ in range(2)
    ],
    "participant_once": double(Participant, order=9),
    "participant_order": double(
        Participant, person=lambda: Person.objects.create(slug="eve", name="Eve")
    ),
    "participant_role": alter(Participant, role=""),
    "topic_slug": double(Topic, order=99),
    "topic_order": double(Topic, slug="another"),
    "exchange_slug": double(Exchange),
    "segment_order": double(Segment, anchor=fresh("s")),
    "segment_kind": alter(Segment, kind="shout"),
    "segment_speaker": alter(Segment, speaker=None),
    "segment_times": alter(Segment, start=timedelta(2), end=timedelta(1)),
    "segment_anchor": lambda: Segment.objects.filter(pk=first(Segment).pk).update(
        anchor=fresh("p")()
    ),
    "paragraph_order": double(Paragraph, anchor=fresh("p")),
    "paragraph_anchor": lambda: Paragraph.objects.filter(pk=first(Paragraph).pk).update(
        anchor=fresh("s")()
    ),
    "sentence_order": double(Sentence, start=900, end=901),
    "sentence_place": double(Sentence, order=900),
    "sentence_columns": alter(Sentence, start=5, end=5),
    "sentence_line": alter(Sentence, line=0),
    "sentence_text": alter(Sentence, text=""),
    "cue_order": lambda: (cue()(), cue()()),
    "cue_characters": cue(last=0),
    "cue_times": cue(end=timedelta(0)),
    "note_order": lambda: (note()(), note()()),
    "note_characters": note(first=5),
    "note_kind": note(kind="gloss"),
    "note_text": note(text=""),
    "report_status": report(status="lost"),
    "report_message": report(message=""),
    "change_segment": lambda: [Change.objects.create(number=1, segment=1) for _ in range(2)],
    "declinedterm_once": lambda: [
        DeclinedTerm.objects.create(interview=Interview.objects.all()[0], key="keel", label="Keel")
        for _ in range(2)
    ],
    "quote_exact": lambda: Quote.objects.create(code="ab", anchor_id=first(Anchor).pk, exact=""),
    "term_kind": term(kind="animal"),
    "term_level": term(level="rare"),
    "term_label": term(label=""),
}

FURTHER: dict[str, Callable[[], object]] = {
    "an end without a start": alter(Segment, end=timedelta(1)),
    "a direction that somebody speaks": alter(Segment, kind="direction"),
    "a segment without topic": alter(Segment, topic=None),
    "a segment without exchange": alter(Segment, exchange=None),
    "a segment without anchor": alter(Segment, anchor=None),
    "a paragraph without segment": alter(Paragraph, segment=None),
    "a paragraph without anchor": alter(Paragraph, anchor=None),
    "a sentence without paragraph": alter(Sentence, paragraph=None),
    "an anchor given out twice": double(Anchor),
    "an anchor without interview": alter(Anchor, interview=None),
    "two segments of one anchor": double(Segment, order=99),
    "two paragraphs of one anchor": double(Paragraph, order=99),
    "two interviews of one slug": double(Interview, source="another.txt"),
    "two interviews of one source": double(Interview, slug="another"),
    "two people of one slug": double(Person),
    "two terms of one slug": lambda: (term()(), term()()),
    "a negative order": alter(Topic, order=-1),
}


def test_it_knows_how_to_break_every_constraint():
    named = {
        constraint.name
        for model in apps.get_app_config("archive").get_models()
        for constraint in model._meta.constraints
    }
    assert BROKEN.keys() == named


@pytest.mark.parametrize("name", BROKEN)
def test_the_constraint_holds_in_the_database(name: str, interview: Interview):
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        BROKEN[name]()
    constraint = next(
        each
        for model in apps.get_app_config("archive").get_models()
        for each in model._meta.constraints
        if each.name == name
    )
    reason = str(refused.value)
    columns = [
        apps.get_model("archive", name.partition("_")[0])._meta.get_field(field).column
        for field in getattr(constraint, "fields", ())
    ]
    # SQLite names the columns of a unique constraint, PostgreSQL the constraint.
    assert name in reason or (columns and all(column in reason for column in columns))


@pytest.mark.parametrize("what", FURTHER)
def test_the_database_refuses(what: str, interview: Interview):
    with pytest.raises(IntegrityError), transaction.atomic():
        FURTHER[what]()


def test_the_database_refuses_a_row_that_points_nowhere(interview: Interview):
    Segment.objects.filter(pk=first(Segment).pk).update(topic_id=10**9)
    with pytest.raises(IntegrityError):
        connection.check_constraints()
    transaction.set_rollback(True)


def test_no_segment_is_left_when_its_speaker_goes(interview: Interview):
    speaker = Segment.objects.all()[0].speaker
    assert speaker
    with pytest.raises(models.ProtectedError):
        speaker.delete()
