"""Errors are reported to Sentry's like, without anything of a reader; obstacles aren't."""

from __future__ import annotations

import gzip
import json
import sys
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any
from unittest import mock

import brotli
import pytest

from archive.watching import error_reports
from tests.project.documents import BASE, SITE, section
from tests.site.processes import manage, program

# A site one of whose views fails, asked with all that a reader has.
PROGRAM = """
import os, sys
from unittest import mock
os.environ["DJANGO_SETTINGS_MODULE"] = "archive.settings"
from archive.wsgi import application
import errno, sentry_sdk
from django.test import RequestFactory

def failing(*args):
    secret = "of-a-variable"
    raise {error}

request = RequestFactory().post(
    "/readyz?words=of-a-query", {{"words": "of-a-form"}},
    HTTP_HOST=os.environ.get("ASKED_HOST", "localhost"),
    HTTP_COOKIE="a=of-a-cookie", HTTP_USER_AGENT="of-a-browser", REMOTE_ADDR="192.0.2.77",
    HTTP_X_FORWARDED_FOR="192.0.2.78", HTTP_AUTHORIZATION="Bearer of-a-header",
)
environ = request.environ | {{"REQUEST_METHOD": "GET", "wsgi.errors": sys.stderr}}
answer = {{}}
def begin(status, headers, *rest):
    answer.update(headers, status=status)

with mock.patch("archive.watching.views.failed_checks", failing):
    body = application(environ, begin)
print(answer["status"], answer["X-Request-ID"])
sentry_sdk.flush(5)
"""
DECODERS = {"": bytes, "gzip": gzip.decompress, "br": brotli.decompress}
PRIVATE = (
    "of-a-query of-a-form of-a-cookie of-a-browser of-a-header of-a-variable 192.0.2.7".split()
)


@pytest.fixture
def received() -> Iterator[tuple[str, list[str]]]:
    """The DSN of a server of Sentry's kind, and what came to it."""
    bodies: list[str] = []

    class Receiver(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            bodies.append(DECODERS[self.headers.get("Content-Encoding", "")](body).decode())
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b"{}")

        def log_message(self, *args: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Receiver)
    thread = Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://key@127.0.0.1:{server.server_address[1]}/1", bodies
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with all that an answer to an error needs."""
    folder = tmp_path_factory.mktemp("prepared")
    assert manage(folder, "prepare").returncode == 0
    return folder


def run(data_dir: Path, error: str, **values: str) -> tuple[str, str]:
    """The status and the id of a request that meets the error."""
    said = program(data_dir, PROGRAM.format(error=error), **values)
    status, _, rest = said.strip().rpartition("\n")[2].partition(" ")
    return status, rest.split()[-1]


@pytest.mark.slow
def test_one_event_comes_with_the_error_and_nothing_of_the_reader(prepared: Path, received):
    dsn, bodies = received
    status, name = run(prepared, 'ValueError("the reason")', SENTRY_DSN=dsn)
    assert status == "500"
    (body,) = bodies
    event = json.loads(body.splitlines()[2])
    assert event["exception"]["values"][0]["value"] == "the reason"
    frames = event["exception"]["values"][0]["stacktrace"]["frames"]
    assert frames[-1]["function"] == "failing"
    assert event["request"] == {"method": "GET", "url": "/readyz"}
    assert event["tags"]["request_id"] == name
    assert [word for word in PRIVATE if word in body] == []


@pytest.mark.slow
@pytest.mark.parametrize(
    ("error", "status"),
    [
        ('OSError(errno.ENOSPC, "No space left on device")', "503"),
        ('__import__("django.http").http.Http404("not there")', "404"),
        ('__import__("django.core.exceptions").core.exceptions.SuspiciousOperation("bad")', "400"),
    ],
)
def test_what_passes_and_what_a_client_got_wrong_are_no_errors(
    prepared: Path, received, error: str, status: str
):
    dsn, bodies = received
    assert run(prepared, error, SENTRY_DSN=dsn)[0] == status
    assert bodies == []


@pytest.mark.slow
def test_another_host_in_a_request_is_no_error(prepared: Path, received):
    dsn, bodies = received
    assert run(prepared, "ValueError()", SENTRY_DSN=dsn, ASKED_HOST="else.example")[0] == "400"
    assert bodies == []


@pytest.mark.slow
def test_a_server_that_is_not_there_keeps_nobody_waiting_for_an_answer(prepared: Path):
    assert run(prepared, "ValueError()", SENTRY_DSN="http://key@127.0.0.1:9/1")[0] == "500"


def test_without_the_package_the_check_warns_and_the_site_starts(settings):
    settings.SENTRY_DSN = "https://key@errors.example/1"
    assert error_reports.package_is_there() == []
    with mock.patch.dict(sys.modules, {"sentry_sdk": None}):
        (warning,) = error_reports.package_is_there()
        error_reports.begin()
    assert "not installed" in warning.msg
    settings.SENTRY_DSN = ""
    with mock.patch.dict(sys.modules, {"sentry_sdk": None}):
        assert error_reports.package_is_there() == []


@pytest.mark.slow
def test_a_command_says_that_the_package_is_missing(tmp_path: Path):
    # As if it weren't there: a module of its name that can't be imported.
    (tmp_path / "sentry_sdk.py").write_text("raise ImportError\n")
    values = {"SENTRY_DSN": "https://key@errors.example/1", "PYTHONPATH": str(tmp_path)}
    ended = manage(tmp_path / "data", "check", **values)
    assert ended.returncode == 0
    assert "archive.W001" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_the_document_names_the_package_that_is_optional():
    assert f"pip install {error_reports.PACKAGE}`" in section(SITE, "Watching it")
    chosen = (BASE / "requirements.txt").read_text()
    assert error_reports.PACKAGE not in chosen
    assert f"\n{error_reports.PACKAGE}==" in (BASE / "tests" / "requirements.txt").read_text()
