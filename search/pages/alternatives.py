"""What to offer where a search found nothing: names that are like it, and the topics."""

from __future__ import annotations

from dataclasses import dataclass

from rapidfuzz import fuzz, process

from search.languages.folding import fold
from search.query.catalogue import Catalogue, TermEntry, TopicEntry

TERMS, TOPICS = 8, 24
# How alike (of 100) a name must be.
ALIKE = 45


@dataclass(frozen=True)
class Instead:
    """Terms of the glossary, nearest first, and topics in order with their interview's slug."""

    terms: list[TermEntry]
    topics: list[tuple[str, TopicEntry]]


def suggest_instead(query: str, catalogue: Catalogue) -> Instead:
    """Terms with a name like the query, and the first topics."""
    names = {
        fold(name): slug
        for slug, term in catalogue.terms.items()
        for name in (*term.names, term.reading)
        if name
    }
    near = process.extract(fold(query), list(names), scorer=fuzz.ratio, limit=40)
    slugs = dict.fromkeys(names[name] for name, score, _ in near if score >= ALIKE)
    topics = [
        (catalogue.interviews[topic.interview].slug, topic) for topic in catalogue.topics.values()
    ]
    return Instead([catalogue.terms[slug] for slug in slugs][:TERMS], topics[:TOPICS])
