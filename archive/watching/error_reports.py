"""Reports of errors, sent to Sentry or a service that speaks its protocol.

Only where `SENTRY_DSN` says where to, and its package is installed.  What is sent is what the log
says at its level of errors: the error, where in the code it was met, the request's method, path and
id.  Nothing that a reader wrote or that tells who it was is sent: no query, form, header, cookie,
address, or value of a variable.  sentry-sdk's own integration with Django would gather these from
every request, to take them out again.
"""

from __future__ import annotations

import logging
from typing import Any

from django.conf import settings
from django.core import checks

from archive.site.addresses import logged_path
from archive.site.obstacles import obstacle_of

# The package as it is pinned for the tests.
PACKAGE = "sentry-sdk"


def begin() -> None:
    """Begin to report, where that is wanted and can be."""
    if not settings.SENTRY_DSN or not _is_installed():
        return
    import sentry_sdk
    from sentry_sdk.integrations.atexit import AtexitIntegration
    from sentry_sdk.integrations.dedupe import DedupeIntegration
    from sentry_sdk.integrations.excepthook import ExcepthookIntegration
    from sentry_sdk.integrations.logging import LoggingIntegration

    sentry_sdk.init(
        dsn=settings.SENTRY_DSN,
        # What isn't named here gathers nothing.
        default_integrations=False,
        auto_enabling_integrations=False,
        integrations=[
            AtexitIntegration(callback=_end_quietly),
            DedupeIntegration(),
            ExcepthookIntegration(),
            LoggingIntegration(level=None, event_level=logging.ERROR),
        ],
        before_send=_without_readers,
        send_default_pii=False,
        include_local_variables=False,
        max_breadcrumbs=0,
        auto_session_tracking=False,
        send_client_reports=False,
        # Otherwise it asks git.
        release="",
    )


def _end_quietly(*counts: float) -> None:
    """Say nothing on standard error of what is still on its way."""


def _without_readers(event: Any, hint: dict[str, Any]) -> Any:
    """The event with nothing of a reader in it; None: it is nobody's error, and is not sent."""
    error = (hint.get("exc_info") or (None, None, None))[1]
    record = hint.get("log_record")
    if obstacle_of(error) or _is_mistake(record):
        return None
    # The log's own extras have the request as it was asked for, with its query.
    event["extra"] = {}
    request = getattr(record, "request", None)
    if request is not None:
        event["request"] = {"method": request.method, "url": logged_path(request)}
        event.setdefault("tags", {})["request_id"] = getattr(request, "id", "")
    return event


def _is_mistake(record: logging.LogRecord | None) -> bool:
    """Whether a record is of a client's mistake, such as another site's name as host."""
    return record is not None and (
        record.name.startswith("django.security") or getattr(record, "status_code", 500) < 500
    )


def _is_installed() -> bool:
    try:
        import sentry_sdk  # noqa: F401
    except ImportError:
        return False
    return True


@checks.register
def package_is_there(**kwargs: Any) -> list[checks.CheckMessage]:
    """Django's check: a warning where errors should be reported and can't be."""
    if not settings.SENTRY_DSN or _is_installed():
        return []
    return [
        checks.Warning(
            f"SENTRY_DSN is set, but the package {PACKAGE} is not installed: no error is reported.",
            hint=f"Install it: .venv/bin/python -m pip install {PACKAGE}",
            id="archive.W001",
        )
    ]
