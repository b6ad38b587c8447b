"""What every page's template knows."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest


def site(request: HttpRequest) -> dict[str, object]:
    """`base_url`: scheme and host for absolute links; `canonical_url`: this page without query."""
    base_url = settings.BASE_URL or request.build_absolute_uri("/").rstrip("/")
    return {"base_url": base_url, "canonical_url": base_url + request.path}
