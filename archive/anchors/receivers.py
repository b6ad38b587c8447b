"""Keeps anchors leading somewhere when their records are deleted or moved, in the admin or not.

An anchor's last words are stored, and the topic whose page was linked with it.
"""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet
from django.db.models.signals import pre_delete, pre_save
from django.dispatch import receiver

from archive.anchors.writing import keep_words, remember_topics
from archive.models import Interview, Paragraph, Segment, Sentence, Topic


@receiver(pre_delete, sender=Paragraph)
def keep_paragraph_words(instance: Paragraph, origin: object, **kwargs: Any) -> None:
    """Runs before the paragraph's sentences go."""
    keep_words(instance.anchor_id, Sentence.objects.filter(paragraph=instance))
    if not _takes_topic(origin):
        topic = Topic.objects.filter(segments=instance.segment)
        remember_topics(Q(paragraph=instance), topic)


@receiver(pre_delete, sender=Segment)
def keep_segment_words(instance: Segment, origin: object, **kwargs: Any) -> None:
    """Runs before the segment's paragraphs go."""
    keep_words(instance.anchor_id, Sentence.objects.filter(paragraph__segment=instance))
    if not _takes_topic(origin):
        remember_topics(Q(segment=instance), Topic.objects.filter(pk=instance.topic_id))


@receiver(pre_save, sender=Segment)
def remember_topic_left(instance: Segment, raw: bool, **kwargs: Any) -> None:
    """A segment that moves to another topic leaves its address, and its paragraphs', behind."""
    if raw or instance._state.adding:
        return
    left = Topic.objects.filter(segments=instance).exclude(pk=instance.topic_id)
    remember_topics(Q(segment=instance) | Q(paragraph__segment=instance), left)


def _takes_topic(origin: object) -> bool:
    """Whether what is deleted (`origin`) takes the topic with it: there will be no page."""
    model = origin.model if isinstance(origin, QuerySet) else type(origin)
    return issubclass(model, Topic | Interview)
