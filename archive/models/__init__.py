"""Models: the archive's records, interview → topic → segment → paragraph → sentence.

Goes in: values that the import or the editors write.
Comes out: rows that hold together by the database's own constraints.
May import: text.

A *segment* is one speaker's unbroken turn inside one topic.  A *paragraph* is the part of one
source paragraph that lies inside one segment (a source paragraph with two voices is stored as two).
A *sentence* is the unit of attribution and carries its provenance: line and character columns in
the interview's source file.  Joining the sentences gives back the source, character for character.
"""

from archive.models.anchors import Anchor
from archive.models.changes import Change, FollowingIndex
from archive.models.edits import WITHDRAWALS, Correction, Draft, Edit, withdrawn_anchors
from archive.models.imports import ImportState, SourceText
from archive.models.interviews import History, Interview, Participant, Topic
from archive.models.people import Person
from archive.models.quotes import Quote
from archive.models.reports import Report
from archive.models.segments import Cue, Exchange, Note, Paragraph, Segment, Sentence
from archive.models.sharing import Sharing
from archive.models.terms import DeclinedTerm, Term, term_scopes, with_public_interviews
from archive.models.uploads import Upload
from archive.models.versions import ContentVersion
from archive.models.visible import is_public

__all__ = [
    "WITHDRAWALS",
    "Anchor",
    "Change",
    "ContentVersion",
    "Correction",
    "Cue",
    "DeclinedTerm",
    "Draft",
    "Edit",
    "Exchange",
    "FollowingIndex",
    "History",
    "ImportState",
    "Interview",
    "Note",
    "Paragraph",
    "Participant",
    "Person",
    "Quote",
    "Report",
    "Segment",
    "Sentence",
    "Sharing",
    "SourceText",
    "Term",
    "Topic",
    "Upload",
    "is_public",
    "term_scopes",
    "with_public_interviews",
    "withdrawn_anchors",
]
