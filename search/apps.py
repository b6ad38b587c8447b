"""The search's application."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    name = "search"
    verbose_name = _("Search")

    def ready(self) -> None:
        """Keep the index with the data, and mark hits on the archive's pages."""
        from archive.pages import marking, page_cache
        from search.index import receivers  # noqa: F401
        from search.index.updating import generation
        from search.pages.hit_marks import hit_marks

        marking.register(hit_marks)
        # Related turns and mentions come from the index.
        page_cache.depends_on(generation)
