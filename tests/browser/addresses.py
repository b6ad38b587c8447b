"""One page of each kind, with the shipped interview in the database."""

from __future__ import annotations

from django.urls import reverse

from archive.models import Interview, Segment, Term


def addresses() -> dict[str, str]:
    """Addresses by the kind of page."""
    interview = Interview.objects.get()
    doubtful = Segment.objects.filter(paragraphs__sentences__doubt__gt="")[0]
    names = {"kind": "concept", "label": "AI", "english": "artificial intelligence"}
    term, _ = Term.objects.get_or_create(slug="ai", defaults=names)
    return {
        "home": "/",
        "interviews": reverse("interviews"),
        "transcript": reverse("transcript", args=[interview.slug]),
        "topic": interview.topics.get(order=0).get_absolute_url(),
        "doubt": doubtful.topic.get_absolute_url(),
        "speaker": reverse("person", args=[interview.people.all()[0].slug]),
        "turn": doubtful.get_absolute_url(),
        "missing": "/interviews/nothing/",
        "search": reverse("search"),
        "glossary": reverse("glossary"),
        "term": term.get_absolute_url(),
    }
