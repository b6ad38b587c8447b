"""What an import brought, to tell later whether somebody has edited it since."""

from __future__ import annotations

from django.db import models

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
    """The text and the annotations that an interview was imported from, where no file of `seeds/`
    has them: as the reader of another form wrote them.

    `name`, `form` and `digest` (SHA-256, hexadecimal) are of the file that was read; `anchors` are
    those that its paragraphs were given, in order.
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

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return self.name
