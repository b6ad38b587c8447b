"""Every answer says what a browser may do with it."""

from __future__ import annotations

import http.client
import re
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from django.test import Client

from archive.models import Interview, Paragraph, Segment
from tests.site.processes import serving

OWN = ["/", "/en/", "/report/", "/admin/login/", "/nothing/", "/robots.txt"]


def policies(response) -> tuple[str, str]:
    return response.headers["Permissions-Policy"], response.headers["Cross-Origin-Resource-Policy"]


@pytest.mark.parametrize("path", OWN)
def test_pages_are_for_the_site_alone(interview: Interview, client: Client, path: str):
    permissions, resource = policies(client.get(path))
    assert resource == "same-origin"
    for name in ("camera", "microphone", "geolocation", "payment", "usb"):
        assert f"{name}=()" in permissions.split(", ")


def test_the_policy_allows_what_the_pages_do_and_is_well_formed(client: Client, interview):
    permissions, _ = policies(client.get("/"))
    assert {"clipboard-write=(self)"} <= set(permissions.split(", "))
    assert re.fullmatch(r"[a-z-]+=\((self)?\)(, [a-z-]+=\((self)?\))*", permissions)


def test_other_sites_may_show_cards_and_read_json(interview: Interview, client: Client):
    turn = Segment.objects.all()[0].anchor_id
    paragraph = Paragraph.objects.all()[0].anchor_id
    paths = [
        "/feed.xml",
        "/feed.json",
        "/interviews.json",
        f"/t/{turn}.json",
        f"/interviews/{interview.slug}.json",
    ]
    cards = [f"/interviews/{interview.slug}/card.png", f"/t/{turn}/card.png"]
    for path in [*paths, *cards, f"/t/{paragraph}/card.png"]:
        assert policies(client.get(path))[1] == "cross-origin", path


def test_a_card_that_a_browser_has_already_stays_for_other_sites(interview, client: Client):
    card = f"/interviews/{interview.slug}/card.png"
    again = client.get(card, headers={"If-None-Match": client.get(card)["ETag"]})
    assert again.status_code == 304
    assert policies(again)[1] == "cross-origin"


def test_refusals_have_the_policies_too(interview: Interview, client: Client):
    assert policies(client.get("/", headers={"Host": "evil.example"}))[1] == "same-origin"
    assert policies(client.delete("/"))[1] == "same-origin"
    assert policies(client.get("/t/nowhere/card.png"))[1] == "same-origin"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with serving(tmp_path_factory.mktemp("data")) as address:
        yield urlsplit(address).netloc


@pytest.mark.slow
def test_the_server_does_not_say_what_it_is(site: str):
    connection = http.client.HTTPConnection(site, timeout=20)
    connection.request("GET", "/en/")
    page = connection.getresponse()
    sheet = re.search(r'href="(/static/css/[^"]+)"', page.read().decode())
    assert sheet
    answers = [page]
    for path in (sheet[1], "/interviews.json", "/nothing/", "/static/nothing.css"):
        connection.request("GET", path)
        answers.append(connection.getresponse())
        answers[-1].read()
    for answer in answers:
        assert answer.headers["Server"] is None
        assert answer.headers["Date"]
        assert answer.headers["Permissions-Policy"]
        assert answer.headers["Cross-Origin-Resource-Policy"]
    assert answers[1].headers["Cross-Origin-Resource-Policy"] == "same-origin"
