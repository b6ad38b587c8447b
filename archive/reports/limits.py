"""How many reports one sender may make."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone
from django.utils.crypto import salted_hmac

from archive.models import Report

# How many reports one sender may make in an hour.
HOURLY = 5


def sender_of(address: str) -> str:
    """The hash by which reports from one address are counted."""
    return salted_hmac("archive.reports.sender", address, algorithm="sha256").hexdigest()


def has_reported_enough(sender: str) -> bool:
    """Whether the sender's reports of the last hour are all that one may make."""
    hour_ago = timezone.now() - timedelta(hours=1)
    return Report.objects.filter(sender=sender, created__gte=hour_ago).count() >= HOURLY
