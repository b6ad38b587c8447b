"""The notebook's page, and its entries as a file or for the page's script."""

from __future__ import annotations

from http import HTTPStatus

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from archive.citations.collected import COLLECTED_FORMS, OWN_BY_EXTENSION
from archive.notebook import asking
from archive.notebook.finding import find
from archive.notebook.limits import MINUTE, has_asked_enough
from archive.pages.page_cache import cached
from archive.site.addresses import base_url
from archive.site.refusals import refused

Answer = HttpResponse | StreamingHttpResponse


@require_safe
@cached()
def notebook(request: HttpRequest) -> HttpResponse:
    """The page: what a notebook is, and what its script fills with the browser's own."""
    context = {
        "forms": COLLECTED_FORMS,
        "most": asking.MOST,
        "longest_note": asking.LONGEST_NOTE,
    }
    return render(request, "notebook/notebook.html", context)


# Whoever has a reader's browser send this gains nothing: it changes nothing, is nobody's own, is
# answered alike to everybody, and another site can't read the answer.  So pages need no token.
@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def entries(request: HttpRequest, extension: str) -> Answer:
    """What a notebook names: `json` for the page, else a file with the reader's notes."""
    form = OWN_BY_EXTENSION.get(extension)
    if form is None and extension != "json":
        raise Http404(extension)
    try:
        if has_asked_enough(request):
            reason = _("Your address has asked for notebooks too often. Try again in a minute.")
            raise asking.RefusedError(reason, HTTPStatus.TOO_MANY_REQUESTS)
        found = find(asking.entries(request), base_url(request))
    except asking.RefusedError as error:
        return _refused(request, error, as_json=form is None)
    if form is None:
        return _json({"items": [each.record() for each in found]}, HTTPStatus.OK)
    written = form.write(each.collected for each in found)
    response = StreamingHttpResponse(written, content_type=form.content_type)
    response["Content-Disposition"] = f'attachment; filename="notebook.{form.extension}"'
    return response


def _refused(request: HttpRequest, error: asking.RefusedError, *, as_json: bool) -> HttpResponse:
    is_later = error.status == HTTPStatus.TOO_MANY_REQUESTS
    if not as_json:
        heading = _("No file was made of the notebook")
        return refused(request, error.status, heading, str(error), MINUTE if is_later else None)
    response = _json({"error": str(error)}, error.status)
    if is_later:
        response["Retry-After"] = str(MINUTE)
    return response


def _json(body: dict[str, object], status: HTTPStatus) -> JsonResponse:
    return JsonResponse(body, status=status, json_dumps_params={"ensure_ascii": False})
