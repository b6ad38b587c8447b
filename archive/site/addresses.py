"""Absolute addresses."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest


def base_url(request: HttpRequest) -> str:
    """Scheme and host, without a slash: `BASE_URL`, or where the request came to."""
    return settings.BASE_URL or request.build_absolute_uri("/").rstrip("/")
