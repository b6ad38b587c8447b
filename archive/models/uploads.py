"""Files that editors sent to have them imported, until they are."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone


class Upload(models.Model):
    """A file as it was sent.  It is kept for a day, in the database, which all servers have."""

    editor = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    name = models.CharField(max_length=255)
    data = models.BinaryField()
    time = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-time"]
        default_permissions = ()

    def __str__(self) -> str:
        return self.name
