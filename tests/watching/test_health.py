"""What the machines that watch the site are told: whether it is alive, and whether it is ready."""

from __future__ import annotations

import re
from unittest import mock

import pytest
from django.db import OperationalError, connection
from django.db.migrations.recorder import MigrationRecorder
from django.http import HttpResponse
from django.test import Client

from archive.models import Interview
from archive.watching import checks
from search.index import updating
from search.store import current_store
from tests.project.documents import SITE, rows

ADDRESSES = ("/healthz", "/readyz")


def failed(client: Client) -> list[str]:
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json().keys() == {"status", "failed"}
    names: list[str] = answer.json()["failed"]
    return names


@pytest.fixture
def ready(indexed: Interview) -> None:
    """A site with its index noted as current."""
    current_store().note(updating._present_stamp())


def broken(*args: object, **options: object) -> None:
    raise OperationalError("a password in the reason")


def test_it_is_alive_without_asking_the_database(client: Client):
    # The database fixtures aren't used: a query would fail the test.
    answer = client.get("/healthz")
    assert (answer.status_code, answer.json()) == (200, {"status": "alive"})


@pytest.mark.usefixtures("ready")
def test_it_is_ready_when_all_is_there(client: Client):
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()) == (200, {"status": "ready"})


@pytest.mark.usefixtures("ready")
def test_an_index_that_is_stale_or_absent_is_named(client: Client):
    updating.mark_stale()
    assert failed(client) == ["index"]
    current_store().note(updating._present_stamp())
    with mock.patch.object(type(current_store()), "is_readable", return_value=False):
        assert failed(client) == ["index"]


@pytest.mark.usefixtures("ready")
def test_a_missing_migration_is_named(client: Client):
    MigrationRecorder(connection).record_unapplied("archive", "0001_initial")
    assert failed(client) == ["migrations"]


@pytest.mark.usefixtures("ready")
def test_a_full_disk_is_named(client: Client):
    full = mock.Mock(free=checks.LEAST_FREE - 1)
    with mock.patch("shutil.disk_usage", return_value=full):
        assert failed(client) == ["disk"]


@pytest.mark.usefixtures("ready")
def test_a_database_that_does_not_answer_is_named_but_not_why(client: Client):
    with mock.patch.object(connection, "cursor", broken):
        assert failed(client) == ["database", "migrations", "index"]
        assert b"password" not in client.get("/readyz").content


@pytest.mark.usefixtures("ready")
@pytest.mark.parametrize("address", ADDRESSES)
def test_the_answer_is_nobodys_own_and_is_never_kept(client: Client, address: str):
    answers: list[HttpResponse] = [
        client.get(address),  # type: ignore[list-item]
        client.get(address, headers={"Accept-Language": "en"}),  # type: ignore[list-item]
    ]
    for answer in answers:
        assert "no-store" in answer["Cache-Control"]
        assert answer["Content-Type"] == "application/json"
        assert not answer.cookies
        assert "Cookie" not in answer.get("Vary", "")
        assert len(answer.content) < 200
    assert answers[0].content == answers[1].content
    assert client.get(f"/en{address}").status_code == 404
    assert client.post(address).status_code == 405


@pytest.mark.usefixtures("ready")
@pytest.mark.parametrize("address", ADDRESSES)
def test_only_a_name_of_the_site_is_answered_but_also_without_https(settings, address: str):
    settings.SECURE_SSL_REDIRECT = True
    client = Client()
    assert client.get(address).status_code == 200
    assert client.get("/").status_code == 301
    assert client.get(address, headers={"Host": "10.0.0.7"}).status_code == 400


@pytest.mark.usefixtures("ready")
def test_the_addresses_and_the_names_of_the_checks_are_documented(client: Client):
    table = {row[0].strip("`"): row[1] for row in rows(SITE, "Watching it")}
    assert set(table) == set(ADDRESSES)
    assert {client.get(address).status_code for address in table} == {200}
    named = re.findall(r"`(\w+)`", table["/readyz"].partition("failed:")[2])
    assert sorted(named) == sorted(checks._checks)
    assert f"{checks.LEAST_FREE // 2**20} MB" in table["/readyz"]
