"""Which terms a page links: what its reader may not know, once a topic."""

from __future__ import annotations

from collections import Counter

import pytest
from django.db import IntegrityError, transaction

from archive.models import Term
from archive.transcript.turns import Transcript
from search.glossary.links import MOST_LINKS, PageLinks, is_notable
from search.glossary.mentions import current_glossary


def linked(interview):
    """Slugs that a page links, by topic, in order, and the most in a paragraph."""
    page, most = PageLinks(current_glossary()), 0
    found: dict[int, list[str]] = {}
    for turn in Transcript(interview).turns:
        slugs = found.setdefault(turn.topic.number, [])
        for links in page.of(turn).values():
            slugs += [link.term.slug for link in links]
            most = max(most, len(links))
    return found, most


def test_the_shipped_interview_links_about_eight_a_topic(indexed):
    found, most = linked(indexed)
    assert max(len(slugs) for slugs in found.values()) <= 8
    assert sum(len(slugs) for slugs in found.values()) > 20
    assert most <= MOST_LINKS


def test_a_topic_links_a_term_once_and_nothing_common(indexed):
    common = set(Term.objects.filter(level="common").values_list("slug", flat=True))
    for slugs in linked(indexed)[0].values():
        assert not common & set(slugs)
        assert not slugs or max(Counter(slugs).values()) == 1


@pytest.mark.parametrize(
    ("language", "kind", "label", "expected"),
    [
        ("ja", "concept", "政府", False),
        ("ja", "concept", "機械的解釈可能性", True),
        ("ja", "place", "中国", False),
        ("en", "concept", "government", False),
        ("en", "concept", "mechanistic interpretability", True),
        ("en", "organisation", "Apple", True),
        ("en", "concept", "Moore's law", True),
        ("en", "concept", "Hoeffding’s inequality", True),
        ("en", "concept", "Alzheimer's", True),
        ("en", "concept", "o'clock", False),
        ("de", "concept", "Regierung", False),
        ("", "concept", "government", True),
    ],
)
def test_a_dictionary_tells_where_no_editor_has(language, kind, label, expected):
    assert is_notable(Term(kind=kind, label=label), language) is expected


def test_an_editor_tells_more_than_a_dictionary():
    assert is_notable(Term(kind="concept", label="政府", level="notable"), "ja")
    assert not is_notable(Term(kind="person", label="Nobody", level="common"), "ja")


def test_there_are_no_other_levels(db):
    with pytest.raises(IntegrityError), transaction.atomic():
        Term.objects.create(slug="x", kind="concept", label="x", level="rare")


def test_a_paragraph_has_no_more_links_than_the_stylesheet_has_previews(settings):
    css = (settings.BASE_DIR / "static/css/transcript.css").read_text()
    assert f".preview-{MOST_LINKS}" in css
    assert f".preview-{MOST_LINKS + 1}" not in css
