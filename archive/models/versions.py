"""The number of the archive's present content."""

from __future__ import annotations

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

TABLE = "archive_contentversion"


class ContentVersion(models.Model):
    """The one row that holds the number."""

    number = models.PositiveBigIntegerField(_("number"), default=0)
    changed = models.DateTimeField(_("changed"), default=timezone.now)

    class Meta:
        db_table = TABLE
        verbose_name = _("content version")
        verbose_name_plural = _("content versions")

    def __str__(self) -> str:
        return str(self.number)
