"""The pages that list an interview's or its parts' citations, and their downloads."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from archive.citations.forms import BY_EXTENSION, shown
from archive.citations.presenter import Citation, cite_interview, cite_topic, cite_words
from archive.quotations.gone import gone
from archive.site.addresses import base_url
from archive.transcript import NotFound, Transcript, find_anchor, find_topic, load, segment_of

# A citation, or the answer to give in its place.
Found = Citation | HttpResponse


def _interview(request: HttpRequest, interview: str) -> Found:
    return cite_interview(load(interview), base_url(request))


def _topic(request: HttpRequest, interview: str, topic: str) -> Found:
    loaded = load(interview)
    return cite_topic(loaded, find_topic(loaded, topic), base_url(request))


def _words(request: HttpRequest, anchor: str) -> Found:
    found = find_anchor(anchor)
    target = segment_of(found)
    if target is None:
        return gone(request, found)
    transcript = Transcript(found.interview)
    turn = transcript.turns_by_anchor[target.anchor_id]
    citation = cite_words(transcript, turn, anchor, base_url(request))
    living = citation.key
    if living != anchor:
        return redirect(request.path.replace(f"/t/{anchor}/", f"/t/{living}/"))
    return citation


def _page(find: Callable[..., Found]) -> Callable[..., HttpResponse]:
    """The page of all forms of what `find` finds."""

    @require_safe
    def view(request: HttpRequest, **names: str) -> HttpResponse:
        citation = find(request, **names)
        if isinstance(citation, HttpResponse):
            return citation
        context = {
            "citation": citation,
            "interview": citation.interview,
            "forms": shown(citation),
        }
        return render(request, "citations/cite.html", context)

    return view


def _download(find: Callable[..., Found]) -> Callable[..., HttpResponse]:
    """One form of what `find` finds, as a file."""

    @require_safe
    def view(request: HttpRequest, extension: str, **names: str) -> HttpResponse:
        if (form := BY_EXTENSION.get(extension)) is None:
            page = request.path.rpartition("/")[0] + "/cite/"
            raise NotFound(
                _("There is no citation in the form “%(form)s”.") % {"form": extension},
                [(_("Every form of this citation"), page)],
            )
        citation = find(request, **names)
        if isinstance(citation, HttpResponse):
            return citation
        response = HttpResponse(
            form.text(citation), content_type=f"{form.media_type}; charset=utf-8"
        )
        name = f"{citation.key}.{form.extension}"
        response["Content-Disposition"] = f'attachment; filename="{name}"'
        response["Link"] = f'<{citation.url}>; rel="canonical"'
        return response

    return view


cite_interview_page, cite_interview_file = _page(_interview), _download(_interview)
cite_topic_page, cite_topic_file = _page(_topic), _download(_topic)
cite_words_page, cite_words_file = _page(_words), _download(_words)
