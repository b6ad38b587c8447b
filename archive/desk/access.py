"""Who may sit at the desk: accounts that may change the archive's content."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any, cast
from urllib.parse import urlencode

from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from archive.site.refusals import refused

View = Callable[..., HttpResponse]
CONTENT, REPORTS, PUBLICATION, IMPORT = (
    "archive.change_segment",
    "archive.change_report",
    "archive.change_interview",
    "archive.add_interview",
)


def for_editors(permission: str = CONTENT) -> Callable[[View], View]:
    """Let only those see a page who have this right; others log in, or are told why not."""

    def guard(view: View) -> View:
        @never_cache
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not request.user.is_authenticated or not request.user.is_staff:
                query = urlencode({"next": request.get_full_path()})
                return redirect(f"{reverse('admin:login')}?{query}")
            if not request.user.has_perm(permission):
                message = _("Your account may not do this. An administrator can give it the right.")
                return refused(request, HTTPStatus.FORBIDDEN, _("For editors"), message)
            return view(request, *args, **kwargs)

        return guarded

    return guard


def user_of(request: HttpRequest) -> User:
    """The editor's account, where `for_editors` has let them in."""
    return cast(User, request.user)
