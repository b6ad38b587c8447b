"""Metrics: what is counted, for whom, and that workers add up."""

from __future__ import annotations

import os
import re
import signal
import struct
from collections.abc import Callable, Iterator
from pathlib import Path
from unittest import mock

import pytest
from django.conf import settings as django_settings
from django.core.cache import caches
from django.test import Client
from prometheus_client import CollectorRegistry
from prometheus_client.parser import text_string_to_metric_families

from archive.models import Interview
from archive.watching import shared_counts
from archive.watching.readings import readings
from search.index import updating
from search.store import current_store
from tests.faults.served import until
from tests.project.documents import SITE, rows
from tests.site.processes import program, serving
from tests.site.test_serving import get

TOKEN = "a-token-for-the-tests"
BEARER = {"Authorization": f"Bearer {TOKEN}"}
FIRST = "archive.watching.metrics.RequestMetrics"
PAGES = {
    "BACKEND": "archive.pages.kept_pages.KeptPages",
    "LOCATION": "counted",
    "OPTIONS": {"MAX_BYTES": 2_000_000},
}
Figures = dict[tuple[str, frozenset[tuple[str, str]]], float]


def read(text: str) -> Figures:
    """All samples of an answer, by their name and labels."""
    return {
        (sample.name, frozenset(sample.labels.items())): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


def value(figures: Figures, name: str, **labels: str) -> float:
    return figures.get((name, frozenset(labels.items())), 0.0)


@pytest.fixture
def counting(settings) -> Callable[[], Figures]:
    """A site that counts, and what it has counted so far."""
    settings.METRICS_TOKEN = TOKEN
    settings.MIDDLEWARE = [FIRST, *django_settings.MIDDLEWARE]
    settings.CACHES = {**django_settings.CACHES, "pages": PAGES}
    caches["pages"].clear()

    def counted() -> Figures:
        answer = Client().get("/metrics", headers=BEARER)
        assert answer.status_code == 200
        return read(answer.content.decode())

    return counted


# Who may read them


@pytest.mark.parametrize(
    "header",
    ["", "Bearer", "Bearer ", "Bearer wrong", f"Basic {TOKEN}", TOKEN, f"Bearer {TOKEN}x"],
)
def test_without_the_token_there_is_no_such_address(counting, db, header: str):
    answer = Client().get("/metrics", headers={"Authorization": header} if header else {})
    assert answer.status_code == 404
    assert b"archive_" not in answer.content
    assert "WWW-Authenticate" not in answer


@pytest.mark.parametrize("header", ["Bearer", "Bearer ", "Bearer x"])
def test_where_there_is_no_token_nobody_has_it(settings, db, header: str):
    settings.METRICS_TOKEN = ""
    assert Client().get("/metrics", headers={"Authorization": header}).status_code == 404


@pytest.mark.usefixtures("db")
def test_they_are_never_kept_and_need_no_https(counting, settings):
    settings.SECURE_SSL_REDIRECT = True
    answer = Client().get("/metrics", headers=BEARER)
    assert (answer.status_code, answer["Content-Type"].split(";")[0]) == (200, "text/plain")
    assert "no-store" in answer["Cache-Control"]
    open_metrics = {**BEARER, "Accept": "application/openmetrics-text; version=1.0.0"}
    answer = Client().get("/metrics", headers=open_metrics)
    assert answer["Content-Type"].startswith("application/openmetrics-text")
    assert answer.content.endswith(b"# EOF\n")


def imported(tmp_path: Path, **values: str) -> list[str]:
    """Which of the two packages a site with these settings has imported after a page."""
    code = (
        "import sys, archive.gunicorn; from archive.wsgi import application;"
        "from archive.site.warm_up import answer; answer('/healthz');"
        "print(*sorted({'prometheus_client', 'sentry_sdk'} & sys.modules.keys()))"
    )
    return program(tmp_path, code, **values).split()


@pytest.mark.slow
def test_nothing_is_imported_unless_asked_for(tmp_path: Path):
    assert imported(tmp_path) == []
    assert imported(tmp_path, METRICS_TOKEN=TOKEN) == ["prometheus_client"]
    assert imported(tmp_path, SENTRY_DSN="http://key@127.0.0.1:9/1") == ["sentry_sdk"]


# What is counted


def test_no_label_has_a_value_that_a_reader_chose(counting, indexed: Interview):
    topic = indexed.topics.all()[0].get_absolute_url()
    client = Client()
    client.raise_request_exception = False
    for number in range(20):
        word = f"chosen{number}"
        for path in (f"/{word}", f"/t/{word}/", f"/static/{word}", f"/admin/{word}/", topic):
            client.get(f"{path}?{word}={word}")
        client.get(f"/interviews/{indexed.slug}/transcript.{word}", headers={"Host": word})
        client.generic(word.upper(), f"/{word}")
        client.get(f"/search/?q={word}&sort={word}")
    figures = counting()
    assert not [labels for _, labels in figures if "chosen" in str(labels).lower()]
    views = {value for _, labels in figures for name, value in labels if name == "view"}
    assert {"none", "static", "topic", "segment", "search"} <= views
    assert value(figures, "archive_requests_total", method="other", view="none", status="4xx") >= 20


def test_a_kept_page_is_counted_under_its_view(counting, transactional_db, interview: Interview):
    topic = interview.topics.all()[0].get_absolute_url()
    before = counting()
    first = Client().get(topic)
    for headers in ({}, {"If-None-Match": first["ETag"]}):
        Client().get(topic, headers=headers)
    after = counting()

    def grown(name: str, **labels: str) -> float:
        return value(after, name, **labels) - value(before, name, **labels)

    assert grown("archive_kept_pages_total", outcome="miss") == 1
    assert grown("archive_kept_pages_total", outcome="hit") == 2
    assert grown("archive_requests_total", method="GET", view="topic", status="2xx") == 2
    assert grown("archive_requests_total", method="GET", view="topic", status="3xx") == 1
    assert grown("archive_request_duration_seconds_count", view="topic") == 3
    assert value(after, "archive_kept_pages_bytes") > len(first.content)


def test_searches_are_counted_by_what_they_matched(counting, indexed: Interview):
    before = counting()
    for path in ("/search/?q=AI", "/search.json?q=AI", "/search/?q=qqqqzzzz&exact=1", "/search/"):
        assert Client().get(path).status_code == 200
    after = counting()
    name = "archive_searches_total"
    grown = {
        each: value(after, name, match=each) - value(before, name, match=each)
        for each in ("words", "none")
    }
    assert grown == {"words": 2, "none": 1}


def test_they_tell_how_far_the_index_is_behind(counting, indexed: Interview):
    def behind() -> tuple[float, float]:
        figures = counting()
        changes = value(figures, "archive_index_changes_behind")
        return value(figures, "archive_index_behind"), changes

    present = updating._present_stamp()
    current_store().note(present)
    assert behind() == (0, 0)
    current_store().note({**present, "content": present["content"] - 3})
    assert behind() == (1, 3)
    updating.mark_stale()
    assert behind() == (1, present["content"])


def test_what_cannot_be_read_is_left_out(counting, indexed: Interview, caplog):
    def broken() -> float:
        raise OSError("no disk")

    replaced = [mock.Mock(name="broken", read=broken), *readings()]
    with mock.patch("archive.watching.metrics.readings", return_value=replaced):
        figures = counting()
    assert ("archive_index_behind", frozenset()) in figures
    assert "no disk" in caplog.text


def test_a_file_that_a_worker_is_just_making_is_read_again(counting, db, monkeypatch):
    """It is empty for a moment, of which prometheus-client makes an error."""
    asked = []

    def collect(self: object) -> list[object]:
        asked.append(self)
        if len(asked) < 3:
            struct.unpack_from("i", b"")
        return []

    monkeypatch.setattr(CollectorRegistry, "collect", collect)
    assert counting() is not None
    assert len(asked) == 3


def test_every_metric_is_documented_with_its_labels(counting, indexed: Interview):
    Client().get("/search/?q=AI")
    Client().get("/")
    Client().get("/")
    told = {
        name: set(re.findall(r"`(\w+)`", row[1]))
        for row in rows(SITE, "Watching it", 2)
        for name in re.findall(r"`(\w+)`", row[0])
    }
    found: dict[str, set[str]] = {}
    for name, labels in counting():
        if not name.endswith(("_created", "_bucket", "_sum")):
            found.setdefault(name.removesuffix("_count"), set()).update(dict(labels))
    assert found.keys() == told.keys()
    assert [name for name, labels in found.items() if not labels <= told[name]] == []


# Workers together


def folders() -> set[Path]:
    return set(shared_counts.MEMORY.glob(f"{shared_counts.PREFIX}-*"))


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """A site of three workers, and the folder where they count."""
    left = shared_counts.MEMORY / f"{shared_counts.PREFIX}-999999999-left"
    left.mkdir(exist_ok=True)
    before = folders()
    data_dir = tmp_path_factory.mktemp("data")
    with serving(data_dir, METRICS_TOKEN=TOKEN, WEB_CONCURRENCY="3") as address:
        assert not left.exists()
        (folder,) = folders() - before
        yield address, folder
    assert not folder.exists()


def scraped(address: str) -> Figures:
    status, body, _ = get(f"{address}metrics", **BEARER)
    assert status == 200
    return read(body)


def answered(address: str) -> float:
    return value(
        scraped(address), "archive_requests_total", method="GET", view="healthz", status="2xx"
    )


def who_counted(folder: Path) -> list[int]:
    return [int(path.stem.split("_")[1]) for path in folder.glob("counter_*.db")]


@pytest.mark.slow
def test_what_several_workers_count_is_added_up_also_when_one_is_killed(site: tuple[str, Path]):
    address, folder = site
    asked = 0
    while asked < 20 or (len(who_counted(folder)) < 2 and asked < 1000):
        assert get(f"{address}healthz")[0] == 200
        asked += 1
    assert len(who_counted(folder)) >= 2
    assert {answered(address) for _ in range(5)} == {asked}
    assert until(lambda: value(scraped(address), "archive_workers") == 3)
    assert value(scraped(address), "archive_worker_resident_bytes") > 10_000_000
    killed = who_counted(folder)[0]
    os.kill(killed, signal.SIGKILL)
    assert until(lambda: not list(folder.glob(f"gauge_*_{killed}.db")))
    assert until(lambda: value(scraped(address), "archive_workers") == 3)
    assert answered(address) == asked


@pytest.mark.slow
def test_the_pages_that_a_start_asks_itself_for_are_not_counted(site: tuple[str, Path]):
    figures = scraped(site[0])
    home = {"method": "GET", "view": "home", "status": "2xx"}
    assert value(figures, "archive_requests_total", **home) == 0
    assert value(figures, "archive_searches_total", match="words") == 0
    assert get(site[0])[0] == 200
    assert value(scraped(site[0]), "archive_requests_total", **home) == 1


def test_a_folder_of_a_living_server_is_left_alone(tmp_path: Path):
    ours = tmp_path / f"{shared_counts.PREFIX}-{os.getpid()}-a"
    others = tmp_path / "something-else"
    dead = tmp_path / f"{shared_counts.PREFIX}-999999999-b"
    for folder in (ours, others, dead):
        folder.mkdir()
    shared_counts._remove_left(tmp_path)
    assert sorted(tmp_path.iterdir()) == sorted([ours, others])
