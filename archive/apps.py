"""The archive application."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ArchiveConfig(AppConfig):
    name = "archive"
    verbose_name = _("Archive")

    def ready(self) -> None:
        from archive.anchors import receivers  # noqa: F401  (connect their receivers)
        from archive.changes import history, versions  # noqa: F401
