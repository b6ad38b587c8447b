"""Editing: what editors do to an interview at their desk, and the history of it.

Goes in: an editor, the anchor of a turn as they saw it (its version), and what they want.
Comes out: an `Edit` with its corrections, or an `EditError`, a sentence, and nothing written.
May import: text, models, changes, transcript, anchors, site.

Every edit is one transaction, made in `journal.recorded`: it compares the interview's rows before
and after (`rows`), keeps what is different as an `Edit`, has anchors follow their words and logs
the change (`aftermath`).  So undoing is the same for every operation: the rows are put back
(`restoring`), where nothing later is in the way.
"""

from archive.editing.correction_log import (
    TextCorrection,
    corrections,
    corrections_for_readers,
    corrections_of_turn,
    fold,
)
from archive.editing.drafts import drafts_of, drop_draft, keep_draft
from archive.editing.errors import ConflictError, EditError, NotConfirmedError, RefusedError
from archive.editing.finding import texts_in, turn_at, turn_version
from archive.editing.journal import Editor
from archive.editing.people import About, add_person, merge_people, name_person
from archive.editing.replacing import Found, Search, find, replace_words
from archive.editing.texts import set_texts
from archive.editing.topics import (
    Heading,
    add_heading,
    lift_heading,
    move_boundary,
    rename_heading,
)
from archive.editing.turns import (
    Place,
    Says,
    insert,
    join,
    join_paragraphs,
    set_turn,
    split,
    withdraw,
)
from archive.editing.undoing import redo, stacks, undo

__all__ = [
    "About",
    "ConflictError",
    "EditError",
    "Editor",
    "Found",
    "Heading",
    "NotConfirmedError",
    "Place",
    "RefusedError",
    "Says",
    "Search",
    "TextCorrection",
    "add_heading",
    "add_person",
    "corrections",
    "corrections_for_readers",
    "corrections_of_turn",
    "drafts_of",
    "drop_draft",
    "find",
    "fold",
    "insert",
    "join",
    "join_paragraphs",
    "keep_draft",
    "lift_heading",
    "merge_people",
    "move_boundary",
    "name_person",
    "redo",
    "rename_heading",
    "replace_words",
    "set_texts",
    "set_turn",
    "split",
    "stacks",
    "texts_in",
    "turn_at",
    "turn_version",
    "undo",
    "withdraw",
]
