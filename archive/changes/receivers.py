"""Where an edit is noticed: every save and deletion of a record, in the admin or by a command."""

from __future__ import annotations

from typing import Any

from django.db.models import Model, Q
from django.db.models.signals import m2m_changed, post_delete, post_save, pre_delete, pre_save
from django.dispatch import receiver

from archive.changes.dependencies import EXCHANGE_LEFT, is_content, segments_showing
from archive.changes.history import note_interview, note_part
from archive.changes.log import log_segments, log_term, log_whole
from archive.changes.versions import content_changed, content_restored
from archive.models import Interview, Segment, Term
from archive.signals import restored


@receiver(pre_save, sender=Segment)
def remember_exchange(instance: Segment, raw: bool, **kwargs: Any) -> None:
    """Note in which exchange a segment is before it is saved: its other turns show it."""
    if not raw:
        stored = Segment.objects.filter(pk=instance.pk).values_list("exchange", flat=True)
        setattr(instance, EXCHANGE_LEFT, stored.first())


@receiver(post_save, sender=Interview)
def date_interview(instance: Interview, **kwargs: Any) -> None:
    """Date an interview that was added or edited, also by a fixture."""
    note_interview(instance)


@receiver([post_save, pre_delete])
def date_part(instance: Model, raw: bool = False, **kwargs: Any) -> None:
    """Date the interview of a part; those of a fixture come with their interview."""
    if not raw:
        note_part(instance)


@receiver([post_save, post_delete, m2m_changed])
def count_change(sender: type[Model], **kwargs: Any) -> None:
    """Count any change of content, also one by a fixture."""
    if is_content(sender):
        content_changed()


@receiver([post_save, pre_delete])
def log_change(instance: Model, raw: bool = False, **kwargs: Any) -> None:
    """Log which segments show something of a record; of a fixture's, that anything may change."""
    if raw and is_content(type(instance)):
        log_whole()
    elif isinstance(instance, Term):
        log_term(instance.slug)
    elif (segments := segments_showing(instance)) is not None:
        log_segments(segments.values_list("pk", flat=True))


@receiver(m2m_changed, sender=Term.interviews.through)
def log_scope(instance: Model, action: str, pk_set: set[int] | None = None, **kwargs: Any) -> None:
    """Log which terms begin or cease to belong to interviews, whichever side that was said on."""
    if not action.startswith(("post_", "pre_clear")):
        return
    if isinstance(instance, Term):
        log_term(instance.slug)
    elif isinstance(instance, Interview):
        terms = Term.objects.filter(Q(pk__in=pk_set or ()) | Q(interviews=instance))
        for slug in terms.distinct().values_list("slug", flat=True):
            log_term(slug)


@receiver(restored)
def count_restoring(before: int, **kwargs: Any) -> None:
    """Let nothing that was made from the content of before count as made from what was put back."""
    content_restored(before)
