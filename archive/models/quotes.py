"""Short names of quoted passages, each given out once and for good."""

from __future__ import annotations

from django.db import models
from django.urls import reverse
from django.utils import timezone

from archive.models.anchors import Anchor


class Quote(models.Model):
    """What a short link `/q/<code>/` leads to: the same as a long link says in its parameters.

    `passage` is a hash of the other values, by which a passage has one code.  `sender` is a keyed
    hash of where it was asked for, enough to count.
    """

    code = models.CharField(max_length=32, primary_key=True)
    passage = models.CharField(max_length=64, unique=True)
    anchor = models.ForeignKey(Anchor, models.CASCADE, related_name="quotes")
    exact = models.TextField()
    until = models.TextField(blank=True)
    checksum = models.CharField(max_length=16, blank=True)
    before = models.TextField(blank=True)
    after = models.TextField(blank=True)
    sender = models.CharField(max_length=64, editable=False, db_index=True)
    created = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        default_permissions = ()
        constraints = [
            models.CheckConstraint(condition=~models.Q(exact=""), name="quote_exact"),
        ]

    def __str__(self) -> str:
        return self.code

    def get_absolute_url(self) -> str:
        return reverse("quote", args=[self.code])
