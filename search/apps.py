"""The search's application."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    name = "search"
    verbose_name = _("Search")

    def ready(self) -> None:
        """Keep the index with the data, and mark hits on the archive's pages."""
        from archive import caching, marking
        from search import receivers  # noqa: F401
        from search.arrival import hit_marks
        from search.keeping import generation

        marking.register(hit_marks)
        # Related turns and mentions come from the index.
        caching.made_of(generation)
