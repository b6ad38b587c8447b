"""The site's own name, default language and time zone, wherever they show."""

from __future__ import annotations

from datetime import UTC, datetime
from unittest import mock

import pytest

from archive.models import Interview


@pytest.mark.parametrize("path", ["/", "/en/", "/interviews/", "/feed.xml", "/terms/"])
def test_pages_and_feeds_have_the_name_of_the_settings(client, indexed, settings, path):
    settings.SITE_NAME = "Radio Archive"
    text = client.get(path).content.decode()
    assert "Radio Archive" in text
    assert "Interview Archive" not in text
    assert "インタビュー・アーカイブ" not in text


@pytest.mark.parametrize("form", ["sist02.txt", "apa.txt", "mla.txt", "bib", "ris", "csl.json"])
def test_citations_have_the_name_of_the_settings(client, interview: Interview, settings, form):
    settings.SITE_NAME = "Radio Archive"
    text = client.get(f"/interviews/{interview.slug}/cite.{form}").content.decode()
    assert "Radio Archive" in text


@pytest.mark.parametrize(
    ("zone", "day"), [("Asia/Tokyo", "2026-01-02"), ("America/New_York", "2026-01-01")]
)
def test_a_citation_was_accessed_on_the_day_of_the_site_s_time_zone(
    client, interview: Interview, settings, zone, day
):
    settings.TIME_ZONE = zone
    moment = datetime(2026, 1, 1, 20, tzinfo=UTC)
    with mock.patch("django.utils.timezone.now", return_value=moment):
        response = client.get(f"/interviews/{interview.slug}/cite.sist02.txt")
    assert day in response.content.decode()
