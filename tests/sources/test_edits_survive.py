"""No import undoes what somebody edited in the archive, unless it is told to."""

from __future__ import annotations

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

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
    assert f"turn {turn} has another speaker or text" in str(refused.value)
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
