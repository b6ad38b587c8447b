"""Makes the short link of a passage that a reader selected."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from http import HTTPStatus

from django.db import DatabaseError
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from archive.models import Quote
from archive.quotations.kept import canonical, keep, kept, shortened
from archive.quotations.links import LIMIT, Quotation
from archive.site.obstacles import obstacle_of
from archive.site.sending import one_at_a_time, sender_of
from archive.site.unavailable import sentence
from archive.text import FORBIDDEN
from archive.transcript import Transcript, find_anchor

# New links that one sender may have made in an hour.
HOURLY = 60
# Characters that are quoted at once: some twenty pages.
LONGEST = 20_000
NAMES = ("quote", "at", "until", "sum", "before", "after")


class DeclinedError(Exception):
    """Why no link was made, for who asked for it."""

    def __init__(self, reason: str, status: HTTPStatus) -> None:
        super().__init__(reason)
        self.status = status


def made(given: Mapping[str, str], network: str) -> tuple[Quote, bool]:
    """The quote of the passage that `given` names as a long link does, and whether it is new.

    Raises `DeclinedError`.
    """
    quotation = _canonical(given)
    # One that there is costs nobody anything.
    if quote := kept(quotation):
        return quote, False
    sender = sender_of(network, "archive.quotes.sender")
    try:
        with one_at_a_time(sender, lambda: _has_made_enough(sender)) as may_make:
            if may_make:
                return keep(quotation, sender), True
    except DatabaseError as error:
        obstacle = obstacle_of(error)
        if obstacle is None:
            raise
        reason = sentence(obstacle, "POST")
        raise DeclinedError(str(reason), HTTPStatus.SERVICE_UNAVAILABLE) from error
    reason = _(
        "From your address came many short links within an hour. Use the long link, or wait."
    )
    raise DeclinedError(reason, HTTPStatus.TOO_MANY_REQUESTS)


def _canonical(given: Mapping[str, str]) -> Quotation:
    values = [FORBIDDEN.sub("", given.get(name, "")) for name in NAMES]
    if len(values[0]) > LONGEST or any(len(value) > LIMIT for value in values[1:]):
        reason = _("That is too long for a quotation: at most %(most)s characters.")
        raise DeclinedError(reason % {"most": f"{LONGEST:,}"}, HTTPStatus.BAD_REQUEST)
    if not values[0].strip() or not values[1]:
        reason = _("Say which words are quoted (quote) and at which anchor they begin (at).")
        raise DeclinedError(reason, HTTPStatus.BAD_REQUEST)
    try:
        anchor = find_anchor(values[1])
    except Http404 as error:
        reason = _("There is no place “%(code)s” in the archive.") % {"code": values[1]}
        raise DeclinedError(reason, HTTPStatus.NOT_FOUND) from error
    quotation = Quotation(*values)
    if len(quotation.exact) > LIMIT and not quotation.until:
        quotation = shortened(quotation)
    found = canonical(quotation, Transcript(anchor.interview))
    if found is None:
        reason = _("The interview doesn’t have these words.")
        raise DeclinedError(reason, HTTPStatus.BAD_REQUEST)
    return found


def _has_made_enough(sender: str) -> bool:
    hour_ago = timezone.now() - timedelta(hours=1)
    return Quote.objects.filter(sender=sender, created__gte=hour_ago).count() >= HOURLY
