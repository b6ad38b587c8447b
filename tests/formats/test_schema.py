"""The published JSON Schema: it is served, and every twin keeps to it."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from jsonschema import Draft202012Validator

from archive.models import Interview
from archive.sources.readers.transcripts import ReadInterview
from tests.formats.interviews import interviews, store, with_database
from tests.formats.test_twins import _json

pytestmark = pytest.mark.django_db
ADDRESS = "/schemas/interview-1.json"


@pytest.fixture
def schema(client) -> dict[str, Any]:
    response = client.get(ADDRESS)
    assert response["Content-Type"] == "application/schema+json"
    found: dict[str, Any] = json.loads(response.content)
    return found


def keeps(schema: dict[str, Any], definition: str, record: Any) -> None:
    """The record is as that definition of the schema says."""
    part = {"$ref": f"#/$defs/{definition}", "$defs": schema["$defs"]}
    Draft202012Validator(part, format_checker=Draft202012Validator.FORMAT_CHECKER).validate(record)


def test_it_is_a_schema_that_says_where_it_is(schema):
    Draft202012Validator.check_schema(schema)
    assert schema["$id"] == f"http://testserver{ADDRESS}"


def test_the_whole_interview_names_it(client, interview: Interview, schema):
    record = _json(client.get(f"/interviews/{interview.slug}/transcript.json"))
    assert record["$schema"] == schema["$id"]
    Draft202012Validator(schema).validate(record)


def test_another_name_is_answered_with_this_one(client, db):
    response = client.get("/schemas/interview-2.json")
    assert response.status_code == 404
    assert ADDRESS in response.content.decode()


@with_database
@given(interviews())
def test_every_twin_keeps_to_it(client, schema, drawn: ReadInterview):
    store(drawn)
    address = f"/interviews/{drawn.slug}"
    keeps(schema, "interviewTwin", client.get(f"{address}.json").json())
    for topic in drawn.topics:
        keeps(schema, "topicTwin", client.get(f"{address}/topics/{topic.slug}.json").json())
    for person in drawn.people:
        keeps(schema, "speakerTwin", client.get(f"{address}/speakers/{person.slug}.json").json())
    for turn in drawn.turns[:3]:
        keeps(schema, "turnTwin", client.get(f"/t/{turn.anchor}.json").json())
    (line,) = client.get("/interviews.json").json()["interviews"]
    keeps(schema, "interviewLine", line)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("language",), "not a tag!"),
        (("recording",), None),
        (("topics", 0, "level"), 3),
        (("topics", 0, "turns", 0, "kind"), "speech"),
        (("topics", 0, "turns", 0, "anchor"), "p7hfd"),
        (("topics", 0, "turns", 0, "start"), "0:01"),
        (("topics", 0, "turns", 0, "paragraphs", 0, "sentences", 0, "text"), None),
    ],
)
def test_it_tells_what_is_wrong(client, interview: Interview, schema, path, value):
    record = _json(client.get(f"/interviews/{interview.slug}/transcript.json"))
    *way, last = path
    inner = record
    for step in way:
        inner = inner[step]
    inner[last] = value
    (error,) = Draft202012Validator(schema).iter_errors(record)
    assert tuple(error.absolute_path) == path
