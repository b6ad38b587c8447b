"""A quoted passage: its short link is made, its page, its frame, and what oEmbed tells of it."""

from __future__ import annotations

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from archive.metadata.heads import Heads
from archive.pages.page_cache import cached
from archive.quotations.gone import gone
from archive.quotations.places import Place, find_quote, may_be_told, place_of
from archive.quotes import making
from archive.quotes.frames import framed
from archive.quotes.oembed import RefusedError, description
from archive.quotes.passing_on import Passing
from archive.site.clients import client_network
from archive.site.headers import for_other_sites
from archive.transcript import Transcript, Turn, find_anchor, segment_of


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def make(request: HttpRequest) -> HttpResponse:
    """Asked: a token for making a short link, as pages carry none.  Sent to: the link."""
    if request.method != "POST":
        return JsonResponse({"token": get_token(request)})
    try:
        quote, is_new = making.made(request.POST, client_network(request))
    except making.DeclinedError as error:
        response = JsonResponse({"error": str(error)}, status=error.status)
        if error.status == HTTPStatus.TOO_MANY_REQUESTS:
            response["Retry-After"] = "3600"
        return response
    status = HTTPStatus.CREATED if is_new else HTTPStatus.OK
    return JsonResponse({"address": quote.get_absolute_url()}, status=status)


@require_safe
@cached()
def quote(request: HttpRequest, quote: str) -> HttpResponse:
    """The passage with who says it and where; its words marked."""
    found, anchor = find_quote(quote)
    place = place_of(found, anchor)
    if place is None:
        return gone(request, anchor)
    context = {
        **_shown(place),
        "head": Heads(request, place.transcript).quote(place),
        "passing": Passing(request, place),
    }
    return render(request, "quotes/quote.html", context)


def _shown(place: Place) -> dict[str, object]:
    return {
        "place": place,
        "transcript": place.transcript,
        "interview": place.transcript.interview,
        "turn": place.turn,
        "parts": place.parts,
        "resolved": place.resolved,
        "marks": place.resolved.marks,
        "may_be_told": may_be_told(place),
    }


@framed
@require_safe
@cached()
def embedded_quote(request: HttpRequest, quote: str) -> HttpResponse:
    """The passage for other sites' pages."""
    found, anchor = find_quote(quote)
    place = place_of(found, anchor)
    if place is None:
        return gone(request, anchor, "quotes/embed_gone.html")
    context = {**_shown(place), "address": found.get_absolute_url()}
    # What stands in the place of words that are gone wasn't quoted.
    context["marks"] = {} if place.resolved.edited else place.resolved.marks
    return render(request, "quotes/embed.html", context)


@framed
@require_safe
@cached()
def embedded_turn(request: HttpRequest, anchor: str) -> HttpResponse:
    """A whole turn for other sites' pages."""
    found = find_anchor(anchor)
    target = segment_of(found)
    if target is None:
        return gone(request, found, "quotes/embed_gone.html")
    if target.anchor_id != anchor:
        return _elsewhere(target.anchor_id)
    transcript = Transcript(found.interview)
    turn: Turn = transcript.turns_by_anchor[anchor]
    context = {
        "transcript": transcript,
        "interview": transcript.interview,
        "turn": turn,
        "parts": [(turn, turn.passages)],
        "address": turn.segment.get_absolute_url(),
    }
    return render(request, "quotes/embed.html", context)


def _elsewhere(anchor: str) -> HttpResponseRedirect:
    return redirect("embed-turn", anchor)


@for_other_sites
@require_safe
def oembed(request: HttpRequest) -> HttpResponse:
    """What oEmbed (https://oembed.com/) tells of the page at `url`, as JSON or XML."""
    try:
        response = description(request)
    except RefusedError as error:
        text = f"{error}\n"
        kind = "text/plain; charset=utf-8"
        response = HttpResponse(text, content_type=kind, status=error.status)
    response["Access-Control-Allow-Origin"] = "*"
    return response
