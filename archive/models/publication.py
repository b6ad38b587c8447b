"""What an interview's source, or its editors, state of where and when it came out.

Each is empty where nothing is stated: a citation then says so, and nothing is guessed.
"""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from archive.models.dates import PartialDate, validate_partial_date
from archive.models.languages import validate_language
from archive.models.pull_quotes import validate_pull_quotes

DATE_HELP = _("2026, 2026-01 or 2026-01-20; empty: not stated")
# The keys of an annotation file that are fields here.
TEXTS = (
    *("publisher", "published", "original_language", "original_medium"),
    *("original_publisher", "original_published"),
    *("recorded", "place", "commissioner", "recording", "recording_medium"),
    *("rights", "licence", "series", "pull_quotes"),
)
# Those that hold a date, whole or in part.
DATES = ("published", "original_published", "recorded")
MEDIA = ("broadcast", "recording", "print")
RECORDING_MEDIA = ("audio", "video")


class Publication(models.Model):
    """The facts of publication.  `original_*` are of the work that the text was translated from.

    `speakers_named` is true where the source itself says who speaks, false where the editors of
    the archive attributed the words.  `recorded` is when the interview was held, `commissioner` for
    whom, `recording` where it can be heard or seen.  `pull_quotes` names words that stand large on
    the first page (`archive.models.pull_quotes`).
    """

    class Medium(models.TextChoices):
        BROADCAST = "broadcast", _("broadcast")
        RECORDING = "recording", _("recording")
        PRINT = "print", _("print")

    class RecordingMedium(models.TextChoices):
        AUDIO = "audio", _("audio")
        VIDEO = "video", _("video")

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
    recorded = models.CharField(
        _("held"),
        max_length=10,
        blank=True,
        validators=[validate_partial_date],
        help_text=DATE_HELP,
    )
    place = models.CharField(_("place"), max_length=200, blank=True)
    commissioner = models.CharField(_("made for"), max_length=200, blank=True)
    recording = models.URLField(_("recording"), max_length=500, blank=True)
    recording_medium = models.CharField(
        _("medium of the recording"),
        max_length=20,
        choices=RecordingMedium.choices,
        blank=True,
    )
    recording_length = models.DurationField(_("length of the recording"), null=True, blank=True)
    rights = models.CharField(_("rights"), max_length=500, blank=True)
    licence = models.CharField(
        _("licence"), max_length=200, blank=True, help_text=_("its short name, or its address")
    )
    series = models.CharField(_("series or collection"), max_length=200, blank=True)
    pull_quotes = models.CharField(
        _("pull quotes"),
        max_length=200,
        blank=True,
        validators=[validate_pull_quotes],
        help_text=_(
            "up to three, with spaces between them: the anchor of a paragraph, or after a colon"
            " which of its sentences, such as p3c9d:2 or p3c9d:2-3"
        ),
    )

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
