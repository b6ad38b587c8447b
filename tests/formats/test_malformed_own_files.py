"""The archive's own forms, edited by hand: each mistake is told, with its line."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

import pytest

from archive.models import Interview
from archive.sources.readers import own_json, own_tei
from archive.sources.readers.transcripts import UnreadableError
from tests.formats.test_whole_interviews import written

pytestmark = pytest.mark.django_db
Edit = Callable[[Any], object]


def mistakes(reader: Any, data: bytes) -> list[tuple[int, str]]:
    with pytest.raises(UnreadableError) as error:
        reader.read(data)
    return [(each.line, each.reason) for each in error.value.mistakes]


def _set(record: Any, *path: Any) -> Any:
    """Put the last of the path at the place that the others lead to; return the record."""
    whole = record
    *way, last, value = path
    for step in way:
        record = record[step]
    record[last] = value
    return whole


T = ("topics", 0, "turns", 0)
P = (*T, "paragraphs", 0)
NOTE = {"first": 0, "last": 1, "kind": "footnote", "text": "x"}
JSON_MISTAKES: dict[str, tuple[Edit, str]] = {
    "no slug": (lambda r: _set(r, "slug", ""), "`` can’t be the interview’s slug"),
    "a language that isn't": (lambda r: _set(r, "language", "jp"), "did you mean `ja`?"),
    "no title": (lambda r: _set(r, "title", None), "the interview has no title"),
    "a number for a title": (lambda r: _set(r, "title", 5), "`title` of the interview should be"),
    "no topics": (lambda r: r.pop("topics"), "`topics` of the interview should be a list"),
    "a text among the topics": (lambda r: _set(r, "topics", ["x"]), "a list of objects"),
    "a kind that isn't": (lambda r: _set(r, *T, "kind", "anwser"), "did you mean `answer`?"),
    "nobody speaks": (
        lambda r: _set(_set(r, *T, "speakers", []), *T, "speaker", None),
        "a direction has no speaker",
    ),
    "an unknown speaker": (
        lambda r: _set(r, *T, "speakers", ["jon-micklethwait"]),
        "did you mean `john-micklethwait`?",
    ),
    "a time that is a text": (lambda r: _set(r, *T, "start", "1:00"), "a number of seconds"),
    "it ends first": (
        lambda r: _set(_set(r, *T, "start", 9), *T, "end", 3),
        "ends before it begins",
    ),
    "no words": (lambda r: _set(r, *T, "paragraphs", []), "the turn has no words"),
    "another anchor's kind": (
        lambda r: _set(r, *T, "anchor", "p2222"),
        "`p2222` can’t be the anchor of a turn",
    ),
    "an anchor twice": (
        lambda r: _set(r, *P, "anchor", r["topics"][1]["turns"][0]["paragraphs"][0]["anchor"]),
        "is given twice, first on line",
    ),
    "a text that was edited": (
        lambda r: _set(r, *P, "text", "Other words."),
        "the sentences, joined, aren’t",
    ),
    "a note outside": (
        lambda r: _set(
            r, *P, "notes", [{"first": 0, "last": 9999, "kind": "footnote", "text": "x"}]
        ),
        "a note is of characters 0 to 9999",
    ),
    "a note of no kind": (
        lambda r: _set(r, *P, "notes", [NOTE | {"kind": "foot note"}]),
        "did you mean `footnote`?",
    ),
    "a cue without a time": (
        lambda r: _set(r, *P, "cues", [{"first": 0, "last": 1, "end": 4}]),
        "`start` of a cue",
    ),
    "the first topic is a part": (
        lambda r: _set(r, "topics", 0, "parent", "x"),
        "the first topic can’t be a part",
    ),
    "it leads nowhere": (
        lambda r: _set(r, "former_anchors", [{"anchor": "p2222", "replaced_by": "p3333"}]),
        "`p2222` leads to `p3333`, which isn’t there",
    ),
}


@pytest.mark.parametrize("name", JSON_MISTAKES)
def test_a_mistake_in_json_is_told(interview: Interview, name: str):
    edit, expected = JSON_MISTAKES[name]
    record = json.loads(written(interview, "json"))
    edit(record)
    found = mistakes(own_json, json.dumps(record, ensure_ascii=False, indent=1).encode())
    assert any(expected in reason for _, reason in found), found
    assert len(found) == 1, found


TEI_MISTAKES = {
    "a kind that isn't": ('ana="#kind-answer"', 'ana="#kind-anwser"', "did you mean `answer`?"),
    "an unknown speaker": (
        'who="#person-dario-amodei"',
        'who="#person-dario-amodi"',
        "did you mean `dario-amodei`?",
    ),
    "a time that isn't there": ("<u ", '<u start="#T5" ', "`#T5` isn’t in the timeline"),
    "a language that isn't": ("<u ", '<u xml:lang="english" ', "did you mean `en`?"),
    "words without their border": (
        "<seg ",
        '<seg><anchor type="cue-end" corresp="#c"/></seg><seg ',
        "`c` ends here and begins nowhere before",
    ),
    "a cue that goes on": (
        'type="paragraph">',
        'type="paragraph"><anchor xml:id="c" type="cue"/>',
        "`c` begins and never ends",
    ),
}


@pytest.mark.parametrize("name", TEI_MISTAKES)
def test_a_mistake_in_tei_is_told_with_its_line(interview: Interview, name: str):
    found, put, expected = TEI_MISTAKES[name]
    text = written(interview, "xml").decode().replace("<u ", "\n<u ")
    text = text.replace(found, put, 1)
    told = mistakes(own_tei, text.encode())
    lines = text.split("\n")
    line = next(number for number, each in enumerate(lines, 1) if put.split("\n")[0] in each)
    assert any(expected in reason and number == line for number, reason in told), told


def test_the_line_is_where_the_object_begins(interview: Interview):
    text = written(interview, "json").decode()
    broken = text.replace('"kind": "answer"', '"kind": "anwser"', 1)
    ((line, _),) = mistakes(own_json, broken.encode())
    before = broken[: broken.index('"kind": "anwser"')]
    assert line == before[: before.rindex("{")].count("\n") + 1


NO_FILES = {
    "nothing": (b"", "the file isn't JSON", "the file isn't XML"),
    "no end": (b'{"a": [1,', "the file isn't JSON from column", "the file isn't XML"),
    "not a number": (b'{"a": NaN}', "no number of JSON", "the file isn't XML"),
    "a list": (b"[]", "no object of JSON", "the file isn't XML"),
    "another encoding": ('{"a": "ü"}'.encode("latin-1"), "0xfc is no UTF-8", "the file isn't XML"),
    "too deep": (b'{"a":' + b"[" * 100_000, "too deep", "the file isn't XML"),
    "entities": (b'<!DOCTYPE t [<!ENTITY a "b">]><t>&a;</t>', "the file isn't JSON", "can do harm"),
    "another root": (b"<html/>", "the file isn't JSON", "`html` is the file’s root, not `TEI`"),
}


@pytest.mark.parametrize("name", NO_FILES)
def test_what_is_no_such_file_is_told(name: str):
    data, json_reason, xml_reason = NO_FILES[name]
    ((_, reason),) = mistakes(own_json, data)
    assert json_reason in reason
    ((_, reason),) = mistakes(own_tei, data)
    assert xml_reason in reason


def test_all_mistakes_are_told_at_once(interview: Interview):
    text = re.sub('"kind": "answer"', '"kind": "anwser"', written(interview, "json").decode())
    found = mistakes(own_json, text.encode())
    assert len(found) > 10
    assert [line for line, _ in found] == sorted(line for line, _ in found)


def test_a_file_of_an_earlier_version_is_read(interview: Interview):
    record = json.loads(written(interview, "json"))
    new = ("$schema", "former_anchors", "translations", "recording", "recorded", "tags_as_written")
    for key in new:
        del record[key]
    for topic in record["topics"]:
        for key in ("level", "parent", "summary", "keywords", "translations"):
            del topic[key]
        for turn in topic["turns"]:
            del turn["speakers"], turn["language"]
            for paragraph in turn["paragraphs"]:
                del paragraph["cues"], paragraph["notes"]
    read = own_json.read(json.dumps(record).encode())
    assert own_json.recognises(json.dumps(record).encode(), "")
    assert read.turns[0].speakers == ("john-micklethwait",)
    assert read.tags == interview.tags
