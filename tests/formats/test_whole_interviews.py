"""Interviews with everything that the archive can hold of one, in each format."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import replace

import pytest
from docx import Document
from docx.text.paragraph import Paragraph
from hypothesis import given
from jsonschema import Draft202012Validator
from markdown_it import MarkdownIt
from markdown_it.token import Token

from archive.formats import FORMATS
from archive.formats.addresses import Addresses
from archive.formats.schemas import schema_at
from archive.models import Interview
from archive.sources.readers.transcripts import (
    ReadInterview,
    ReadNote,
    ReadParagraph,
    ReadSentence,
    ReadTopic,
    ReadTurn,
)
from archive.transcript import Transcript
from tests.formats.interviews import Wanted, interviews, store, with_database
from tests.formats.validating import valid_akoma_ntoso, valid_xml

pytestmark = pytest.mark.django_db
AKN = "{http://docs.oasis-open.org/legaldocml/ns/akn/3.0}"
BASE = "https://archive.example"
FORMAT = {each.extension: each for each in FORMATS}
SCHEMA = Draft202012Validator(schema_at(f"{BASE}/schemas/interview-1.json"))


def written(interview: Interview, extension: str) -> bytes:
    """The interview's file."""
    transcript = Transcript(interview, with_cues=True)
    return b"".join(FORMAT[extension].pieces(transcript, Addresses(BASE)))


@with_database
@given(interviews())
def test_tei_is_valid_whatever_an_interview_holds(db, drawn: ReadInterview):
    valid_xml(written(store(drawn), "xml"), "tei.rng.gz")


@with_database
@given(interviews())
def test_json_keeps_to_its_schema_whatever_an_interview_holds(db, drawn: ReadInterview):
    SCHEMA.validate(json.loads(written(store(drawn), "json")))


@with_database
@given(interviews())
def test_akoma_ntoso_is_valid_and_has_every_word(db, drawn: ReadInterview):
    root = valid_akoma_ntoso(written(store(drawn), "akn"))
    said = [
        "".join(each.xpath("text()"))
        for each in root.iter(f"{AKN}p", f"{AKN}narrative")
        if each.get("eId", "").startswith("p")
    ]
    assert said == [each.text for turn in drawn.turns for each in turn.paragraphs]
    assert [each.text for each in root.iter(f"{AKN}from")] == [
        " / ".join(turn.speakers) for turn in drawn.turns if turn.speakers
    ]
    notes = sorted(
        note.text for turn in drawn.turns for each in turn.paragraphs for note in each.notes
    )
    assert sorted("".join(each.itertext()) for each in root.iter(f"{AKN}note")) == notes


@with_database
@given(interviews())
def test_a_word_document_has_every_word_under_its_speaker(db, drawn: ReadInterview):
    document = Document(io.BytesIO(written(store(drawn), "docx")))
    lines = [_text(each) for each in document.paragraphs]
    place = 0
    for turn in drawn.turns:
        if turn.speakers:
            name = " / ".join(turn.speakers)
            place = next(i for i in range(place, len(lines)) if _is_name(document, i, name)) + 1
        for paragraph in turn.paragraphs:
            place = lines.index(paragraph.text, place) + 1
            runs = document.paragraphs[place - 1].runs
            is_direction = all(run.italic for run in runs if run.text and not run.font.superscript)
            assert is_direction == (not turn.speakers)


def _text(paragraph: Paragraph) -> str:
    """The paragraph's words, without the marks of notes."""
    return "".join(run.text for run in paragraph.runs if not run.font.superscript)


def _is_name(document, place: int, name: str) -> bool:
    first = document.paragraphs[place].runs[:1]
    return bool(first) and first[0].bold is True and first[0].text == name


@with_database
@given(interviews(wanted=Wanted(any_text=False, notes=False, untitled=False)))
def test_text_and_csv_have_every_word_under_its_speaker(db, drawn: ReadInterview):
    interview = store(drawn)
    lines = written(interview, "txt").decode().split("\n")
    place = 0
    for turn in drawn.turns:
        head = f"{' / '.join(turn.speakers)}  [{turn.anchor}]".strip()
        place = lines.index(head, place) + 1
        for paragraph in turn.paragraphs:
            shown = paragraph.text if turn.speakers else f"[{paragraph.text}]"
            place = lines.index(shown, place) + 1
    rows = list(csv.DictReader(io.StringIO(written(interview, "csv").decode("utf-8-sig"))))
    slugs = {person.label: person.slug for person in drawn.people}
    assert [(row["paragraph"], row["text"], row["speakers"]) for row in rows] == [
        (each.anchor, each.text, " ".join(slugs[label] for label in turn.speakers))
        for turn in drawn.turns
        for each in turn.paragraphs
    ]


@with_database
@given(interviews())
def test_markdown_has_every_word_of_every_turn(db, drawn: ReadInterview):
    tokens = MarkdownIt().parse(written(store(drawn), "md").decode())
    shown = [_shown(token) for token in tokens if token.type == "inline"]
    place = 0
    for turn in drawn.turns:
        place = next(i for i in range(place, len(shown)) if f"({turn.anchor})" in shown[i])
        assert shown[place].startswith(" / ".join(turn.speakers))
        for paragraph in turn.paragraphs:
            place = shown.index(paragraph.text, place) + 1


@pytest.mark.parametrize(
    ("text", "places", "marked"),
    [
        ("So it is! Yes.", [9], "So it is\\![^1]&#32;Yes."),
        # A bracket behind it would make it a link, and two with no end to that one link.
        ("One(. two (three)", [3, 7], "One[^1]\\(. t[^2]wo (three)"),
        ("One (two)", [4], "One&#32;[^1]\\(two)"),
        (": so", [0], "[^1]\\: so"),
    ],
)
def test_what_stands_beside_a_notes_mark_stays_what_it_is(db, text, places, marked):
    notes = tuple(ReadNote(0, place, "word") for place in places)
    paragraph = ReadParagraph(text, 0, notes=notes, anchor="p2222")
    sentence = ReadSentence(0, len(paragraph.text))
    turn = ReadTurn((), (replace(paragraph, sentences=(sentence,)),), 0, "direction", "one")
    topic = ReadTopic("", (replace(turn, anchor="s2222"),), 0, slug="one")
    interview = store(ReadInterview((topic,), title="A note", slug="drawn", language="en"))
    found = written(interview, "md").decode()
    assert f"*{marked}*" in found
    assert text in [_shown(each) for each in MarkdownIt().parse(found) if each.type == "inline"]


def _shown(token: Token) -> str:
    """The words of a paragraph, without the marks of notes.

    Who knows no footnotes takes a mark for a link, where the note is a single word.
    """
    children = token.children or []
    befores = ["", *(child.type for child in children)]
    texts = [
        child.content
        for child, before in zip(children, befores, strict=False)
        if before != "link_open" or not child.content.startswith("^")
    ]
    return re.sub(r"\[\^(ed-)?\d+\]", "", "".join(texts))
