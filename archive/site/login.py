"""The editors' login: how often it may be tried, and how many passwords are checked at once.

django-axes counts what fails, by account and network and, more slowly, by network alone.  Nobody
else's failures keep an editor out: only those from the editor's own network count.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from http import HTTPStatus
from ipaddress import ip_address
from threading import BoundedSemaphore, Lock
from typing import Any

from axes.handlers.database import AxesDatabaseHandler
from django.contrib.auth import get_user_model
from django.db.models import QuerySet, Sum
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from archive.site.clients import client_network
from archive.site.login_limits import COOL_OFF, FOR_ACCOUNT, FOR_NETWORK
from archive.site.refusals import refused

View = Callable[..., HttpResponse]

# A password's hash takes a processor for some tenths of a second, which readers then wait for: a
# process checks one at a time, while one more request may wait; it has other threads for readers.
AT_ONCE = 2
BUSY_SECONDS = 2

waiting, checking = BoundedSemaphore(AT_ONCE), Lock()


class Attempts(AxesDatabaseHandler):  # type: ignore[misc]
    """Counts failures on one scale, on which `FOR_ACCOUNT` is the limit."""

    def get_failures(self, request: HttpRequest, credentials: dict | None = None) -> int:
        """The failures for the account, or what those for the network come to, if that is more."""
        by_account, by_network = self.get_user_attempts(request, credentials)
        shared = _failures(by_network) * FOR_ACCOUNT // FOR_NETWORK
        return max(_failures(by_account), shared)

    def reset_user_attempts(self, request: HttpRequest, credentials: dict | None = None) -> int:
        """Forget the account's failures; those for others stay, whoever logs in."""
        by_account, _by_network = self.filter_user_attempts(request, credentials)
        count: int = by_account.delete()[0]
        return count


def _failures(attempts: QuerySet) -> int:
    return attempts.aggregate(total=Sum("failures_since_start"))["total"] or 0


def network_of_login(request: HttpRequest) -> str | None:
    """The network that a login comes from, as the database can store it."""
    network = client_network(request)
    try:
        return str(ip_address(network))
    except ValueError:
        return None


def account_of_login(request: HttpRequest, credentials: dict[str, Any] | None = None) -> str | None:
    """The account that a login is for, as the database can store it, whatever was typed."""
    typed = (credentials or request.POST).get("username")
    longest = get_user_model()._meta.get_field("username").max_length
    return None if typed is None else str(typed).replace("\0", "")[:longest]


def locked_out(request: HttpRequest, _answer: object, _credentials: object) -> HttpResponse:
    """What somebody sees whose logins failed too often."""
    minutes = COOL_OFF // timedelta(minutes=1)
    message = ngettext(
        "From your network too many logins failed. Please try again in %(minutes)s minute.",
        "From your network too many logins failed. Please try again in %(minutes)s minutes.",
        minutes,
    )
    seconds = int(COOL_OFF.total_seconds())
    return _refused(request, message % {"minutes": minutes}, HTTPStatus.TOO_MANY_REQUESTS, seconds)


def one_at_a_time(view: View) -> View:
    """Let few requests check a password at once; the others are asked to come again."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method != "POST":
            return view(request, *args, **kwargs)
        if not waiting.acquire(blocking=False):
            message = _("Many people are logging in just now. Please try again in a moment.")
            return _refused(request, message, HTTPStatus.SERVICE_UNAVAILABLE, BUSY_SECONDS)
        try:
            with checking:
                return view(request, *args, **kwargs)
        finally:
            waiting.release()

    return guarded


def _refused(request: HttpRequest, message: str, status: HTTPStatus, seconds: int) -> HttpResponse:
    return refused(request, status, _("Log in later"), message, retry_after=seconds)
