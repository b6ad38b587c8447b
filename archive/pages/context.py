"""What every page's template knows."""

from __future__ import annotations

from django.http import HttpRequest

from archive.site import addresses


def site(request: HttpRequest) -> dict[str, object]:
    """`base_url`: scheme and host for absolute links; `canonical_url`: this page without query."""
    base_url = addresses.base_url(request)
    return {"base_url": base_url, "canonical_url": base_url + request.path}
