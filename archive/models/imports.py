"""What an import brought, to tell later whether somebody has edited it since."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from archive.models.interviews import Interview


class ImportState(models.Model):
    """The digest (SHA-256, hexadecimal) of an interview's content as its last import left it."""

    interview = models.OneToOneField(
        Interview, models.CASCADE, primary_key=True, related_name="import_state"
    )
    digest = models.CharField(max_length=64)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return self.digest


class SourceText(models.Model):
    """The interview as its last import left it: a text and its annotations, as `seeds/` has them.

    `name`, `form` and `digest` (SHA-256, hexadecimal) are of the file that was read; `anchors` are
    those that its paragraphs were given, in order.  Corrections count `since` then.
    """

    interview = models.OneToOneField(
        Interview, models.CASCADE, primary_key=True, related_name="source_text"
    )
    name = models.CharField(max_length=255)
    form = models.CharField(max_length=40)
    digest = models.CharField(max_length=64)
    text = models.TextField()
    annotations = models.TextField()
    anchors = models.JSONField(default=list)
    since = models.DateTimeField(default=timezone.now)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return self.name
