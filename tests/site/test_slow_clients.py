"""Slow and idle clients hurt only themselves."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import suppress
from urllib.parse import urlsplit

import pytest

from tests.faults.slow_clients import KINDS, run
from tests.site.processes import serving

pytestmark = pytest.mark.slow

# Many times the threads of the server.
MANY = 100


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with serving(tmp_path_factory.mktemp("data")) as address:
        yield address


@pytest.mark.parametrize("kind", KINDS)
def test_others_are_answered_while_slow_clients_are_held(address: str, kind: str) -> None:
    outcome = run(address, kind, MANY, seed=1)
    assert outcome.held, outcome


def answer_to(address: str, request: bytes) -> bytes:
    """The answer to what is no good request, after which the server leaves."""
    parts = urlsplit(address)
    with socket.create_connection((parts.hostname, parts.port), timeout=20) as client:
        client.sendall(request)
        answer = b""
        # What it didn't read makes the end of the connection a reset.
        with suppress(ConnectionResetError):
            while part := client.recv(4096):
                answer += part
        return answer


@pytest.mark.parametrize(
    ("request_", "status"),
    [
        (b"nonsense\r\n\r\n", b"400"),
        (b"GET / HTTP/1.1\r\nHost: a\r\n" + b"X-Long: " + 70_000 * b"a" + b"\r\n\r\n", b"431"),
        (b"POST /report/ HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999999\r\n\r\n", b"413"),
        (b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: some\r\n\r\n", b"400"),
        (b"GET / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", b"400"),
        (b"GET / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: magic\r\n\r\n", b"501"),
    ],
)
def test_a_bad_request_is_refused_with_a_reason(
    address: str, request_: bytes, status: bytes
) -> None:
    answer = answer_to(address, request_)
    head, _, reason = answer.partition(b"\r\n\r\n")
    assert head.split()[1] == status
    assert reason.strip()
    assert b"Server:" not in head
    assert b"waitress" not in answer.lower()
