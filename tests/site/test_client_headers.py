"""No header of one reader's request changes what the site shows to others, or to this one."""

from __future__ import annotations

import http.client
import itertools
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from django.test import Client

from tests.site.processes import serving

pytestmark = pytest.mark.slow

# What gunicorn, Django or a proxy might take for where the site stands, or how it was reached.
CLAIMS = {
    "SCRIPT_NAME": ["/en/interviews", "/en", "/nowhere", "en", "/", "//evil.example", "/%zz", "é"],
    "PATH_INFO": ["/en/", "/admin/"],
    "SCRIPT_URL": ["/x/en/interviews/"],
    "REDIRECT_URL": ["/x/en/interviews/"],
    "REMOTE_USER": ["admin"],
    "X-Script-Name": ["/en/interviews"],
    "X-Original-URL": ["/admin/"],
    "X-Rewrite-URL": ["/admin/"],
    "X-Forwarded-Prefix": ["/evil"],
    "X-Forwarded-Host": ["evil.example", "evil.example, localhost", ""],
    "X-Forwarded-Port": ["4444", "x"],
    "X-Forwarded-Proto": ["https", "http", "ftp", "https, http", "\x80", ""],
    "X-Forwarded-Protocol": ["ssl", "none"],
    "X-Forwarded-SSL": ["on", "off"],
    "X-Forwarded-For": ["127.0.0.1", "no address", "::1, ::1"],
    "Forwarded": ["for=evil.example;host=evil.example;proto=https"],
    "X-HTTP-Method-Override": ["DELETE"],
    "Accept-Language": ["en", "en;q=x", "*"],
    "Cookie": ["django_language=en"],
    "X-Requested-With": ["XMLHttpRequest"],
}
PATHS = ["/en/interviews/", "/en/search/?q=AI", "/interviews.json"]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The host and port of a site with one process, so that each page is kept in one place."""
    with serving(tmp_path_factory.mktemp("data"), WEB_CONCURRENCY="1") as address:
        yield urlsplit(address).netloc


def ask(site: str, path: str, headers: dict[str, str] | None = None) -> tuple[int, str]:
    connection = http.client.HTTPConnection(site, timeout=20)
    connection.request("GET", path, headers=headers or {})
    answer = connection.getresponse()
    body = answer.read().decode()
    connection.close()
    return answer.status, body


@pytest.mark.parametrize("path", PATHS)
def test_no_header_changes_a_page(site: str, path: str):
    claims = [(name, value) for name, values in CLAIMS.items() for value in values]
    told = [ask(site, path, {name: value}) for name, value in claims]
    plain = ask(site, path)
    assert plain[0] == 200
    differing = [claim for claim, each in zip(claims, told, strict=True) if each != plain]
    assert differing == []


def test_headers_that_contradict_each_other_are_not_listened_to(site: str):
    names = ["X-Forwarded-Proto", "X-Forwarded-Protocol", "X-Forwarded-SSL", "SCRIPT_NAME"]
    plain = ask(site, "/en/")
    for first, second in itertools.permutations(names, 2):
        headers = {first: CLAIMS[first][0], second: CLAIMS[second][1]}
        assert ask(site, "/en/", headers) == plain


def test_a_page_that_others_asked_for_first_is_the_same_one(site: str):
    """Each address is asked first as nobody should, then as readers do, then as nobody should."""
    for path in ("/en/", "/en/terms/"):
        forged = {"SCRIPT_NAME": "/en", "X-Forwarded-Proto": "https"}
        first = ask(site, path, forged)
        assert ask(site, path) == first == ask(site, path, forged)
        assert "/en/en/" not in first[1]
        assert "https://127.0.0.1" not in first[1]


@pytest.mark.parametrize("name", ["SCRIPT_NAME", "SCRIPT_URL", "REDIRECT_URL"])
def test_links_do_not_follow_what_a_server_says_of_a_prefix(interview, client: Client, name: str):
    plain = client.get("/en/").content
    assert client.get("/en/", **{name: "/other"}).content == plain  # type: ignore[arg-type]
