"""Anchors: names in addresses, each given out once and for good."""

from __future__ import annotations

from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Value
from django.db.models.functions import Substr
from django.db.models.lookups import Exact
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from archive.models.interviews import Interview, Topic
from archive.models.visible import PartManager

# What an anchor begins with, by what it names.
SEGMENT = "s"
PARAGRAPH = "p"


def anchor_begins(prefix: str) -> Exact:
    """The condition that keeps a segment and a paragraph from sharing an anchor."""
    return Exact(Substr(F("anchor"), 1, 1), Value(prefix))


class Anchor(models.Model):
    """A name in a URL, given out once and never taken back.

    It names a segment or a paragraph.  When those words leave the interview the row stays, with
    `words` (what it last led to) and, where the words went on inside another paragraph,
    `replaced_by`.  `former_topics` are topics whose pages were linked with this anchor before the
    words moved elsewhere.
    """

    interview_path = "interview"
    code = models.CharField(_("anchor"), max_length=16, primary_key=True)
    interview = models.ForeignKey(Interview, models.CASCADE, related_name="anchors")
    words = models.TextField(_("last words"), blank=True)
    replaced_by = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="replaces"
    )
    former_topics = models.ManyToManyField(Topic, blank=True, related_name="former_anchors")

    objects: ClassVar[PartManager[Self]] = PartManager()

    class Meta:
        ordering = ["code"]
        verbose_name = _("anchor")
        verbose_name_plural = _("anchors")

    def __str__(self) -> str:
        return self.code

    def get_absolute_url(self) -> str:
        return reverse("segment", args=[self.code])

    def last_successor(self) -> Anchor:
        """The anchor that leads to its words after any replacements: itself where there is none."""
        anchor, seen = self, {self.code}
        while anchor.replaced_by and anchor.replaced_by.code not in seen:
            anchor = anchor.replaced_by
            seen.add(anchor.code)
        return anchor
