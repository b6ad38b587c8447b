"""Keeps the last words of an anchor whose record is deleted, in the admin or anywhere else."""

from __future__ import annotations

from typing import Any

from django.db.models.signals import pre_delete
from django.dispatch import receiver

from archive.models import Anchor, Paragraph, Segment, Sentence


@receiver(pre_delete, sender=Paragraph)
def keep_paragraph_words(instance: Paragraph, **kwargs: Any) -> None:
    """Runs before the paragraph's sentences go."""
    _keep(instance.anchor_id, Sentence.objects.filter(paragraph=instance))


@receiver(pre_delete, sender=Segment)
def keep_segment_words(instance: Segment, **kwargs: Any) -> None:
    """Runs before the segment's paragraphs go."""
    _keep(instance.anchor_id, Sentence.objects.filter(paragraph__segment=instance))


def _keep(code: str, sentences: Any) -> None:
    texts = sentences.order_by("paragraph__order", "order").values_list("text", flat=True)
    Anchor.objects.filter(code=code).update(words="".join(texts))
