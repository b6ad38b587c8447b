"""Pictures of turns and interviews, robots.txt and the description of the search."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from archive.metadata.cards import Picture, card_of_interview, card_of_turn, card_of_words
from archive.models import Anchor
from archive.quotations.gone import gone
from archive.quotations.places import find_quote, place_of
from archive.site.addresses import base_url
from archive.site.headers import for_other_sites
from archive.transcript import Transcript, find_anchor, load, segment_of


@for_other_sites
@require_safe
def turn_card(request: HttpRequest, anchor: str) -> HttpResponseBase:
    """The picture of a turn for links to it, PNG of 1200 by 630."""
    found = find_anchor(anchor)
    target = segment_of(found)
    if target is None:
        return gone(request, found)
    if target.anchor_id != anchor:
        return redirect("turn-card", target.anchor_id)
    return _picture(request, _card(found))


@for_other_sites
@require_safe
def quote_card(request: HttpRequest, quote: str) -> HttpResponseBase:
    """The picture of a quoted passage for links to it: its words, and who says them."""
    found, anchor = find_quote(quote)
    place = place_of(found, anchor)
    if place is None:
        return gone(request, anchor)
    if not place.words:
        return _picture(request, card_of_turn(place.transcript, place.turn))
    return _picture(request, card_of_words(place))


@for_other_sites
@require_safe
def interview_card(request: HttpRequest, interview: str) -> HttpResponseBase:
    """The picture of an interview for links to it."""
    return _picture(request, card_of_interview(load(interview)))


def _card(anchor: Anchor) -> Picture:
    transcript = Transcript(anchor.interview)
    return card_of_turn(transcript, transcript.turns_by_anchor[anchor.code])


def _picture(request: HttpRequest, picture: Picture) -> HttpResponseBase:
    response = HttpResponse(picture.png, content_type="image/png")
    # A card's address carries no version, and its words may be withdrawn: it is asked for again,
    # and mostly answered with 304.
    response["Cache-Control"] = "public, no-cache"
    response["ETag"] = tag = f'"{picture.name}"'
    return get_conditional_response(request, etag=tag, response=response) or response


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Everything may be read but the editors' side.

    Search results are not kept out: a crawler that may not read them never sees their `noindex`.
    """
    lines = ["User-agent: *", "Disallow: /admin/", "", f"Sitemap: {base_url(request)}/sitemap.xml"]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@require_safe
def opensearch(request: HttpRequest) -> HttpResponse:
    """The search described for browsers (OpenSearch 1.1), in the page's language."""
    context = {"search": reverse("search"), "suggest": reverse("suggest")}
    kind = "application/opensearchdescription+xml; charset=utf-8"
    return render(request, "metadata/opensearch.xml", context, content_type=kind)
