"""The judged sets themselves: that their judgements can be right."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from archive.models import Paragraph
from search.languages.folding import fold

HERE = Path(__file__).parent
CLASSES = "word variant reading inflection typo english name question operator".split()


def _judged(name: str):
    return yaml.safe_load((HERE / name).read_text(encoding="utf-8"))


@pytest.fixture
def texts(interview) -> dict[int, tuple[str, str]]:
    """Folded text and topic title by source line."""
    found: dict[int, tuple[str, str]] = {}
    for paragraph in Paragraph.objects.prefetch_related("sentences"):
        sentences = list(paragraph.sentences.all())
        line = sentences[0].line or 0
        text = found.get(line, ("", ""))[0] + "".join(each.text for each in sentences)
        found[line] = fold(text), fold(paragraph.segment.topic.title)
    return found


@pytest.mark.parametrize("name", ["judged.yaml", "judged-held.yaml"])
def test_it_judges_paragraphs_of_the_transcript_only(name, texts):
    for each in _judged(name):
        assert each["lines"], each["query"]
        assert set(each["lines"]) <= set(texts), each["query"]


def test_it_judges_a_word_by_every_paragraph_that_has_it_or_else_by_its_topic(texts):
    for each in _judged("judged.yaml"):
        if each["class"] != "word":
            continue
        query = fold(each["query"])
        having = [line for line, (text, _) in texts.items() if query in text]
        under = [line for line, (_, title) in texts.items() if query in title]
        assert each["lines"] == sorted(having or under), query


def test_it_has_some_twenty_queries_of_each_class():
    queries = _judged("judged.yaml")
    assert len(queries) >= 150
    for name in CLASSES:
        assert sum(each["class"] == name for each in queries) >= 20, name


def test_it_shares_no_query_with_the_held_out_set():
    queries = [fold(each["query"]) for each in _judged("judged.yaml")]
    assert len(set(queries)) == len(queries)
    assert set(queries).isdisjoint(fold(each["query"]) for each in _judged("judged-held.yaml"))
