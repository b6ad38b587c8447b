"""The search's application."""

from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "search"

    def ready(self) -> None:
        """Connect the receivers that keep the index with the data."""
        from search import receivers  # noqa: F401
