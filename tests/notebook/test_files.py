"""A notebook as the server writes it: every form read back, bounds kept, what is gone said so."""

from __future__ import annotations

import csv
import io
import json
from http import HTTPStatus
from pathlib import Path
from typing import Any

import pytest
import rispy
from bibtexparser.entrypoint import parse_string
from django.test import Client
from docx import Document
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft3Validator

from archive.models import Anchor, Interview, Paragraph, Segment, Sentence, Term
from archive.notebook import limits
from archive.text import FORBIDDEN
from tests.sources.drafts import Draft, small

SCHEMA = json.loads((Path(__file__).parents[1] / "schemas" / "csl-data.json").read_text())
WORDS = "1990年代にムーアの法則があったのと同じです。"
NOTE = "Mine: <b>not bold</b> & 50% {of} it\n\n* no list, 1. none\n2. nor this\nTY  - BOOK"
TAGS = ["law", "後で読む"]


def written(items: list[dict[str, Any]]) -> dict[str, str]:
    return {"notebook": json.dumps({"notebook": 1, "items": items})}


def body(response: Any) -> bytes:
    assert response.status_code == HTTPStatus.OK
    return b"".join(response.streaming_content)


def told(client: Client, items: list[dict[str, Any]], path: str = "/notebook.json") -> Any:
    return client.post(path, written(items)).json()["items"]


@pytest.fixture
def collected(client: Client, interview: Interview) -> list[dict[str, Any]]:
    """A turn, a paragraph, a passage and a term, in an order of the reader's own."""
    address = client.post("/q/", {"at": "ppm5m", "quote": WORDS}).json()["address"]
    names = {"kind": "concept", "label": "深層学習", "description": "層を重ねた学習"}
    Term.objects.get_or_create(slug="deep", defaults=names)
    turn = Segment.objects.filter(kind=Segment.Kind.ANSWER)[2]
    return [
        {"code": address.strip("/"), "note": NOTE, "tags": TAGS},
        {"code": f"t/{turn.anchor_id}"},
        {"code": "terms/deep", "note": "a term"},
        {"code": "t/ppm5m", "tags": ["law"]},
    ]


def full_words(items: list[dict[str, Any]]) -> list[str]:
    turn = Segment.objects.get(anchor=items[1]["code"].partition("/")[2])
    paragraph = Paragraph.objects.get(anchor="ppm5m")
    texts = [
        "".join(each.text for each in part.sentences.all())
        for part in [*turn.paragraphs.all(), paragraph]
    ]
    return [WORDS, " ".join(texts[:-1]), "層を重ねた学習", texts[-1]]


def test_ris_has_words_notes_and_tags_in_the_readers_order(client, collected):
    text = body(client.post("/notebook.ris", written(collected))).decode()
    found = rispy.loads(text)
    assert [each["abstract"] for each in found] == full_words(collected)
    first, _turn, term, _paragraph = found
    assert " ".join(NOTE.split()) in first["notes"]
    assert first["keywords"] == TAGS
    assert first["urls"] == [f"http://testserver/{collected[0]['code']}/"]
    assert (term["type_of_reference"], term["title"]) == ("DICT", "深層学習")


def test_bibtex_has_words_notes_and_tags(client, collected):
    library = parse_string(body(client.post("/notebook.bib", written(collected))).decode())
    assert not library.failed_blocks
    assert len({each.key for each in library.entries}) == len(collected)
    first = library.entries[0]
    assert WORDS in first["abstract"]
    assert r"50\% \{of\} it" in first["annote"]
    assert first["keywords"] == ", ".join(TAGS)


def test_csl_json_is_valid_and_has_words_notes_and_tags(client, collected):
    items = json.loads(body(client.post("/notebook.csl.json", written(collected))))
    Draft3Validator(SCHEMA).validate(items)
    assert [each["abstract"] for each in items] == full_words(collected)
    assert (items[0]["annote"], items[0]["keyword"]) == (NOTE, ", ".join(TAGS))
    assert items[2]["type"] == "entry-dictionary"


def test_the_table_has_words_notes_and_tags(client, collected):
    text = body(client.post("/notebook.csv", written(collected))).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    assert [each["words"] for each in rows] == full_words(collected)
    assert (rows[0]["note"], rows[0]["tags"]) == (NOTE, ", ".join(TAGS))
    assert rows[0]["anchor"] == "ppm5m"
    assert all(each["citation"] for each in rows)


def test_markdown_shows_notes_as_they_were_typed(client, collected):
    text = body(client.post("/notebook.md", written(collected))).decode()
    assert f"> {WORDS}\n" in text
    assert r"\<b\>not bold\</b\> \& 50% {of} it" in text
    assert "\n2\\. nor this\n" in text
    assert "\n\\* no list" in text


def test_the_document_has_words_speakers_anchors_citations_and_notes(client, collected):
    response = client.post("/notebook.docx", written(collected))
    paragraphs = Document(io.BytesIO(body(response))).paragraphs
    texts = [each.text for each in paragraphs]
    quoted = [each.text for each in paragraphs if each.style and each.style.name == "Quote"]
    assert quoted == full_words(collected)
    assert any("[ppm5m]" in each and "Amodei" in each for each in texts)
    assert all(line in texts for line in NOTE.split("\n") if line)
    assert response["Content-Disposition"] == 'attachment; filename="notebook.docx"'
    assert "charset" not in response["Content-Type"]


def test_the_pages_record_says_who_where_and_how_to_cite(client, collected):
    quote, turn, term, paragraph = told(client, collected)
    assert (quote["words"], quote["state"], quote["language"]) == ([WORDS], "here", "ja")
    assert quote["path"] == f"/{collected[0]['code']}/"
    assert turn["path"].endswith(f"#{turn['anchor']}")
    assert "ダリオ・アモデイ" in turn["who"]
    assert f"/{collected[0]['code']}/" in quote["citation"]
    assert "note" not in quote
    assert (term["who"], term["path"]) == ("深層学習", "/terms/deep/")
    assert paragraph["anchor"] == "ppm5m"
    english = told(client, collected, "/en/notebook.json")[1]
    assert english["path"].startswith("/en/")
    assert "Dario Amodei" in english["who"]


def test_an_address_names_entries_too_each_once(client, collected):
    codes = [each["code"] for each in collected]
    address = f"/notebook.ris?items={','.join([*codes, codes[0]])}"
    found = rispy.loads(body(client.get(address)).decode())
    assert [each["abstract"] for each in found] == full_words(collected)


def test_what_is_gone_is_said_and_not_shown(client, collected):
    collected[3]["note"] = "kept by me"
    Paragraph.objects.get(anchor="ppm5m").delete()
    states = [each["state"] for each in told(client, collected)]
    assert states == ["gone", "here", "here", "gone"]
    assert len(rispy.loads(body(client.post("/notebook.ris", written(collected))).decode())) == 2
    for extension in ("md", "csv"):
        text = body(client.post(f"/notebook.{extension}", written(collected))).decode()
        assert "no longer in the archive" in text
        assert WORDS not in text
        assert "kept by me" in text


def test_an_anchor_that_was_replaced_is_followed_and_said(client, collected, interview):
    living = Anchor.objects.get(code="ppm5m")
    Anchor.objects.create(code="pold22", interview=interview, replaced_by=living)
    (found,) = told(client, [{"code": "t/pold22"}])
    assert (found["state"], found["anchor"]) == ("moved", "ppm5m")
    assert WORDS in found["words"][0]


@pytest.mark.parametrize("state", [Interview.State.DRAFT, Interview.State.WITHDRAWN])
def test_nothing_of_what_is_not_published_is_told(client, collected, interview, state):
    interview.state = state
    interview.withdrawal = "asked for" if state == Interview.State.WITHDRAWN else ""
    interview.save()
    for each in told(client, collected):
        if not each["code"].startswith("terms/"):
            assert (each["state"], each["words"], each["who"]) == ("gone", [], "")


def test_edited_words_are_told_with_that_they_are(client, collected):
    row = next(each for each in Sentence.objects.all() if WORDS in each.text)
    row.text = row.text.replace("1990年代", "九十年代")
    row.save()
    quote = told(client, collected)[0]
    assert quote["state"] == "edited"
    assert "九十年代" in "".join(quote["words"])
    (found, *_) = rispy.loads(body(client.post("/notebook.ris", written(collected))).decode())
    assert any("Edited" in each for each in found["notes"])


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        ("", 400),
        ("[]", 400),
        ("{", 400),
        ('{"items": 1}', 400),
        ('{"items": [1]}', 400),
        ('{"items": [{"code": "../etc"}]}', 400),
        ('{"items": [{"code": "t/s1\\u0000"}]}', 400),
        ('{"items": [{"code": 1}]}', 400),
        ('{"items": [{"code": "t/s1", "note": 1}]}', 400),
        ('{"items": [{"code": "t/s1", "tags": "x"}]}', 400),
        (json.dumps({"items": [{"code": "t/s1", "note": "x" * 2001}]}), 413),
        (json.dumps({"items": [{"code": f"t/s{n}"} for n in range(501)]}), 413),
        ("[" * 100_000, 400),
        (" " * 1_000_001, 413),
    ],
)
@pytest.mark.parametrize("extension", ["json", "ris"])
def test_what_is_no_notebook_is_refused_with_a_sentence(client, db, sent, status, extension):
    response = client.post(f"/notebook.{extension}", {"notebook": sent})
    assert response.status_code == status
    said = response.json()["error"] if extension == "json" else response.content.decode()
    assert said


def test_there_are_no_other_forms(client, db):
    assert client.get("/notebook.exe?items=t/s1").status_code == 404
    assert client.put("/notebook.ris").status_code == 405


def test_a_sender_asks_so_often_in_a_minute(client, db, monkeypatch):
    monkeypatch.setattr(limits, "PER_MINUTE", 2)
    for _ in range(2):
        assert client.get("/notebook.json?items=t/s1").status_code == 200
    for extension in ("json", "ris"):
        refused = client.get(f"/notebook.{extension}?items=t/s1")
        assert (refused.status_code, refused["Retry-After"]) == (429, "60")
    assert client.get("/notebook.json", REMOTE_ADDR="192.0.2.7").status_code == 200


def test_queries_grow_with_interviews_alone(client, db, tmp_path, django_assert_max_num_queries):
    stored = []
    for number in range(3):
        draft = Draft(small().topics, slug=f"talk-{number}", title=f"{number}")
        draft.load(tmp_path)
        stored.append(draft.stored())
    anchors = [
        paragraph.anchor
        for each in stored
        for paragraph in Paragraph.objects.filter(segment__topic__interview=each)
    ]
    # Taken in turns, so that a walk in the reader's order would load each interview often.
    items = [{"code": f"t/{anchor}"} for anchor in anchors[::2] + anchors[1::2]]
    assert len(items) > 6
    with django_assert_max_num_queries(1 + 3 * 10):
        found = told(client, items)
    assert [each["code"] for each in found] == [each["code"] for each in items]
    assert {each["state"] for each in found} == {"here"}


def test_any_note_is_kept_whole_and_breaks_no_form(client, interview):
    anchor = Segment.objects.all()[0].anchor_id

    @given(st.text(max_size=200), st.lists(st.text(max_size=20), max_size=4))
    def kept(note: str, tags: list[str]) -> None:
        limits._counts.clear()
        items: list[dict[str, Any]] = [
            {"code": f"t/{anchor}", "note": note, "tags": tags},
            {"code": "t/s000000"},
        ]
        own = FORBIDDEN.sub("", note).strip()
        (found,) = json.loads(body(client.post("/notebook.csl.json", written(items))))
        assert found.get("annote", "") == own
        (reference,) = rispy.loads(body(client.post("/notebook.ris", written(items))).decode())
        assert " ".join(own.split()) in ["", *reference["notes"]]
        library = parse_string(body(client.post("/notebook.bib", written(items))).decode())
        assert (len(library.entries), library.failed_blocks) == (1, [])
        assert Document(io.BytesIO(body(client.post("/notebook.docx", written(items)))))

    kept()
