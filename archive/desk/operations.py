"""What the desk's forms can ask for, each by its name: one function of `archive.editing`."""

from __future__ import annotations

from collections.abc import Callable

from django.http import QueryDict
from django.utils.translation import gettext as _

from archive import editing
from archive.desk.sent import (
    about_of,
    known_person,
    place_of,
    says_of,
    search_of,
    texts_of,
)
from archive.editing import Editor, Heading, RefusedError
from archive.models import Edit, Interview, Segment

OfTurn = Callable[[Editor, Segment, QueryDict], Edit | None]
OfInterview = Callable[[Editor, Interview, QueryDict], Edit | None]


def _text(editor: Editor, turn: Segment, form: QueryDict) -> Edit | None:
    return editing.set_texts(editor, turn.anchor_id, texts_of(form), form.get("version", ""))


def _turn(editor: Editor, turn: Segment, form: QueryDict) -> Edit | None:
    says = says_of(form, turn.topic.interview)
    return editing.set_turn(editor, turn.anchor_id, says, form.get("version", ""))


def _split(editor: Editor, turn: Segment, form: QueryDict) -> Edit | None:
    says = says_of(form, turn.topic.interview) if form.get("kind") else None
    if says and (says.speakers, says.kind) == ((turn.speaker,), turn.kind):
        # The same as before: so are those who speak with them, and the language.
        says = None
    return editing.split(editor, turn.anchor_id, place_of(form), form.get("version", ""), says)


def _join(editor: Editor, turn: Segment, form: QueryDict) -> Edit | None:
    return editing.join(editor, turn.anchor_id, form.get("version", ""))


def _paragraphs(editor: Editor, turn: Segment, form: QueryDict) -> Edit | None:
    paragraph, version = form.get("paragraph", ""), form.get("version", "")
    return editing.join_paragraphs(editor, turn.anchor_id, paragraph, version)


def _insert(editor: Editor, turn: Segment, form: QueryDict) -> Edit | None:
    says = says_of(form, turn.topic.interview)
    before = form.get("where") == "before"
    return editing.insert(editor, turn.anchor_id, says, form.get("words", ""), before=before)


def _withdraw(editor: Editor, turn: Segment, form: QueryDict) -> Edit | None:
    return editing.withdraw(editor, turn.anchor_id, form.get("version", ""))


def _heading(editor: Editor, turn: Segment, form: QueryDict) -> Edit | None:
    title, is_part = form.get("title", ""), "is_part" in form
    return editing.add_heading(editor, turn.anchor_id, title, is_part=is_part)


def _boundary(editor: Editor, turn: Segment, form: QueryDict) -> Edit | None:
    interview = turn.topic.interview
    return editing.move_boundary(editor, interview, form.get("topic", ""), turn.anchor_id)


OF_TURN: dict[str, OfTurn] = {
    "text": _text,
    "turn": _turn,
    "split": _split,
    "join": _join,
    "paragraphs": _paragraphs,
    "insert": _insert,
    "withdraw": _withdraw,
    "heading": _heading,
    "boundary": _boundary,
}


def _lift(editor: Editor, interview: Interview, form: QueryDict) -> Edit | None:
    return editing.lift_heading(editor, interview, form.get("topic", ""))


def _rename(editor: Editor, interview: Interview, form: QueryDict) -> Edit | None:
    heading = Heading(form.get("title", ""), form.get("summary", ""), form.get("keywords", ""))
    return editing.rename_heading(editor, interview, form.get("topic", ""), heading)


def _undo(editor: Editor, interview: Interview, form: QueryDict) -> Edit | None:
    return editing.undo(editor, interview)


def _redo(editor: Editor, interview: Interview, form: QueryDict) -> Edit | None:
    return editing.redo(editor, interview)


def _person(editor: Editor, interview: Interview, form: QueryDict) -> Edit | None:
    return editing.add_person(editor, interview, about_of(form), known_person(form))


def _name(editor: Editor, interview: Interview, form: QueryDict) -> Edit | None:
    person = form.get("person", "")
    return editing.name_person(editor, interview, person, about_of(form), known_person(form))


def _merge(editor: Editor, interview: Interview, form: QueryDict) -> Edit | None:
    into = known_person(form)
    if into is None:
        raise RefusedError(_("Choose the person who it really is."))
    return editing.merge_people(editor, interview, form.get("person", ""), into)


def _replace(editor: Editor, interview: Interview, form: QueryDict) -> Edit | None:
    chosen = dict(each.partition(":")[::2] for each in form.getlist("chosen"))
    if not chosen:
        raise RefusedError(_("Choose the places where the words are to be replaced."))
    return editing.replace_words(editor, interview, search_of(form), chosen)


OF_INTERVIEW: dict[str, OfInterview] = {
    "lift": _lift,
    "rename": _rename,
    "undo": _undo,
    "redo": _redo,
    "person": _person,
    "name": _name,
    "merge": _merge,
    "replace": _replace,
}
