"""What the search's tests share."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from archive.models import Interview
from search import engine
from search.engine import Found
from search.keeping import index_path

Search = Callable[..., Found]


@pytest.fixture
def search(indexed: Interview) -> Search:
    """The search over the shipped interview."""

    def run(query: str, **options: object) -> Found:
        return engine.search(index_path(), query, **options)  # type: ignore[arg-type]

    return run
