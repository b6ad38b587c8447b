"""Interviews with everything that the archive can hold of one, in each format."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from jsonschema import Draft202012Validator

from archive.formats import FORMATS
from archive.formats.addresses import Addresses
from archive.formats.schemas import schema_at
from archive.models import Interview
from archive.sources.readers.transcripts import ReadInterview
from archive.transcript import Transcript
from tests.formats.interviews import interviews, store, with_database
from tests.formats.validating import valid_xml

pytestmark = pytest.mark.django_db
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
