"""The log of changes: what each change of content touched, for indexes to follow."""

from __future__ import annotations

from django.db import models
from django.db.models import UniqueConstraint
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Change(models.Model):
    """One thing that a change of content touched.

    `number` is the content's version that the change made: transactions that change content have
    numbers without gaps, in the order in which they were committed.  Every one of them has a row
    without a target; the others name a segment (its key, which may be gone by now), or a term (its
    slug) whose mentions only an index knows.  `whole`: anything may have changed.
    """

    number = models.PositiveBigIntegerField(_("number"))
    segment = models.PositiveBigIntegerField(_("segment"), null=True)
    term = models.CharField(_("term"), max_length=50, blank=True)
    whole = models.BooleanField(_("whole"), default=False)
    time = models.DateTimeField(_("time"), default=timezone.now)

    class Meta:
        ordering = ["number", "pk"]
        verbose_name = _("change")
        verbose_name_plural = _("changes")
        constraints = [
            UniqueConstraint(fields=["number", "segment"], name="change_segment"),
        ]
        indexes = [models.Index(fields=["number"], name="change_number")]

    def __str__(self) -> str:
        return f"{self.number}: {self.segment or self.term or ('all' if self.whole else '')}"


class FollowingIndex(models.Model):
    """An index that follows the log: `name` is its own, `applied` the last number that it has."""

    name = models.CharField(_("name"), max_length=64, primary_key=True)
    applied = models.PositiveBigIntegerField(_("applied"))
    seen = models.DateTimeField(_("seen"), default=timezone.now)

    class Meta:
        ordering = ["name"]
        verbose_name = _("following index")
        verbose_name_plural = _("following indexes")

    def __str__(self) -> str:
        return self.name
