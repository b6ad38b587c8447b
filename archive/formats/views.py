"""What programs fetch: the pages' JSON twins, pictures, robots.txt and the search description."""

from __future__ import annotations

from hashlib import blake2b
from typing import cast

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from archive.changes import content_state
from archive.formats import BY_EXTENSION, Export, formats_of, people, records
from archive.formats.addresses import Addresses
from archive.formats.base import has_times
from archive.formats.responses import json_response
from archive.formats.schemas import program_version, schema_at
from archive.models import Anchor, withdrawn_anchors
from archive.site.addresses import base_url
from archive.transcript import (
    INTERVIEWS_A_PAGE,
    TURNS_A_PAGE,
    NotFound,
    Transcript,
    Turn,
    appearances_of,
    find_anchor,
    find_participant,
    find_person,
    find_topic,
    home_interview,
    load,
    load_segments,
    requested_interviews,
    segment_of,
    spoken_by,
)

File = HttpResponse | StreamingHttpResponse


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The twin of the home page: the interview that it shows; null where there is none."""
    first = home_interview()
    if first is None:
        return json_response({"interview": None})
    return json_response(records.interview(Transcript(first), Addresses(base_url(request))))


@require_safe
def interviews(request: HttpRequest) -> HttpResponse:
    """The twin of the list of interviews (`?speaker=`: of one person), a page at a time."""
    addresses = Addresses(base_url(request))
    found, _person = requested_interviews(request)
    page = Paginator(found, INTERVIEWS_A_PAGE).get_page(request.GET.get("page"))
    lines = [records.interview_line(each, each.participants.all(), addresses) for each in page]
    return json_response(
        {
            "count": page.paginator.count,
            "page": page.number,
            "pages": page.paginator.num_pages,
            "interviews": lines,
        }
    )


@require_safe
def interview(request: HttpRequest, interview: str) -> HttpResponse:
    return json_response(records.interview(load(interview), Addresses(base_url(request))))


@require_safe
def topic(request: HttpRequest, interview: str, topic: str) -> HttpResponse:
    loaded = load(interview, with_cues=True)
    part = find_topic(loaded, topic)
    return json_response(records.topic(loaded, part, Addresses(base_url(request))))


@require_safe
def speaker(request: HttpRequest, interview: str, person: str) -> HttpResponse:
    loaded = load(interview, with_cues=True)
    found = find_participant(loaded, person)
    return json_response(records.speaker(loaded, found, Addresses(base_url(request))))


@require_safe
def person(request: HttpRequest, slug: str) -> HttpResponse:
    """The twin of a person's page: where they speak, and their turns, a page at a time."""
    found = find_person(slug)
    spoken = spoken_by(found)
    # A label such as “Speaker 2” is somebody else elsewhere: nobody says all of these.
    keys = spoken.keys if found.identified else []
    page = Paginator(keys, TURNS_A_PAGE).get_page(request.GET.get("page"))
    addresses = Addresses(base_url(request))
    return json_response(
        {
            **people.person(found, addresses),
            "interviews": [
                people.appearance(each, addresses) for each in appearances_of(found, spoken)
            ],
            "count": page.paginator.count,
            "page": page.number,
            "pages": page.paginator.num_pages,
            "turns": [people.said(each, addresses) for each in load_segments(list(page))],
        }
    )


@require_safe
def segment(request: HttpRequest, anchor: str) -> HttpResponse:
    """The twin of a turn.  A paragraph's anchor leads to its turn; 410 where the words are gone."""
    found = find_anchor(anchor)
    target = segment_of(found)
    if target is None:
        words = "" if withdrawn_anchors([anchor]) else found.words
        gone_record = {"anchor": anchor, "gone": True, "last_words": words}
        return json_response(gone_record, status=410)
    if target.anchor_id != anchor:
        return redirect("segment-json", target.anchor_id)
    transcript, turn = _turn(found, target.anchor_id)
    return json_response(records.segment(transcript, turn, Addresses(base_url(request))))


@require_safe
def schema(request: HttpRequest, name: str) -> File:
    """The JSON Schema that the twins and the JSON of a whole interview keep to."""
    if name != records.SCHEMA:
        known = reverse("schema", args=[records.SCHEMA])
        raise NotFound(
            _("There is no schema “%(name)s”.") % {"name": name}, [(records.SCHEMA, known)]
        )
    response = json_response(schema_at(Addresses(base_url(request)).named("schema", name)))
    response["Content-Type"] = "application/schema+json"
    return _conditional(request, response, name)


@require_safe
def download(request: HttpRequest, interview: str, extension: str) -> File:
    """The whole interview as a file, sent as it is written."""
    form = BY_EXTENSION.get(extension)
    loaded = load(interview, with_cues=form is not None and form.needs_cues)
    if form is None or (form.needs_times and not has_times(loaded)):
        raise _no_download(loaded, extension, form)
    addresses = Addresses(base_url(request))
    response: File
    if request.method == "HEAD":
        response = HttpResponse()
    else:
        response = StreamingHttpResponse(form.pieces(loaded, addresses))
    response["Content-Type"] = form.content_type
    response["Access-Control-Allow-Origin"] = "*"
    # The page's address, so that the file says where it is from.
    response["Link"] = f'<{addresses.interview(loaded.interview)}>; rel="about"'
    name = f"{loaded.interview.slug}.{form.extension}"
    response["Content-Disposition"] = f'{_disposition(form.extension)}; filename="{name}"'
    return _conditional(request, response, f"{addresses.base} {form.extension}")


def _no_download(loaded: Transcript, extension: str, form: Export | None) -> NotFound:
    """A 404 that names the formats that there are."""
    reason = (
        _("There is no download in the format “%(format)s”.") % {"format": extension}
        if form is None
        else _("This interview has no times, of which a file of subtitles is made.")
    )
    return NotFound(
        reason, [(each.label, each.path(loaded.interview)) for each in formats_of(loaded)]
    )


def _conditional(request: HttpRequest, response: File, kind: str) -> File:
    """The response with its ETag and date; 304 where who asks has it already.

    A file changes with the content, and with the program that writes it.
    """
    number, changed = content_state()
    seed = f"{number} {program_version()} {kind}"
    response["ETag"] = tag = f'"{blake2b(seed.encode(), digest_size=12).hexdigest()}"'
    modified = int(changed.timestamp()) if changed else None
    if modified:
        response["Last-Modified"] = http_date(modified)
    # To be asked for each time; the answer is mostly 304.
    response["Cache-Control"] = "public, no-cache"
    # It gives the response itself where it isn't 304, of whichever class.
    return (
        get_conditional_response(request, tag, modified, cast(HttpResponse, response)) or response
    )


def _disposition(extension: str) -> str:
    """JSON is also a page's twin, to be read where it is."""
    return "inline" if extension == "json" else "attachment"


def _turn(anchor: Anchor, code: str) -> tuple[Transcript, Turn]:
    transcript = Transcript(anchor.interview, with_cues=True)
    return transcript, transcript.turns_by_anchor[code]
