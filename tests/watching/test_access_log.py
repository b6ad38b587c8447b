"""Each request has an id; the access log tells what was answered, and nothing of who asked."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from django.test import Client

from archive.watching.requests import logger, shortened
from tests.project.documents import SITE, rows

HEADER = "X-Request-ID"


@pytest.fixture
def logged(settings, caplog: pytest.LogCaptureFixture):
    """The lines of the access log so far, read."""
    settings.ACCESS_LOG = True
    logger.addHandler(caplog.handler)

    def read() -> list[dict[str, Any]]:
        ours = [record for record in caplog.records if record.name == logger.name]
        assert not any("\n" in record.getMessage() for record in ours)
        return [json.loads(record.getMessage()) for record in ours]

    yield read
    logger.removeHandler(caplog.handler)


def test_every_answer_has_an_id_of_its_own(client: Client):
    names = {client.get("/healthz")[HEADER] for _ in range(3)} | {client.get("/nothing")[HEADER]}
    assert len(names) == 4
    assert all(re.fullmatch("[0-9a-f]{32}", name) for name in names)


def test_the_id_is_the_proxys_where_there_is_one_and_it_is_well_formed(client: Client, settings):
    def answered(given: str) -> str:
        name: str = client.get("/healthz", headers={HEADER: given}, secure=True)[HEADER]
        return name

    assert answered("from-a-reader") != "from-a-reader"
    settings.SECURE_SSL_REDIRECT = True
    assert answered("from-a-proxy_1.2") == "from-a-proxy_1.2"
    for bad in ("short", "x" * 65, "line\nline-of-log", 'quote"quote', "ｆｕｌｌｗｉｄｔｈ", ""):
        assert answered(bad) != bad


def test_a_request_is_one_line_with_the_documented_keys(client: Client, logged):
    answer = client.get("/healthz")
    (line,) = logged()
    table = rows(SITE, "Watching it", 1)
    assert list(line) == [key for row in table for key in re.findall(r"`(\w+)`", row[0])]
    assert line["id"] == answer[HEADER]
    assert (line["method"], line["path"], line["status"]) == ("GET", "/healthz", 200)
    assert line["bytes"] == len(answer.content)
    assert line["time"].endswith("+00:00")
    assert 0 <= line["ms"] < 10_000


def test_it_tells_nothing_of_who_asked_and_what_for(client: Client, logged):
    client.cookies["sessionid"] = "a-cookie"
    private = {"User-Agent": "a-browser", "Referer": "http://a-referrer/"}
    client.get("/healthz?words=a-query", headers=private, REMOTE_ADDR="192.0.2.77")
    client.post("/healthz?words=a-query", {"words": "a-form"}, REMOTE_ADDR="192.0.2.77")
    lines = logged()
    assert len(lines) == 2
    written = json.dumps(lines)
    for word in ("a-query", "a-form", "a-cookie", "a-browser", "a-referrer", "192.0.2.77"):
        assert word not in written
    assert lines[0]["address"] == "192.0.2.0/24"


def test_a_refused_host_and_a_failure_are_logged_too(client: Client, logged, monkeypatch):
    client.get("/healthz", headers={"Host": "elsewhere.example"})
    client.raise_request_exception = False
    monkeypatch.setattr("archive.watching.views.failed_checks", lambda: 1 / 0)
    answer = client.get("/readyz")
    assert [line["status"] for line in logged()] == [400, 500]
    assert answer[HEADER] == logged()[1]["id"]


def test_a_path_cannot_write_a_line_of_its_own(client: Client, logged):
    client.get("/nothing%0A%7B%22forged%22%3A1%7D%E2%80%A8")
    (line,) = logged()
    assert line["path"].startswith("/nothing\n{")


def test_it_is_off_unless_asked_for(client: Client, logged, settings):
    settings.ACCESS_LOG = False
    client.get("/healthz")
    assert logged() == []


def test_it_goes_to_standard_output_alone(settings):
    ours = settings.LOGGING["loggers"][logger.name]
    (handler,) = ours["handlers"]
    assert settings.LOGGING["handlers"][handler]["stream"] == "ext://sys.stdout"
    assert not ours["propagate"]


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.77", "192.0.2.0/24"),
        ("::ffff:192.0.2.77", "192.0.2.0/24"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1::/48"),
        ("", ""),
        ("unknown", ""),
    ],
)
def test_an_address_is_shortened_to_its_network(address: str, network: str):
    assert shortened(address) == network
