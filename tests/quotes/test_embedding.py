"""Frames of quotes and turns, and oEmbed as https://oembed.com/ has it."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from lxml import etree, html

from archive.models import Interview, Segment

WORDS = "1990年代にムーアの法則があったのと同じです。"


@pytest.fixture
def places(client: Client, interview: Interview) -> dict[str, str]:
    made = client.post("/q/", {"at": "ppm5m", "quote": WORDS})
    return {"quote": made.json()["address"], "turn": Segment.objects.all()[1].get_absolute_url()}


@pytest.mark.parametrize("name", ["quote", "turn"])
@pytest.mark.parametrize("prefix", ["", "/en"])
def test_other_sites_may_frame_it_also_when_it_was_kept(client, places, name, prefix):
    for _ in range(2):
        response = client.get(f"{prefix}/embed{places[name]}")
        assert response.status_code == 200
        assert "frame-ancestors *" in response["Content-Security-Policy"]
        assert "script" not in response["Content-Security-Policy"]
        assert "X-Frame-Options" not in response
    text = response.content.decode()
    assert "<script" not in text
    assert 'target="_blank"' in text


@pytest.mark.parametrize("name", ["quote", "turn"])
def test_no_site_may_frame_the_page_itself(client, places, name):
    response = client.get(places[name])
    assert "frame-ancestors 'none'" in response["Content-Security-Policy"]
    assert response["X-Frame-Options"] == "DENY"


@pytest.mark.parametrize("name", ["quote", "turn"])
@pytest.mark.parametrize("form", ["json", "xml"])
def test_a_page_leads_to_what_describes_it(client, places, name, form):
    page = html.fromstring(client.get(places[name]).content)
    kind = {"json": "application/json+oembed", "xml": "text/xml+oembed"}[form]
    address = page.xpath(f"//link[@type='{kind}']/@href")[0]
    assert parse_qs(urlsplit(address).query)["url"] == [f"http://testserver{places[name]}"]
    response = client.get(address)
    assert response["Access-Control-Allow-Origin"] == "*"
    if form == "json":
        record = response.json()
        assert isinstance(record["width"], int)
    else:
        record = {each.tag: each.text for each in etree.fromstring(response.content)}
    assert (record["type"], record["version"]) == ("rich", "1.0")
    frame = html.fromstring(record["html"])
    assert frame.tag == "iframe"
    assert client.get(urlsplit(frame.get("src")).path).status_code == 200
    assert client.get(urlsplit(record["thumbnail_url"]).path).status_code == 200


def test_it_is_no_larger_than_it_was_asked_for(client, places):
    asked = {"url": f"http://testserver{places['turn']}", "maxwidth": 300, "maxheight": 100}
    record = client.get("/oembed", asked).json()
    assert (record["width"], record["height"]) == (300, 100)
    assert "thumbnail_url" not in record


def test_a_page_in_another_language_has_its_frame_in_that(client, places):
    asked = {"url": f"http://testserver/en{places['turn']}?at=x"}
    assert "/en/embed/t/" in client.get("/oembed", asked).json()["html"]


@pytest.mark.parametrize(
    "origin",
    ["http://TestServer", "HTTP://testserver:80", "https://testserver:443", "https://testserver"],
)
@pytest.mark.parametrize("name", ["quote", "turn"])
@pytest.mark.parametrize("end", ["", "/", "?from=elsewhere", "#top"])
def test_an_address_may_be_written_otherwise(client, places, origin, name, end):
    address = origin + places[name].rstrip("/") + end
    response = client.get("/oembed", {"url": address})
    assert response.status_code == 200
    assert f"/embed{places[name]}" in response.json()["html"]


def test_a_site_at_a_port_of_its_own_knows_itself_by_that(client, places, settings):
    settings.BASE_URL = "https://testserver:8443"
    turn = places["turn"]
    assert client.get("/oembed", {"url": f"https://TESTSERVER:8443{turn}"}).status_code == 200
    for origin in ("https://testserver", "https://testserver:443", "https://testserver:8444"):
        assert client.get("/oembed", {"url": origin + turn}).status_code == 404


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        ({}, 400),
        ({"url": "http://testserver/t/szzzz/"}, 404),
        ({"url": "http://testserver/q/zzzz/"}, 404),
        ({"url": "http://testserver/terms/"}, 404),
        ({"url": "http://elsewhere.example{turn}"}, 404),
        ({"url": "http://testserver.evil{turn}"}, 404),
        ({"url": "http://testserver@elsewhere.example{turn}"}, 404),
        ({"url": "http://somebody@testserver{turn}"}, 404),
        ({"url": "http://testserver:443{turn}"}, 404),
        ({"url": "http://testserver:port{turn}"}, 404),
        ({"url": "http://testserver:99999{turn}"}, 404),
        ({"url": "ftp://testserver{turn}"}, 404),
        ({"url": "//testserver{turn}"}, 404),
        ({"url": "javascript:alert(1)"}, 404),
        ({"url": "http://[{turn}"}, 404),
        ({"url": "http://testserver{turn}", "format": "yaml"}, 501),
        ({"url": "http://testserver{turn}", "maxwidth": "wide"}, 400),
        ({"url": "http://testserver{turn}", "maxwidth": "0"}, 400),
    ],
)
def test_it_says_why_there_is_none(client, places, asked, status):
    given = {name: value.replace("{turn}", places["turn"]) for name, value in asked.items()}
    response = client.get("/oembed", given)
    assert response.status_code == status
    assert response.content.strip()
