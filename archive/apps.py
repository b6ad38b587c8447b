"""The archive application."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ArchiveConfig(AppConfig):
    name = "archive"
    verbose_name = _("Archive")

    def ready(self) -> None:
        """Connect the receivers."""
        from archive.anchors import receivers as anchors  # noqa: F401
        from archive.changes import receivers as changes  # noqa: F401
        from archive.formats import reading_back as formats  # noqa: F401
        from archive.pages import reading_back as pages  # noqa: F401
        from archive.publishing import receivers as publishing  # noqa: F401
        from archive.site import connections  # noqa: F401
        from archive.watching import error_reports

        error_reports.begin()
