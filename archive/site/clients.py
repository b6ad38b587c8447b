"""Where a request came from, and what counts as one sender."""

from __future__ import annotations

from ipaddress import IPv6Address, ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest

# What one customer of a network has at least: all its addresses are of one sender.
IPV6_PREFIX = 64


def client_address(request: HttpRequest) -> str:
    """Where the request came from.

    Served over HTTPS (`HTTPS=1`), the site stands behind a proxy, which puts the address that it
    was asked from last in `X-Forwarded-For`; what stands before that, anybody can have written.
    """
    forwarded = request.headers.get("X-Forwarded-For", "")
    if settings.SECURE_SSL_REDIRECT and forwarded:
        return forwarded.rpartition(",")[2].strip()
    return str(request.META.get("REMOTE_ADDR", ""))


def client_network(request: HttpRequest) -> str:
    """The network that the request came from, as `network_of` says it."""
    return network_of(client_address(request))


def network_of(address: str) -> str:
    """An IPv4 address, or the first address of an IPv6 address's /64; as it is if it is neither."""
    try:
        found = ip_address(address)
    except ValueError:
        return address
    if isinstance(found, IPv6Address):
        if found.ipv4_mapped:
            return str(found.ipv4_mapped)
        # A scope (`%eth0`) is this machine's own name of a link.
        network = ip_network((int(found), IPV6_PREFIX), strict=False)
        return str(network.network_address)
    return str(found)
