"""What programs fetch: the pages' JSON twins, pictures, robots.txt and the search description."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import (
    HttpRequest,
    HttpResponse,
    StreamingHttpResponse,
)
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from archive.formats import BY_EXTENSION, FORMATS, records
from archive.formats.addresses import Addresses
from archive.formats.responses import json_response
from archive.models import Anchor
from archive.site.addresses import base_url
from archive.transcript import (
    INTERVIEWS_A_PAGE,
    NotFound,
    Transcript,
    Turn,
    find_anchor,
    find_participant,
    find_topic,
    home_interview,
    load,
    requested_interviews,
    segment_of,
)


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
    loaded = load(interview)
    part = find_topic(loaded, topic)
    return json_response(records.topic(loaded, part, Addresses(base_url(request))))


@require_safe
def speaker(request: HttpRequest, interview: str, person: str) -> HttpResponse:
    loaded = load(interview)
    found = find_participant(loaded, person)
    return json_response(records.speaker(loaded, found, Addresses(base_url(request))))


@require_safe
def segment(request: HttpRequest, anchor: str) -> HttpResponse:
    """The twin of a turn.  A paragraph's anchor leads to its turn; 410 where the words are gone."""
    found = find_anchor(anchor)
    target = segment_of(found)
    if target is None:
        gone_record = {"anchor": anchor, "gone": True, "last_words": found.words}
        return json_response(gone_record, status=410)
    if target.anchor_id != anchor:
        return redirect("segment-json", target.anchor_id)
    transcript, turn = _turn(found, target.anchor_id)
    return json_response(records.segment(transcript, turn, Addresses(base_url(request))))


@require_safe
def download(
    request: HttpRequest, interview: str, extension: str
) -> StreamingHttpResponse | HttpResponse:
    """The whole interview as a file, sent as it is written."""
    loaded = load(interview)
    if (form := BY_EXTENSION.get(extension)) is None:
        raise NotFound(
            _("There is no download in the format “%(format)s”.") % {"format": extension},
            [(each.label, each.path(loaded.interview)) for each in FORMATS],
        )
    if request.method == "HEAD":
        response: StreamingHttpResponse | HttpResponse = HttpResponse()
    else:
        response = StreamingHttpResponse(form.write(loaded, Addresses(base_url(request))))
    response["Content-Type"] = form.content_type
    response["Access-Control-Allow-Origin"] = "*"
    # The page's address, so that the file says where it is from.
    response["Link"] = f'<{Addresses(base_url(request)).interview(loaded.interview)}>; rel="about"'
    name = f"{loaded.interview.slug}.{form.extension}"
    response["Content-Disposition"] = f'{_disposition(form.extension)}; filename="{name}"'
    return response


def _disposition(extension: str) -> str:
    """JSON is also a page's twin, to be read where it is."""
    return "inline" if extension == "json" else "attachment"


def _turn(anchor: Anchor, code: str) -> tuple[Transcript, Turn]:
    transcript = Transcript(anchor.interview)
    return transcript, transcript.turns_by_anchor[code]
