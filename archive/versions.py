"""A number for the state of the archive's content: every change of content makes it larger.

What is derived from content (rendered pages, the search index) is kept with the number that it was
made from, and made anew when the number has changed.
"""

from __future__ import annotations

from typing import Any

from django.db import models, transaction
from django.db.models import F
from django.db.models.signals import m2m_changed, post_delete, post_save
from django.dispatch import receiver
from django.utils.translation import gettext_lazy as _

CONTENT = {
    "interview",
    "participant",
    "person",
    "topic",
    "exchange",
    "anchor",
    "segment",
    "paragraph",
    "sentence",
    "term",
}


class ContentVersion(models.Model):
    """The one row that holds the number."""

    number = models.PositiveBigIntegerField(_("number"), default=0)

    class Meta:
        verbose_name = _("content version")
        verbose_name_plural = _("content versions")

    def __str__(self) -> str:
        return str(self.number)


def content_version() -> int:
    """The present number: one small query."""
    return ContentVersion.objects.filter(pk=1).values_list("number", flat=True).first() or 0


def content_changed() -> None:
    """Make the number larger, once in a transaction; for changes that send no signal."""
    connection = transaction.get_connection()
    if any(callback is _noted for _sids, callback, *_rest in connection.run_on_commit):
        return
    if not ContentVersion.objects.filter(pk=1).update(number=F("number") + 1):
        ContentVersion.objects.update_or_create(pk=1, defaults={"number": 1})
    transaction.on_commit(_noted)


def _noted() -> None:
    """Stands among a transaction's callbacks to show that the number is larger already."""


@receiver([post_save, post_delete, m2m_changed])
def note_change(sender: type[models.Model], **kwargs: Any) -> None:
    """Any change of content counts, also one by a fixture."""
    if sender._meta.app_label == "archive" and sender._meta.model_name in CONTENT:
        content_changed()
