"""The page of the form, the page that thanks, and the one for a form that was not accepted.

The form has a page of its own, so that content pages carry no token and can be kept as they are.
"""

from __future__ import annotations

import logging
from http import HTTPStatus

from django.db import DatabaseError
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from archive.models import Anchor, Sentence
from archive.models.reports import WORDS_LIMIT
from archive.reports.forms import ReportForm
from archive.reports.limits import HOURLY, counted, sender_of
from archive.site.clients import client_network
from archive.site.obstacles import obstacle_of
from archive.site.refusals import refused
from archive.site.unavailable import come_again, sentence
from archive.text import FORBIDDEN, plain_text

log = logging.getLogger(__name__)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest) -> HttpResponse:
    """The form.  `?anchor=` names a turn or paragraph; `?words=` quotes from it."""
    if request.method != "POST":
        return _page(request, ReportForm(initial=_initial(request)))
    form = ReportForm(request.POST)
    if form.is_trapped:
        return redirect("report-thanks")
    if not form.is_valid():
        return _page(request, form, HTTPStatus.BAD_REQUEST)
    form.instance.sender = sender_of(client_network(request))
    try:
        with counted(form.instance.sender) as may_report:
            if may_report:
                form.save()
                return redirect("report-thanks")
    except DatabaseError as error:
        return _kept_out(request, form, error)
    message = ngettext(
        "From your address %(count)s report came within an hour, which is as many as we take. "
        "Please send this one again in an hour.",
        "From your address %(count)s reports came within an hour, which is as many as we take. "
        "Please send this one again in an hour.",
        HOURLY,
    )
    form.add_error(None, message % {"count": HOURLY})
    return _page(request, form, HTTPStatus.TOO_MANY_REQUESTS)


def _kept_out(request: HttpRequest, form: ReportForm, error: DatabaseError) -> HttpResponse:
    """The form as it was filled in, with why it can't be stored just now."""
    obstacle = obstacle_of(error)
    if obstacle is None:
        raise error
    log.warning("A report can't be stored: %s", error)
    form.add_error(None, sentence(obstacle, "POST"))
    return come_again(_page(request, form, HTTPStatus.SERVICE_UNAVAILABLE), obstacle)


def _page(
    request: HttpRequest, form: ReportForm, status: HTTPStatus = HTTPStatus.OK
) -> HttpResponse:
    context = {"form": form, "anchor": _anchor(str(form["anchor"].value() or ""))}
    response = render(request, "reports/report.html", context, status=status)
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        response["Retry-After"] = "3600"
    return response


def _anchor(code: str) -> Anchor | None:
    if not code:
        return None
    return Anchor.objects.published().filter(code=code).select_related("interview").first()


def _initial(request: HttpRequest) -> dict[str, str]:
    """What the address says of the place; an unknown anchor counts as none."""
    found = _anchor(FORBIDDEN.sub("", request.GET.get("anchor", "")))
    code = found.code if found else ""
    words = request.GET.get("words", "").strip() or _words_of(code)
    return {"anchor": code, "words": words[:WORDS_LIMIT]}


def _words_of(code: str) -> str:
    """What stands at the anchor now."""
    place = Q(paragraph__anchor=code) | Q(paragraph__segment__anchor=code)
    sentences = Sentence.objects.published().filter(place).order_by("paragraph__order", "order")
    kind = "paragraph__segment__topic__interview__markup"
    texts = sentences.values_list("text", kind) if code else []
    return "".join(plain_text(text, markup) for text, markup in texts)


@require_safe
def thanks(request: HttpRequest) -> HttpResponse:
    """What a reader sees after a report."""
    return render(request, "reports/thanks.html")


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A 403 that says what to do: Django calls it where a form's token is missing or old."""
    message = _(
        "It had been open too long, or your browser keeps no cookies. Go back, load the page anew, "
        "and send the form again; allow this site's cookies if that does not help."
    )
    return refused(request, HTTPStatus.FORBIDDEN, _("The form was not accepted"), message)
