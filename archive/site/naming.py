"""The archive's own name, on every page and in every citation."""

from __future__ import annotations

from django.conf import settings
from django.utils.translation import gettext, override


def site_name(language: str | None = None) -> str:
    """The name that the settings give, or else a plain one in `language` (None: the reader's)."""
    if settings.SITE_NAME:
        return str(settings.SITE_NAME)
    if language is None:
        return gettext("Interview Archive")
    with override(language):
        return gettext("Interview Archive")
