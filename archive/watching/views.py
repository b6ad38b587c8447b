"""`/healthz` and `/readyz`: small JSON for the machines that watch the site.

They say nothing that a stranger may not know: names of checks, not why one failed; that is logged.
"""

from __future__ import annotations

from http import HTTPStatus

from django.http import HttpRequest, JsonResponse
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
