"""The search's application."""

from typing import Any

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    name = "search"
    verbose_name = _("Search")

    def ready(self) -> None:
        """Keep the index with the data, and mark hits on the archive's pages."""
        from archive.pages import marking, page_cache
        from archive.signals import serving
        from archive.watching import measure, register
        from search.index import reading_back, receivers  # noqa: F401  (connect their receivers)
        from search.index.meanings import sentences_behind
        from search.index.updating import changes_behind, is_behind, is_current
        from search.pages.hit_marks import hit_marks
        from search.store import current_store

        marking.register(hit_marks)
        register("index", is_current)
        measure("index_behind", "1 where the index lacks something of the content.", is_behind)
        measure("index_changes_behind", "Changes that the index hasn't applied.", changes_behind)
        measure("meaning_behind", "Sentences that have no vector yet.", sentences_behind)
        # Related turns and mentions come from the index.
        page_cache.depends_on(lambda: current_store().state())
        # The dictionary, the index and what is made of it: workers share what is loaded now.
        serving.connect(_warm_up)


def _warm_up(**kwargs: Any) -> None:
    from search.warm_up import warm_up

    warm_up()
