"""Metrics for Prometheus, of all worker processes together.

prometheus-client chooses where it counts when it is imported: in files that the workers share, if
gunicorn's master has named a folder for them (`shared_counts`), otherwise in this process.  So this
module is imported only where there is a `METRICS_TOKEN`.

No label has values that a reader can choose: not a path, a query, or a method that nobody knows.
"""

from __future__ import annotations

import logging
import struct
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from resource import getpagesize
from typing import Any

from django.conf import settings
from django.core.cache import caches
from django.dispatch import receiver
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.exposition import choose_encoder
from prometheus_client.multiprocess import MultiProcessCollector

from archive.signals import searched, working
from archive.watching import shared_counts
from archive.watching.readings import readings

METHODS = {"GET", "HEAD", "POST", "OPTIONS", "PUT", "PATCH", "DELETE"}
OTHER, NO_VIEW, STATIC = "other", "none", "static"
# Seconds: kept pages take less than the first, a request waits 5 for a lock.
BUCKETS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)
# How often a worker notes its size, in seconds.
PAUSE = 1.0
SIZE = Path("/proc/self/statm")
# How often what other workers count is read, and seconds in between.
TRIES, BETWEEN_TRIES = 5, 0.02
logger = logging.getLogger(__name__)

_own = CollectorRegistry()
REQUESTS = Counter(
    "archive_requests",
    "Requests answered, by method, view and class of status.",
    ["method", "view", "status"],
    registry=_own,
)
DURATIONS = Histogram(
    "archive_request_duration_seconds",
    "How long answers took to make, by view.",
    ["view"],
    buckets=BUCKETS,
    registry=_own,
)
SEARCHES = Counter(
    "archive_searches", "Searches answered, by what they matched.", ["match"], registry=_own
)
KEPT = Counter(
    "archive_kept_pages",
    "Answers with a page that is kept: it was (hit), or was rendered for it (miss).",
    ["outcome"],
    registry=_own,
)
KEPT_BYTES = Gauge(
    "archive_kept_pages_bytes",
    "Bytes of kept pages, of all workers together.",
    multiprocess_mode="livesum",
    registry=_own,
)
RESIDENT = Gauge(
    "archive_worker_resident_bytes",
    "Memory of the largest worker, with what it shares with the others.",
    multiprocess_mode="livemax",
    registry=_own,
)
WORKERS = Gauge(
    "archive_workers",
    "Worker processes that are there.",
    multiprocess_mode="livesum",
    registry=_own,
)


class RequestMetrics:
    """Middleware that counts requests, the outermost."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._get_response = get_response
        self._next = 0.0

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer, and count it."""
        begun = time.perf_counter()
        response = self._get_response(request)
        ended, view = time.perf_counter(), _view_of(request, response)
        method = request.method if request.method in METHODS else OTHER
        REQUESTS.labels(method, view, f"{response.status_code // 100}xx").inc()
        DURATIONS.labels(view).observe(ended - begun)
        if outcome := getattr(response, "kept_page", ""):
            KEPT.labels(outcome).inc()
        if ended >= self._next:
            self._next = ended + PAUSE
            _note_size()
        return response


def _view_of(request: HttpRequest, response: HttpResponseBase) -> str:
    """The name of the view's address, or the view's own; of a kept page, that of its view."""
    if request.resolver_match:
        return request.resolver_match.view_name
    if name := getattr(response, "view_name", ""):
        return str(name)
    return STATIC if request.path_info.startswith(settings.STATIC_URL) else NO_VIEW


def _note_size() -> None:
    """Note what this worker has in memory."""
    WORKERS.set(1)
    KEPT_BYTES.set(getattr(caches["pages"], "bytes", 0))
    try:
        RESIDENT.set(int(SIZE.read_text().split()[1]) * getpagesize())
    except OSError:
        # No Linux.
        logger.debug("The size of this process can't be read.")


@receiver(working)
def _begin(**kwargs: Any) -> None:
    _note_size()


@receiver(searched)
def _count_search(match: str, **kwargs: Any) -> None:
    SEARCHES.labels(match).inc()


def exposition(accept: str) -> tuple[bytes, str]:
    """All metrics, in the form that an `Accept` header asks for, and that form's type."""
    _note_size()
    registry = _own
    if folder := shared_counts.folder():
        registry = CollectorRegistry()
        MultiProcessCollector(registry, str(folder))  # type: ignore[no-untyped-call]
    encode, content_type = choose_encoder(accept)
    return encode(_Together(registry)), content_type


def _whole(counted: CollectorRegistry) -> list[Any]:
    """What was counted, read again where a worker was just making the file that it counts in.

    prometheus-client (0.26.0) makes that file empty, and gives it its size afterwards.
    """
    for _ in range(TRIES - 1):
        try:
            return list(counted.collect())
        except (struct.error, ValueError, OSError):
            time.sleep(BETWEEN_TRIES)
    return list(counted.collect())


class _Together:
    """What processes counted, and what is read of the site now."""

    def __init__(self, counted: CollectorRegistry) -> None:
        self._counted = counted

    def collect(self) -> Iterator[Any]:
        yield from _whole(self._counted)
        for each in readings():
            try:
                value = each.read()
            except Exception as error:  # noqa: BLE001  (the other figures are told all the same)
                logger.warning("%s can't be measured: %s", each.name, error)
            else:
                yield GaugeMetricFamily(f"archive_{each.name}", each.meaning, value)
