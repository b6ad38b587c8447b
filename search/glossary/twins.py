"""The JSON twins of the glossary's pages."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from archive.formats.addresses import Addresses
from archive.formats.responses import json_response
from archive.models import Term, with_public_interviews
from archive.site.addresses import base_url
from search.glossary.mentions import Mentioning, mentioning, occurrences
from search.glossary.records import term_record
from search.glossary.views import TERMS_A_PAGE, TURNS_A_PAGE, find_term


@require_safe
def glossary(request: HttpRequest) -> HttpResponse:
    """Every term, a page (`?page=`) at a time."""
    base = base_url(request)
    terms = with_public_interviews(Term.objects.all())
    page = Paginator(terms, TERMS_A_PAGE).get_page(request.GET.get("page"))
    return json_response(
        {
            "count": page.paginator.count,
            "page": page.number,
            "pages": page.paginator.num_pages,
            "terms": [term_record(term, base) for term in page],
        }
    )


@require_safe
def term(request: HttpRequest, slug: str) -> HttpResponse:
    """A term with the turns that mention it, a page (`?page=`) at a time.

    `count` is null where no search index tells which those are.
    """
    found = find_term(slug)
    places = occurrences(slug)
    page = Paginator(places.keys, TURNS_A_PAGE).get_page(request.GET.get("page"))
    addresses = Addresses(base_url(request))
    return json_response(
        {
            **term_record(found, addresses.base),
            "count": page.paginator.count if places.indexed else None,
            "page": page.number,
            "pages": page.paginator.num_pages,
            "mentions": [_mention(each, addresses) for each in mentioning(found, list(page))],
        }
    )


def _mention(turn: Mentioning, addresses: Addresses) -> dict[str, Any]:
    """A turn that mentions the term, with the first sentences that do."""
    segment = turn.segment
    return {
        "anchor": segment.anchor_id,
        "interview": segment.topic.interview.slug,
        "topic": segment.topic.slug,
        "speaker": segment.speaker.slug if segment.speaker else None,
        "url": addresses.anchor(segment.anchor_id),
        "sentences": [quotation.text for quotation in turn.quotations],
        "further_sentences": turn.more,
    }
