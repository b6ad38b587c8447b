"""Absolute addresses."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest


def own_host() -> str:
    """A host that the site answers to, for requests that it makes of itself."""
    hosts = [host for host in settings.ALLOWED_HOSTS if host != "*"]
    return hosts[0].lstrip(".") if hosts else "localhost"


def hide_path(request: HttpRequest, shown: str) -> None:
    """Have logs say `shown` for the address, which itself opens something to who knows it."""
    request.hidden_path = shown  # type: ignore[attr-defined]


def logged_path(request: HttpRequest) -> str:
    """The path as logs may have it."""
    return str(getattr(request, "hidden_path", request.path))


def base_url(request: HttpRequest) -> str:
    """Scheme and host, without a slash: `BASE_URL`, or where the request came to."""
    return settings.BASE_URL or request.build_absolute_uri("/").rstrip("/")
