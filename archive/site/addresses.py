"""Absolute addresses, and where requests come from."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest


def base_url(request: HttpRequest) -> str:
    """Scheme and host, without a slash: `BASE_URL`, or where the request came to."""
    return settings.BASE_URL or request.build_absolute_uri("/").rstrip("/")


def client_address(request: HttpRequest) -> str:
    """Where the request came from.

    Served over HTTPS (`HTTPS=1`), the site stands behind a proxy, which puts the address that it
    was asked from last in `X-Forwarded-For`; what stands before that, anybody can have written.
    """
    forwarded = request.headers.get("X-Forwarded-For", "")
    if settings.SECURE_SSL_REDIRECT and forwarded:
        return forwarded.rpartition(",")[2].strip()
    return str(request.META.get("REMOTE_ADDR", ""))
