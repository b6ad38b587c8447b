"""Everything that writes an anchor's row, but for a fixture, which brings rows as they were.

An import records a placement before it writes the turns, and settles the anchors behind them.
What is deleted or moved, by an import or in the admin, leaves its words and its topic
(`archive.anchors.receivers`).
"""

from __future__ import annotations

import re

from django.db.models import F, Q, QuerySet

from archive.anchors.placement import Placement
from archive.models import Anchor, Interview, Paragraph, Segment, Sentence, Topic
from archive.text import recast

# What a text is cut at to see whether any of it is left.
_CLAUSE_END = re.compile(r"[\s、。，．！？「」『』,.!?;:]+")


def record_placement(interview: Interview, placement: Placement) -> None:
    """Give out the new anchors, and note where the words of replaced ones went on."""
    Anchor.objects.bulk_create(Anchor(code=code, interview=interview) for code in placement.added)
    for code, successor in placement.replaced.items():
        Anchor.objects.filter(code=code).update(replaced_by=successor)


def settle_anchors(interview: Interview) -> None:
    """Make the anchors agree with the turns and paragraphs that were written."""
    _return_anchors(interview)
    _release_anchors(interview)


def _return_anchors(interview: Interview) -> None:
    """Anchors that live again have no last words, and have not left the topic they are in."""
    segments = Segment.objects.filter(topic__interview=interview)
    noted = interview.anchors.exclude(words="", replaced_by=None)
    # Each kind by itself: for both at once, PostgreSQL may compare every anchor with every record,
    # which takes it very long where it believes the tables to be as empty as they once were.
    for living in (segments, Paragraph.objects.filter(segment__in=segments)):
        noted.filter(pk__in=living.values("anchor")).update(words="", replaced_by=None)
    notes = Anchor.former_topics.through.objects.filter(anchor__interview=interview)
    notes.filter(anchor__segment__topic=F("topic")).delete()
    notes.filter(anchor__paragraph__segment__topic=F("topic")).delete()


def _release_anchors(interview: Interview) -> None:
    """A successor that has lost the words that came to it leads to them no more."""
    texts = _texts_by_anchor(interview)
    for anchor in interview.anchors.exclude(replaced_by=None).select_related("replaced_by"):
        text = texts.get(anchor.last_successor().code)
        clauses = [clause for clause in _CLAUSE_END.split(anchor.words) if clause]
        if text is not None and clauses and not any(clause in text for clause in clauses):
            Anchor.objects.filter(code=anchor.code).update(replaced_by=None)


def _texts_by_anchor(interview: Interview) -> dict[str, str]:
    """The words behind each living anchor of a segment or a paragraph."""
    texts: dict[str, str] = {}
    sentences = Sentence.objects.filter(paragraph__segment__topic__interview=interview)
    rows = sentences.order_by("paragraph__segment", "paragraph__order", "order").values_list(
        "paragraph__segment__anchor_id", "paragraph__anchor_id", "text"
    )
    for segment, paragraph, text in rows:
        texts[segment] = texts.get(segment, "") + text
        texts[paragraph] = texts.get(paragraph, "") + text
    return texts


def keep_words(code: str, sentences: QuerySet[Sentence]) -> None:
    """Store what the anchor leads to, before it goes."""
    texts = sentences.order_by("paragraph__order", "order").values_list("text", flat=True)
    Anchor.objects.filter(code=code).update(words="".join(texts))


def keep_last_words(code: str, words: str, successor: str | None) -> None:
    """Store what the anchor led to, and where its words went on, if anywhere."""
    Anchor.objects.filter(code=code).update(words=words, replaced_by=successor)


def recast_words(interview: Interview, former: str) -> None:
    """Have the anchors' last words, of kind `former`, show the same as the interview's kind."""
    if interview.markup == former:
        return
    for anchor in interview.anchors.exclude(words=""):
        words = recast(anchor.words, former, interview.markup)
        Anchor.objects.filter(code=anchor.code).update(words=words)


def remember_topics(anchors: Q, topics: QuerySet[Topic]) -> None:
    """Note that the pages of `topics` were linked with `anchors`."""
    note = Anchor.former_topics.through
    notes = [
        note(anchor_id=code, topic_id=topic)
        for topic in topics.values_list("pk", flat=True)
        for code in Anchor.objects.filter(anchors).values_list("pk", flat=True)
    ]
    note.objects.bulk_create(notes, ignore_conflicts=True)
