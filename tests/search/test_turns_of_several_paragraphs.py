"""How the paragraphs of a turn count together."""

from __future__ import annotations

from pathlib import Path

from search import engine
from search.index.updating import index_path
from tests.indexing import build_index
from tests.sources.drafts import Draft, DraftTopic, DraftTurn

SOUP = "They brought soup."


def test_a_turn_ranks_higher_for_each_further_paragraph_that_matches(
    db: None, tmp_path: Path
) -> None:
    """Its best paragraph counts most: a better one beats any number of others."""
    many = [SOUP, SOUP, SOUP]
    turns = [many[:1], many[:2], many, ["Soup, soup and soup again."]]
    speakers = ["ada", "bob", "ada", "bob"]
    drafted = [DraftTurn(*each) for each in zip(speakers, turns, strict=True)]
    Draft([DraftTopic("one", "One", drafted)]).load(tmp_path)
    build_index()
    assert engine.search(index_path(), "soup").turns.tolist() == [3, 2, 1, 0]
