"""How many reports one sender may make."""

from __future__ import annotations

from contextlib import AbstractContextManager
from datetime import timedelta

from django.utils import timezone

from archive.models import Report
from archive.site import sending

# How many reports one sender may make in an hour.
HOURLY = 5


def sender_of(network: str) -> str:
    """The hash by which reports from one network are counted."""
    return sending.sender_of(network, "archive.reports.sender")


def counted(sender: str) -> AbstractContextManager[bool]:
    """Whether the sender may report now; see `archive.site.sending`."""

    def has_reported_enough() -> bool:
        hour_ago = timezone.now() - timedelta(hours=1)
        return Report.objects.filter(sender=sender, created__gte=hour_ago).count() >= HOURLY

    return sending.one_at_a_time(sender, has_reported_enough)
