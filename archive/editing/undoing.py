"""Takes back an editor's own last edit of an interview, and does it again."""

from __future__ import annotations

from collections.abc import Mapping

from django.db.models import Q
from django.utils.translation import gettext as _

from archive.editing.errors import RefusedError
from archive.editing.journal import Editor, Reach, recorded
from archive.editing.restoring import check, restore
from archive.editing.rows import CO_SPEAKERS, Difference, add_people, keys_of, rows_of
from archive.models import Edit, Interview, Segment

Stacks = tuple[list[Edit], list[Edit]]


def stacks(editor: Editor, interview: Interview) -> Stacks:
    """The editor's edits that can be taken back and those that can be done again, the next last."""
    done: list[Edit] = []
    undone: list[Edit] = []
    if editor.user is None:
        return done, undone
    edits = Edit.objects.filter(interview=interview, editor_id=editor.user.pk).defer("rows")
    for edit in edits.select_related("of").defer("rows", "of__rows").order_by("pk"):
        if edit.operation == Edit.Operation.UNDO and edit.of:
            done = [each for each in done if each.pk != edit.of_id]
            undone.append(edit.of)
        elif edit.operation == Edit.Operation.REDO and edit.of:
            undone = [each for each in undone if each.pk != edit.of_id]
            done.append(edit.of)
        else:
            done.append(edit)
            undone = []
    return done, undone


def undo(editor: Editor, interview: Interview) -> Edit | None:
    """Take back the editor's last edit; refused where something later is in the way."""
    done, _undone = stacks(editor, interview)
    if not done:
        raise RefusedError(_("There is nothing of yours to take back here."))
    return _again(editor, interview, done[-1], "undo")


def redo(editor: Editor, interview: Interview) -> Edit | None:
    """Do again what the editor took back last."""
    _done, undone = stacks(editor, interview)
    if not undone:
        raise RefusedError(_("There is nothing that you took back to do again."))
    return _again(editor, interview, undone[-1], "redo")


def _again(editor: Editor, interview: Interview, edit: Edit, operation: str) -> Edit | None:
    changes = _changes(edit, back=operation == "undo")
    others, contents = _others(changes, interview), _contents(changes)
    reach = Reach(contents, others)
    with recorded(editor, interview, operation, place=edit.place, reach=reach) as recording:
        recording.of = edit
        rows = rows_of([interview.pk, *others], contents)
        add_people(rows, _people(changes))
        check(rows, changes)
        restore(rows, changes)
    return recording.edit


def _changes(edit: Edit, *, back: bool) -> dict[str, Difference]:
    edit.refresh_from_db(fields=["rows"])
    pairs: Mapping[str, list] = edit.rows
    if back:
        return {key: (new, old) for key, (old, new) in pairs.items()}
    return {key: (old, new) for key, (old, new) in pairs.items()}


def _contents(changes: Mapping[str, Difference]) -> list[int]:
    """The turns whose contents an edit was about, or would now go."""
    found = set(keys_of(changes, "segment"))
    rows = [row for pair in changes.values() for row in pair if row]
    found |= {row["segment_id"] for row in rows if "segment_id" in row}
    inside = Q(paragraphs__in=[row["paragraph_id"] for row in rows if "paragraph_id" in row])
    inside |= Q(paragraphs__in=keys_of(changes, "paragraph"))
    for name in ("sentence", "cue", "note"):
        inside |= Q(**{f"paragraphs__{name}s__in": keys_of(changes, name)})
    return sorted(found | set(Segment.objects.filter(inside).values_list("pk", flat=True)))


def _people(changes: Mapping[str, Difference]) -> set[int]:
    """Everybody whom an edit was about."""
    rows = [row for pair in changes.values() for row in pair if row]
    names = ("person_id", "speaker_id")
    found = {row[name] for row in rows for name in names if row.get(name)}
    co_speakers = {each for row in rows for each in row.get(CO_SPEAKERS, ())}
    return found | co_speakers | set(keys_of(changes, "person"))


def _others(changes: Mapping[str, Difference], interview: Interview) -> list[int]:
    """The other interviews that an edit reached: those of a person who is merged or not."""
    keys = keys_of(changes, "segment")
    parts = [row for key, pair in changes.items() if key.startswith("participant:") for row in pair]
    found = {row["interview_id"] for row in parts if row and "interview_id" in row}
    people = keys_of(changes, "person")
    reached = Interview.objects.filter(topics__segments__in=keys).values_list("pk", flat=True)
    of_people = Interview.objects.filter(participants__person__in=people)
    found |= set(reached) | set(of_people.values_list("pk", flat=True))
    return sorted(found - {interview.pk})
