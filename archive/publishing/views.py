"""Where a link to a draft leads."""

from __future__ import annotations

from http import HTTPStatus

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import get_language_from_request, override
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from archive.models import Interview
from archive.publishing.answers import withdrawn
from archive.publishing.links import DraftLink, keep_link, read_link
from archive.site.addresses import hide_path
from archive.site.refusals import refused


@never_cache
@require_safe
def draft(request: HttpRequest, token: str) -> HttpResponse:
    """Lead to the draft, in the language that the reader's browser asks for.

    410 where the link has ended or was taken back, or the interview was withdrawn.
    """
    hide_path(request, "/drafts/…/")
    link = read_link(token)
    if link is None:
        raise Http404
    with override(get_language_from_request(request)):
        response = _opened(request, link, token)
    response.headers["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    return response


def _opened(request: HttpRequest, link: DraftLink, token: str) -> HttpResponse:
    interview = get_object_or_404(Interview, pk=link.interview)
    if Interview.objects.published().filter(pk=interview.pk).exists():
        return redirect(interview)
    if interview.state == Interview.State.WITHDRAWN:
        return withdrawn(request, interview)
    if link.is_void:
        return _ended(request, _("The editors took this link back. Ask them for another one."))
    if link.is_over:
        return _ended(request, _("Its time is over. Ask the editors for another one."))
    response = redirect(interview)
    keep_link(response, link, token)
    return response


def _ended(request: HttpRequest, reason: str) -> HttpResponse:
    return refused(request, HTTPStatus.GONE, _("This link to a draft no longer opens"), reason)
