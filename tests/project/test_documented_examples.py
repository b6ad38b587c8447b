"""What the documents show works as shown."""

from __future__ import annotations

import json
import re
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import Client

from archive.models import Interview
from archive.sources import differences, import_parsed, parse_interview
from tests.project.documents import ARCHIVE, README, SEEDS, blocks, rows, section, text

OWN = "An interview of your own"


@pytest.fixture
def own(db: None, tmp_path: Path) -> Interview:
    """The documented example, imported."""
    (words,), (notes,) = blocks(SEEDS, OWN, "text"), blocks(SEEDS, OWN, "yaml")
    (tmp_path / "engine.txt").write_text(words, encoding="utf-8")
    (tmp_path / "engine.yaml").write_text(notes, encoding="utf-8")
    import_parsed(parse_interview(tmp_path / "engine.yaml"))
    stored = Interview.objects.get(slug="first-engine")
    assert list(differences(stored, words)) == []
    return stored


def test_it_shows_an_annotation_file_that_imports(own: Interview):
    speakers = own.topics.values_list("segments__speaker__slug", "segments__kind")
    assert [tuple(row) for row in speakers.order_by("order", "segments__order")] == [
        ("ada-l", "question"),
        ("bob-m", "answer"),
        ("ada-l", "question"),
        ("bob-m", "answer"),
    ]


def test_it_names_the_fields_of_the_provenance_in_their_order(own: Interview):
    out = StringIO()
    call_command("provenance", stdout=out)
    printed = json.loads(out.getvalue().splitlines()[0])
    paragraph = section(SEEDS, "Commands").split("`provenance` prints")[1]
    named = re.findall(r"`(\w+)`", paragraph)
    assert named == list(printed)


def test_the_links_it_shows_lead_somewhere(client: Client, interview: Interview):
    topic = "/interviews/…/topics/…/"
    for row in rows(ARCHIVE, "Links"):
        link = row[0].strip("`")
        path, _, anchor = link.partition("#")
        if path.startswith(topic):
            holder = interview.anchors.get(code=anchor)
            segment = getattr(holder, "segment", None) or holder.paragraph.segment
            path = segment.topic.get_absolute_url()
        response = client.get(path.replace("…", interview.slug), follow=True)
        assert response.status_code == 200, link
        assert f'id="{anchor}"' in response.content.decode() or not anchor, link


def test_it_opens_with_the_two_commands():
    first = re.search(r"^```sh\n(.*?)^```", text(README), re.MULTILINE | re.DOTALL)
    assert first is not None
    assert re.findall("^make \\w+", first[1], re.MULTILINE) == ["make run", "make test"]
    assert text(README).index("```sh") < 40


def test_the_link_to_a_passage_that_it_shows_marks_the_words(client: Client, interview: Interview):
    pattern = r"^```\n(/interviews/\S+\?at=(\w+)&quote=([^#\s]+)\S*)\n```"
    found = re.search(pattern, section(ARCHIVE, "Quotations"), re.MULTILINE)
    assert found is not None
    link, code, words = found.groups()
    segment = interview.anchors.get(code=code).paragraph.segment
    query = link.split("?")[1].split("#")[0]
    response = client.get(f"{segment.topic.get_absolute_url()}?{query}")
    assert f'<mark class="quotation">{words}</mark>' in response.content.decode()
