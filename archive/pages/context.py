"""What every page's template knows."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest

from archive.site import addresses
from archive.site.naming import site_name
from archive.transcript import shown_interview


def site(request: HttpRequest) -> dict[str, object]:
    """What templates ask for besides what their views give.

    `base_url`: scheme and host for absolute links; `canonical_url`: this page without query;
    `site_name`: the archive's own; `default_language`: the one whose pages stand at the root;
    `unpublished`: the interview that this visitor sees though not everybody does.
    """
    base_url = addresses.base_url(request)
    return {
        "base_url": base_url,
        "canonical_url": base_url + request.path,
        "site_name": site_name(),
        "default_language": settings.LANGUAGE_CODE,
        "unpublished": shown_interview(),
    }
