"""No import undoes what somebody edited in the archive, unless it is told to."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db.models import QuerySet

from archive.models import Interview, Segment, Sentence
from tests.sources.drafts import Draft, small

EDITED = "In the spring of that year."


def imported(*files: Path, **options: bool) -> tuple[str, str]:
    """Run the command; what it says of its work, and of what it left alone."""
    said, told = StringIO(), StringIO()
    call_command("import_interview", *files, stdout=said, stderr=told, **options)
    return said.getvalue(), told.getvalue()


@pytest.fixture
def first(db: None, tmp_path: Path) -> Path:
    """An interview that was imported, then edited in the archive: its file."""
    draft = small()
    draft.slug = "first"
    file = draft.write(tmp_path)
    imported(file)
    sentence = Sentence.objects.get(text__startswith="In the winter")
    sentence.text = f"{EDITED} "
    sentence.save()
    return file


def is_edited() -> bool:
    return Sentence.objects.filter(text__startswith=EDITED).exists()


def other(folder: Path) -> tuple[Draft, Path]:
    draft = small()
    draft.slug = "second"
    return draft, draft.write(folder)


def test_the_import_of_another_interview_leaves_it_alone(first: Path, tmp_path: Path) -> None:
    imported(other(tmp_path)[1])
    assert is_edited()
    assert Interview.objects.count() == 2


def test_its_own_import_refuses_and_says_what_differs(first: Path) -> None:
    turn = Segment.objects.get(paragraphs__sentences__text__startswith=EDITED).anchor_id
    with pytest.raises(CommandError) as refused:
        imported(first)
    assert refused.value.returncode == 2
    assert f"turn {turn} has another text" in str(refused.value)
    assert "--discard-edits" in str(refused.value)
    assert is_edited()


def test_an_import_of_all_files_imports_the_others(
    first: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = [first, other(tmp_path)[1]]
    monkeypatch.setattr(
        "archive.management.commands.import_interview.annotation_files", lambda: files
    )
    said, told = imported()
    assert is_edited()
    assert "second: imported" in said
    assert told.startswith("first was edited in the archive since it was imported")


def test_edits_are_discarded_where_that_is_asked_for(first: Path) -> None:
    imported(first, discard_edits=True)
    assert not is_edited()
    # What was imported is what the next import begins from.
    assert imported(first)[0] == "first: nothing changed\n"


def test_an_edit_that_was_written_to_the_file_too_is_no_conflict(first: Path) -> None:
    draft = small()
    draft.slug = "first"
    draft.topics[0].turns[1].paragraphs = [f"{EDITED} It took us months."]
    imported(draft.write(first.parent))
    assert is_edited()


def test_a_file_that_changed_is_imported_where_nobody_edited(db: None, tmp_path: Path) -> None:
    draft, file = other(tmp_path)
    imported(file)
    draft.topics[0].turns[0].paragraphs = ["When did you build the second engine? "]
    imported(draft.write(tmp_path))
    assert Sentence.objects.filter(text__contains="second engine").exists()


def test_the_name_of_somebody_who_was_renamed_stays(first: Path) -> None:
    imported(first, discard_edits=True)
    person = Interview.objects.get().people.get(slug="bob")
    person.name = "Robert M."
    person.save()
    with pytest.raises(CommandError, match="what is said of bob"):
        imported(first)


def reorder_people(interview: Interview) -> None:
    parts = interview.participants
    parts.filter(person__slug="ada").update(order=parts.count() + 1)


def reorder_turns(interview: Interview) -> None:
    turns = Segment.objects.filter(topic__interview=interview)
    turns.filter(pk=turns.order_by("topic__order", "order")[0].pk).update(order=99)


def change(records: str, **values: object) -> Callable[[Interview], object]:
    """An edit of the first of an interview's records, as anything that edits makes it."""
    found: dict[str, Callable[[Interview], QuerySet[Any]]] = {
        "interview": lambda interview: Interview.objects.filter(pk=interview.pk),
        "person": lambda interview: interview.people.all(),
        "participant": lambda interview: interview.participants.all(),
        "topic": lambda interview: interview.topics.all(),
        "segment": lambda interview: Segment.objects.filter(topic__interview=interview),
        "sentence": lambda interview: Sentence.objects.filter(
            paragraph__segment__topic__interview=interview
        ),
    }

    def edit(interview: Interview) -> None:
        record = found[records](interview).order_by("pk")[0]
        type(record)._default_manager.filter(pk=record.pk).update(**values)

    return edit


def move_turn(interview: Interview) -> None:
    first, second = interview.topics.order_by("order")[:2]
    Segment.objects.filter(pk=first.segments.order_by("-order")[0].pk).update(
        topic=second, order=99
    )


def add_exchange(interview: Interview) -> None:
    exchange = interview.exchanges.create(slug="another")
    change("segment", exchange=exchange)(interview)


# What somebody may edit of an interview, and how a refusal calls it.
EDITS: dict[str, tuple[Callable[[Interview], object], str]] = {
    "kind": (change("segment", kind="remark"), "has another kind"),
    "language": (change("segment", language="de"), "has another language"),
    "times": (
        change("segment", start=timedelta(seconds=1), end=timedelta(seconds=2)),
        "has another start and end",
    ),
    "topic": (move_turn, "has another topic"),
    "exchange": (add_exchange, "has another exchange"),
    "order of turns": (reorder_turns, "the order of the turns"),
    "doubt": (change("sentence", doubt="聞き取れない"), "has another doubt"),
    "doubt_en": (change("sentence", doubt_en="inaudible"), "has another doubt"),
    "family name": (change("person", family_name="L."), "what is said of ada"),
    "position": (change("participant", position="Engineer"), "what is said of ada"),
    "order of people": (reorder_people, "the order of the people"),
    "heading": (change("topic", title="Another heading"), "the heading of topic"),
    "text's language": (change("interview", language="de"), "language"),
    "speakers_named": (change("interview", speakers_named=True), "speakers_named"),
    "title": (change("interview", title="Another title"), "title"),
}


@pytest.mark.parametrize("name", EDITS)
def test_whatever_was_edited_is_named_and_stays(db: None, tmp_path: Path, name: str) -> None:
    draft, file = other(tmp_path)
    imported(file)
    edit, called = EDITS[name]
    edit(draft.stored())
    with pytest.raises(CommandError, match=called):
        imported(file)
    imported(file, discard_edits=True)
    assert imported(file)[0] == "second: nothing changed\n"
