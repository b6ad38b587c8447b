"""An id for each request, and the access log.

The log has what an operator needs to find what went wrong, and nothing that tells who read what:
no query, no cookie, no browser, and of the address only its network.
"""

from __future__ import annotations

import ipaddress
import json
import logging
import re
import time
import uuid
from collections.abc import Callable
from datetime import UTC, datetime

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from archive.site.addresses import logged_path
from archive.site.clients import client_address

HEADER = "X-Request-ID"
WELL_FORMED = re.compile(r"[A-Za-z0-9._-]{8,64}")
# How many bits of an address tell its network, by IP's version.
NETWORK_BITS = {4: 24, 6: 48}
logger = logging.getLogger(__name__)


class RequestLog:
    """Middleware that gives each request an id, and logs it where `ACCESS_LOG` is on."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer, with the id in the answer's head."""
        begun, when = time.perf_counter(), datetime.now(UTC)
        name = _id_of(request)
        # For the report of an error.
        request.id = name  # type: ignore[attr-defined]
        response = self._get_response(request)
        response[HEADER] = name
        if settings.ACCESS_LOG:
            taken = time.perf_counter() - begun
            logger.info("%s", _line(request, response, name, when, taken))
        return response


def _id_of(request: HttpRequest) -> str:
    """The id that a proxy gave the request, or a new one: a reader's own is not to be trusted."""
    given = request.headers.get(HEADER, "")
    if settings.SECURE_SSL_REDIRECT and WELL_FORMED.fullmatch(given):
        return given
    return uuid.uuid4().hex


def _line(
    request: HttpRequest, response: HttpResponseBase, name: str, when: datetime, taken: float
) -> str:
    length = response.get("Content-Length", "")
    return json.dumps(
        {
            "time": when.isoformat(timespec="milliseconds"),
            "id": name,
            "method": request.method,
            "path": logged_path(request),
            "status": response.status_code,
            "bytes": int(length) if length.isdigit() else None,
            "ms": round(taken * 1000, 1),
            "address": shortened(client_address(request)),
        }
    )


def shortened(address: str) -> str:
    """An address without what tells one machine from its neighbours; empty where it is none."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return ""
    found = getattr(found, "ipv4_mapped", None) or found
    bits = NETWORK_BITS[found.version]
    return str(ipaddress.ip_network((found, bits), strict=False))
