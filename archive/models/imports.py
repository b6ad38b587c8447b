"""What an import left, to tell later whether somebody has edited it since."""

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
