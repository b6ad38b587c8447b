"""How many reports a sender may make, however they are sent."""

from __future__ import annotations

import http.client
import re
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from ipaddress import IPv6Address
from pathlib import Path
from threading import Barrier
from urllib.parse import urlencode, urlsplit

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from archive.models import Report
from archive.reports.limits import HOURLY
from archive.site.clients import network_of
from tests.site.databases import opened
from tests.site.processes import serving

AT_ONCE = 40


@pytest.mark.slow
def test_the_limit_is_exact_for_reports_at_once(tmp_path: Path):
    """Forty threads, each with a connection of its own, against two processes."""
    with serving(tmp_path) as address:
        host = urlsplit(address).netloc
        cookie, token = _form(host)
        body = urlencode({"csrfmiddlewaretoken": token, "message": "誤字です"})
        headers = {"Cookie": cookie, "Content-Type": "application/x-www-form-urlencoded"}
        together = Barrier(AT_ONCE)

        def send(_number: int) -> int:
            connection = http.client.HTTPConnection(host, timeout=60)
            connection.connect()
            together.wait()
            connection.request("POST", "/report/", body, headers)
            return connection.getresponse().status

        with ThreadPoolExecutor(AT_ONCE) as pool:
            answers = Counter(pool.map(send, range(AT_ONCE)))
    assert answers == {302: HOURLY, 429: AT_ONCE - HOURLY}
    with opened(tmp_path) as database:
        assert database.execute("SELECT count(*) FROM archive_report").fetchone() == (HOURLY,)


def _form(host: str) -> tuple[str, str]:
    connection = http.client.HTTPConnection(host, timeout=20)
    connection.request("GET", "/report/")
    answer = connection.getresponse()
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', answer.read().decode())
    assert token
    return answer.headers["Set-Cookie"].partition(";")[0], token[1]


def _send(address: str) -> int:
    client = Client(REMOTE_ADDR=address)
    return client.post("/report/", {"message": "a"}).status_code


def test_the_addresses_of_one_ipv6_network_are_one_sender(interview):
    answers = [_send(f"2001:db8:0:1:{number:x}::1") for number in range(1, 13)]
    assert answers == [302] * HOURLY + [429] * (12 - HOURLY)
    assert _send("2001:db8:0:2::1") == 302
    assert Report.objects.count() == HOURLY + 1


def test_an_ipv4_address_is_one_sender_however_it_is_written(interview):
    for number in range(HOURLY):
        assert _send("192.0.2.1" if number % 2 else "::ffff:192.0.2.1") == 302
    assert _send("::ffff:c000:201") == 429
    assert _send("192.0.2.2") == 302


@given(st.ip_addresses(v=6), st.ip_addresses(v=6))
def test_two_ipv6_addresses_are_one_sender_if_their_first_half_is_the_same(first, second):
    if first.ipv4_mapped or second.ipv4_mapped:
        return
    same = int(first) >> 64 == int(second) >> 64
    assert (network_of(str(first)) == network_of(str(second))) == same
    neighbour = IPv6Address(int(first) ^ 1)
    assert network_of(neighbour.exploded) == network_of(str(first))


@given(st.text())
def test_what_is_no_address_is_a_sender_of_its_own(text: str):
    assert network_of(f"no address: {text}") == f"no address: {text}"


def test_a_scope_is_no_part_of_an_address():
    assert network_of("fe80::1%eth0") == network_of("fe80::2%lo")
