"""Changes: notes every change of content, for all that is made from content.

Goes in: saves and deletions of records, from Django's signals.
Comes out: the content version, a number that grows with every change, and the dates of each
  interview.
May import: models.

An edit goes one way: change → log → index → pages.

1. *Change*: a record is saved or deleted, or an import writes an interview (`receivers`,
   `interview_imported`).
2. *Log*: the interview's own dates (`history`), the number of the content's state (`versions`) and
   which segments show something of the record (`log`) are written in the same transaction.  An
   embargo that ends is a change too (`embargoes`), which whoever follows the content notices.
3. *Index*: when it is committed (`archive.signals.changed`), and whenever an index is found behind
   the content, it reads from the log what it lacks (`changes_between`).
4. *Pages*: a cached page is of a state of the content and of the index; it is rendered anew when
   it is next asked for and these have moved on (`content_state`).

Which interviews and which segments a record touches is said once, in `dependencies`.
"""

from archive.changes.imports import interview_imported, interviews_edited
from archive.changes.log import Changed, changes_between, note_applied
from archive.changes.versions import content_state, content_version, end_embargoes

__all__ = [
    "Changed",
    "changes_between",
    "content_state",
    "content_version",
    "end_embargoes",
    "interview_imported",
    "interviews_edited",
    "note_applied",
]
