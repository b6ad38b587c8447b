"""Pages that no link leads to are valid HTML; tests/site/test_links.py has all others."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from archive.models import Anchor, Interview, Segment, Topic
from tests.pages.validator import save, validate
from tests.sources.drafts import small

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def unusual_pages(client: Client, tmp_path: Path) -> dict[str, bytes]:
    """Pages that no link leads to: errors, notices, and stored text that carries markup."""
    interview = Interview.objects.get(slug="amodei-ai-power-and-risk")
    Anchor.objects.create(code="s2222", interview=interview, words="消えた<b>言葉</b> & <p>")
    Anchor.objects.create(code="p2222", interview=interview, words="消えた言葉")
    left = Topic.objects.get(slug="china-and-chips")
    Segment.objects.all()[0].anchor.former_topics.add(left)
    draft = small()
    draft.markup = "html"
    draft.title = 'A "conversation" <b>with</b> <script>x</script> & <p>others</p>'
    draft.topics[0].turns[2].paragraphs = [
        "Yes & <em>no</em>.",
        "<p>One</p> <a href='x'>y</a> \x00?"[:-2],
    ]
    draft.load(tmp_path)
    drafted = draft.stored()
    addresses = [
        "/nothing/",
        "/interviews/nothing/",
        f"/interviews/{interview.slug}/topics/nothing/",
        "/t/s2222/",
        left.get_absolute_url(),
        f"/interviews/{interview.slug}/transcript/",
        "/",
        drafted.get_absolute_url(),
        f"/interviews/{drafted.slug}/transcript/",
        *(topic.get_absolute_url() for topic in drafted.topics.all()),
        "/search/?q=%3Cb%3E%26+%22",
    ]
    return {
        f"{prefix}{address}": client.get(f"{prefix}{address}").content
        for address in addresses
        for prefix in ("", "/en")
    }


def test_pages_that_no_link_leads_to_are_valid(client: Client, request, tmp_path: Path):
    for address in ("/", "/en/"):
        save(tmp_path, f"{address}empty", client.get(address).content)
    request.getfixturevalue("indexed")
    for address, content in unusual_pages(client, tmp_path).items():
        save(tmp_path, address, content)
    template = Path(settings.BASE_DIR) / "templates" / "500.html"
    save(tmp_path, "/500", template.read_bytes())
    assert validate(tmp_path) == ""


def test_the_validator_finds_what_is_wrong(tmp_path: Path):
    """Else an empty report would prove nothing."""
    save(tmp_path, "/bad", b"<!DOCTYPE html><html lang=en><title>x</title><p><div></p><b></i>")
    report = validate(tmp_path)
    assert "bad.html" in report
    assert "error" in report
