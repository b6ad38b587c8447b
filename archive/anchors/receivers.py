"""Keeps anchors leading somewhere when their records are deleted or moved, in the admin or not.

An anchor's last words are stored, and the topic whose page was linked with it.
"""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet
from django.db.models.signals import pre_delete, pre_save
from django.dispatch import receiver

from archive.models import Anchor, Interview, Paragraph, Segment, Sentence, Topic


@receiver(pre_delete, sender=Paragraph)
def keep_paragraph_words(instance: Paragraph, origin: object, **kwargs: Any) -> None:
    """Runs before the paragraph's sentences go."""
    _keep_words(instance.anchor_id, Sentence.objects.filter(paragraph=instance))
    _remember_topic(Q(paragraph=instance), Topic.objects.filter(segments=instance.segment), origin)


@receiver(pre_delete, sender=Segment)
def keep_segment_words(instance: Segment, origin: object, **kwargs: Any) -> None:
    """Runs before the segment's paragraphs go."""
    _keep_words(instance.anchor_id, Sentence.objects.filter(paragraph__segment=instance))
    _remember_topic(Q(segment=instance), Topic.objects.filter(pk=instance.topic_id), origin)


@receiver(pre_save, sender=Segment)
def remember_topic_left(instance: Segment, raw: bool, **kwargs: Any) -> None:
    """A segment that moves to another topic leaves its address, and its paragraphs', behind."""
    if raw or instance._state.adding:
        return
    left = Topic.objects.filter(segments=instance).exclude(pk=instance.topic_id)
    _remember_topic(Q(segment=instance) | Q(paragraph__segment=instance), left, instance)


def _keep_words(code: str, sentences: QuerySet[Sentence]) -> None:
    texts = sentences.order_by("paragraph__order", "order").values_list("text", flat=True)
    Anchor.objects.filter(code=code).update(words="".join(texts))


def _remember_topic(anchors: Q, topics: QuerySet[Topic], origin: object) -> None:
    """Note that the page of `topics` (one or none) was linked with `anchors`.

    Where the topic itself is being deleted (`origin`), there will be no page.
    """
    model = origin.model if isinstance(origin, QuerySet) else type(origin)
    if issubclass(model, Topic | Interview):
        return
    note = Anchor.former_topics.through
    notes = [
        note(anchor_id=code, topic_id=topic)
        for topic in topics.values_list("pk", flat=True)
        for code in Anchor.objects.filter(anchors).values_list("pk", flat=True)
    ]
    note.objects.bulk_create(notes, ignore_conflicts=True)
