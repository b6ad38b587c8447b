"""What readers report: an error, the place where they saw it, and what became of the report."""

from __future__ import annotations

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

WORDS_LIMIT = 2000
MESSAGE_LIMIT = 4000


class Report(models.Model):
    """A reader's report of an error.

    `anchor` may name words that have left the text since, so it is a text.  `sender` is a keyed
    hash of the address that the report came from: enough to count, not to know who it was.
    """

    class Status(models.TextChoices):
        NEW = "new", _("new")
        ACCEPTED = "accepted", _("accepted")
        DECLINED = "declined", _("declined")

    anchor = models.CharField(_("anchor"), max_length=16, blank=True)
    words = models.TextField(_("quoted words"), max_length=WORDS_LIMIT, blank=True)
    message = models.TextField(_("what is wrong"), max_length=MESSAGE_LIMIT)
    email = models.EmailField(_("email"), blank=True)
    status = models.CharField(
        _("status"), max_length=20, choices=Status.choices, default=Status.NEW
    )
    answer = models.TextField(_("editors’ note"), blank=True)
    sender = models.CharField(max_length=64, editable=False, db_index=True)
    created = models.DateTimeField(_("received"), default=timezone.now, editable=False)

    class Meta:
        app_label = "archive"
        ordering = ["-created", "-pk"]
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(status__in=["new", "accepted", "declined"]),
                name="report_status",
            ),
            models.CheckConstraint(condition=~models.Q(message=""), name="report_message"),
        ]

    def __str__(self) -> str:
        return self.message[:60]
