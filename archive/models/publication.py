"""What an interview's source, or its editors, state of where and when it came out.

Each is empty where nothing is stated: a citation then says so, and nothing is guessed.
"""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from archive.models.dates import PartialDate, validate_partial_date
from archive.models.languages import validate_language

DATE_HELP = _("2026, 2026-01 or 2026-01-20; empty: not stated")
# The keys of an annotation file that are fields here.
TEXTS = (
    *("publisher", "published", "original_language", "original_medium"),
    *("original_publisher", "original_published"),
)
MEDIA = ("broadcast", "recording", "print")


class Publication(models.Model):
    """The facts of publication.  `original_*` are of the work that the text was translated from.

    `speakers_named` is true where the source itself says who speaks, false where the editors of
    the archive attributed the words.
    """

    class Medium(models.TextChoices):
        BROADCAST = "broadcast", _("broadcast")
        RECORDING = "recording", _("recording")
        PRINT = "print", _("print")

    publisher = models.CharField(_("publisher"), max_length=200, blank=True)
    published = models.CharField(
        _("published"),
        max_length=10,
        blank=True,
        validators=[validate_partial_date],
        help_text=DATE_HELP,
    )
    original_language = models.CharField(
        _("original language"),
        max_length=35,
        blank=True,
        help_text="BCP 47",
        validators=[validate_language],
    )
    original_medium = models.CharField(
        _("medium of the original"), max_length=20, choices=Medium.choices, blank=True
    )
    original_publisher = models.CharField(_("original publisher"), max_length=200, blank=True)
    original_published = models.CharField(
        _("original published"),
        max_length=10,
        blank=True,
        validators=[validate_partial_date],
        help_text=DATE_HELP,
    )
    speakers_named = models.BooleanField(_("speakers named in the source"), default=False)

    class Meta:
        abstract = True

    @property
    def date(self) -> PartialDate | None:
        """When the text came out."""
        return PartialDate.parse(self.published)

    @property
    def original_date(self) -> PartialDate | None:
        """When the original came out."""
        return PartialDate.parse(self.original_published)
