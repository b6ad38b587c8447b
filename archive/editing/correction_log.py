"""The history as others read it: all corrections of an interview's words, or those of a turn."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from django.db.models import Q, QuerySet

from archive.models import Anchor, Correction, Interview, Segment, withdrawn_anchors


class TextCorrection(NamedTuple):
    """One paragraph's text before and after an edit; an empty one: there was or is no such text."""

    anchor: str
    before: str
    after: str
    who: str
    when: datetime
    why: str


def corrections(interview: Interview, since: datetime | None = None) -> list[TextCorrection]:
    """What editors made of the words, in order: folded over the paragraphs' first texts, by anchor,
    it gives what is shown.

    `since`: of what came later alone, where an import brought the text anew.
    """
    rows = Correction.objects.filter(
        edit__interview=interview, subject=Correction.Subject.WORDS
    ).select_related("edit")
    if since is not None:
        rows = rows.filter(edit__time__gt=since)
    return [
        TextCorrection(
            each.anchor,
            each.before,
            each.after,
            each.edit.editor_name,
            each.edit.time,
            each.edit.reason,
        )
        for each in rows.order_by("edit", "pk").defer("edit__rows")
    ]


def fold(texts: dict[str, str], made: list[TextCorrection]) -> dict[str, str]:
    """The paragraphs' texts, by anchor, after these corrections.

    Raises `ValueError` with an anchor where a correction is of another text than there is.
    """
    now = dict(texts)
    for each in made:
        if now.get(each.anchor, "") != each.before:
            raise ValueError(each.anchor)
        now[each.anchor] = each.after
        if not each.after:
            del now[each.anchor]
    return now


def corrections_of_turn(anchor: str) -> QuerySet[Correction]:
    """What was corrected of a turn, the newest first: of its words, and of who says it."""
    mine = Q(turn=anchor) | Q(anchor=anchor)
    if segment := Segment.objects.filter(anchor=anchor).first():
        # Words that stood in another turn when they were corrected.
        mine |= Q(anchor__in=segment.paragraphs.values("anchor"))
    rows = Correction.objects.filter(mine).select_related("edit").defer("edit__rows")
    return rows.order_by("-edit", "pk")


def corrections_for_readers(anchor: str) -> list[Correction]:
    """The same, with no words of before they were parted from words that are withdrawn now."""
    rows = list(corrections_of_turn(anchor))
    edits = {each.edit_id for each in rows}
    beside = Correction.objects.filter(edit__in=edits, subject=Correction.Subject.WORDS)
    codes = set(beside.values_list("anchor", flat=True)) if rows else set()
    gone = Anchor.objects.filter(code__in=codes, segment=None, paragraph=None)
    if hidden := withdrawn_anchors(list(gone.values_list("code", flat=True))) if codes else set():
        parted = max(beside.filter(anchor__in=hidden).values_list("edit", flat=True))
        for each in rows:
            if each.edit_id <= parted and each.subject == Correction.Subject.WORDS:
                each.before = each.after = ""
    return rows
