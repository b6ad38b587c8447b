"""Downloads of an interview, each read by its schema or by a parser that is not ours."""

from __future__ import annotations

import csv
import io
import json
import re
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from archive.formats import FORMATS, formats_of
from archive.formats.base import WrittenExport
from archive.formats.markdown import escaped
from archive.models import Interview, Segment, Sentence
from archive.transcript.turns import Transcript
from tests.formats.validating import parse_html, valid_xml

TEI = {"t": "http://www.tei-c.org/ns/1.0"}
XML_ID = "{http://www.w3.org/XML/1998/namespace}id"


def _file(client, interview: Interview, extension: str) -> bytes:
    response = client.get(f"/interviews/{interview.slug}/transcript.{extension}")
    assert response.status_code == 200
    assert response.streaming
    return b"".join(response)


def _passages(interview: Interview) -> list[str]:
    return [passage.plain for turn in Transcript(interview).turns for passage in turn.passages]


def test_the_interview_s_page_announces_and_lists_every_download(client, interview):
    for path in ("/", interview.get_absolute_url()):
        page = parse_html(client.get(path).content)
        for each in formats_of(Transcript(interview)):
            address = each.path(interview)
            head = page.findall(f".//head/link[@href='{address}']")
            assert each.media_type in [link.get("type") for link in head]
            (link,) = page.findall(f".//main//a[@href='{address}']")
            assert link.get("type") == each.media_type
            response = client.get(address)
            assert response["Content-Type"] == each.content_type


def test_tei_is_valid_and_every_speaker_is_declared(client, interview):
    root = valid_xml(_file(client, interview, "xml"), "tei.rng.gz")
    people = {f"#{each.get(XML_ID)}" for each in root.iterfind(".//t:person", TEI)}
    turns = root.findall(".//t:u", TEI)
    assert {turn.get("who") for turn in turns} == people
    anchors = [turn.get(XML_ID) for turn in turns]
    assert anchors == [turn.anchor for turn in Transcript(interview).turns]
    assert {turn.get("corresp") for turn in turns} <= {None, *(f"#{code}" for code in anchors)}
    notes = root.findall(".//t:note[@type='doubt']", TEI)
    doubtful = Sentence.objects.exclude(doubt="")
    assert len(notes) == doubtful.count() + doubtful.exclude(doubt_en="").count() > 0
    # Elements stand between the characters and hold none of them.
    shown = ["".join(each.xpath("text()")) for each in root.iterfind(".//t:seg", TEI)]
    assert shown == _passages(interview)


def test_tei_stays_valid_where_a_text_looks_like_markup(client, interview):
    Sentence.objects.filter(pk=Sentence.objects.all()[0].pk).update(text="a<b> & \x0b]]> “c”")
    Interview.objects.update(title="x < y & z", published="2026-01", publisher="A & B")
    root = valid_xml(_file(client, interview, "xml"), "tei.rng.gz")
    assert root.findtext(".//t:titleStmt/t:title", namespaces=TEI) == "x < y & z"
    assert root.find(".//t:sourceDesc/t:bibl/t:date", TEI).get("when") == "2026-01"


def test_csv_has_a_row_for_every_paragraph(client, interview):
    text = _file(client, interview, "csv").decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text, newline=""), strict=True))
    assert [row["text"] for row in rows] == _passages(interview)
    assert {row["speaker"] for row in rows} == {"john-micklethwait", "dario-amodei"}
    assert all(row["url"].endswith(f"/t/{row['paragraph']}/") for row in rows)


def test_text_has_every_paragraph_in_order(client, interview):
    lines = _file(client, interview, "txt").decode().split("\n")
    passages = _passages(interview)
    assert [line for line in lines if line in set(passages)] == passages


def test_markdown_shows_every_paragraph_as_it_is(client, interview):
    tokens = MarkdownIt().parse(_file(client, interview, "md").decode())
    shown = [
        "".join(child.content for child in token.children or [])
        for token in tokens
        if token.type == "inline"
    ]
    passages = _passages(interview)
    assert [text for text in shown if text in set(passages)] == passages
    headings = [shown for shown in tokens if shown.type == "heading_open"]
    assert len(headings) == 1 + interview.topics.count()


WORDS = st.text("ab 漢。*_`#+-=~[]()<>&!\\|1.:/\"'", min_size=1, max_size=30)


@given(WORDS.map(str.strip).filter(bool))
def test_markdown_takes_no_word_for_a_mark(text):
    tokens = MarkdownIt().parse(escaped(text))
    assert [token.type for token in tokens] == ["paragraph_open", "inline", "paragraph_close"]
    children = tokens[1].children or []
    assert {child.type for child in children} <= {"text"}
    assert "".join(child.content for child in children) == text


def test_json_is_the_twin_of_the_whole(client, interview):
    record = json.loads(_file(client, interview, "json"))
    assert record["slug"] == interview.slug
    assert record["topics"][0]["turns"][0]["paragraphs"][0]["text"] == _passages(interview)[0]


WRITTEN = [each for each in FORMATS if isinstance(each, WrittenExport)]


@pytest.mark.parametrize("each", WRITTEN, ids=lambda each: each.extension)
def test_it_never_holds_the_file_as_one_text(interview, each):
    from archive.formats.addresses import Addresses

    pieces = list(each.pieces(Transcript(interview), Addresses("https://archive.example")))
    assert max(map(len, pieces)) < sum(map(len, pieces)) / 3


def test_an_unknown_format_is_answered_with_those_there_are(client, interview):
    response = client.get(f"/interviews/{interview.slug}/transcript.odt")
    assert response.status_code == 404
    for each in formats_of(Transcript(interview)):
        assert each.path(interview) in response.content.decode()


def test_a_file_s_name_is_the_interview_s(client, interview):
    for each in formats_of(Transcript(interview)):
        named = client.get(each.path(interview))["Content-Disposition"]
        assert re.search(rf'filename="{interview.slug}\.{each.extension}"', named)


@pytest.mark.parametrize("each", FORMATS, ids=lambda each: each.extension)
def test_a_file_that_somebody_has_already_is_not_sent_again(client, interview, each):
    Segment.objects.filter(topic__order=0, order=0).update(start=timedelta(seconds=1))
    first = client.get(each.path(interview))
    assert first["Last-Modified"]
    known = {"HTTP_IF_NONE_MATCH": first["ETag"]}
    again = client.get(each.path(interview), **known)
    assert (again.status_code, again["ETag"]) == (304, first["ETag"])
    head = client.head(each.path(interview))
    assert (head.status_code, head["ETag"]) == (200, first["ETag"])
    dated = client.get(each.path(interview), HTTP_IF_MODIFIED_SINCE=first["Last-Modified"])
    assert dated.status_code == 304
    Sentence.objects.all()[0].save()
    changed = client.get(each.path(interview), **known)
    assert changed.status_code == 200
    assert changed["ETag"] != first["ETag"]


def test_each_format_has_an_etag_of_its_own(client, interview, settings):
    forms = formats_of(Transcript(interview))
    tags = {client.get(each.path(interview))["ETag"] for each in forms}
    settings.BASE_URL = "https://archive.example"
    tags |= {client.get(each.path(interview))["ETag"] for each in forms}
    assert len(tags) == 2 * len(forms)
