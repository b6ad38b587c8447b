"""`/healthz` and `/readyz`: small JSON for the machines that watch the site; and `/metrics`.

The first two say nothing that a stranger may not know: names of checks, not why one failed; that is
logged.  What is read how often is for those alone who have the token.  To others `/metrics` is an
address like any that isn't there: 401 would tell them that there is something to be guessed.
"""

from __future__ import annotations

import secrets
from http import HTTPStatus

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from archive.watching.checks import failed_checks


@never_cache
@require_safe
def healthz(request: HttpRequest) -> JsonResponse:
    """This process answers; nothing else is asked, so that no other's fault makes it restart."""
    return JsonResponse({"status": "alive"})


@never_cache
@require_safe
def readyz(request: HttpRequest) -> JsonResponse:
    """Whether readers get what they ask for; if not, 503 with the names of the failed checks."""
    failed = failed_checks()
    if not failed:
        return JsonResponse({"status": "ready"})
    return JsonResponse(
        {"status": "not ready", "failed": failed}, status=HTTPStatus.SERVICE_UNAVAILABLE
    )


@never_cache
@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """What Prometheus reads; 404 without the token."""
    if not _has_token(request):
        raise Http404
    # Where nobody may read them, there are none.
    from archive.watching.metrics import exposition

    body, content_type = exposition(request.headers.get("Accept", ""))
    return HttpResponse(body, content_type=content_type)


def _has_token(request: HttpRequest) -> bool:
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    wanted = settings.METRICS_TOKEN
    is_same = secrets.compare_digest(token.strip().encode(), wanted.encode())
    return bool(wanted) and scheme.lower() == "bearer" and is_same
