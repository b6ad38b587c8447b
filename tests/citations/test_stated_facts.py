"""Facts of publication in an annotation file."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.models import Interview, Person
from archive.models.dates import PartialDate
from archive.sources import SeedError, import_parsed, parse_interview
from tests.conftest import SEED


def _seed(folder: Path, lines: str, person: str = "") -> Path:
    """The shipped annotation file with more at its top, and in its first person."""
    text = SEED.read_text()
    for key in ("original_language", "original_medium"):
        if key in lines:
            text = "\n".join(line for line in text.split("\n") if not line.startswith(f"{key}:"))
    text = text.replace("language: ja\n", f"language: ja\n{lines}\n", 1)
    text = text.replace(
        "    name: John Micklethwait\n", f"    name: John Micklethwait\n{person}", 1
    )
    (folder / "interview-ja.txt").write_text(SEED.with_suffix(".txt").read_text())
    path = folder / "seed.yaml"
    path.write_text(text)
    return path


def test_it_stores_what_is_stated_and_leaves_the_rest_empty(db, tmp_path):
    lines = "published: 2026-01\noriginal_publisher: A Sender\nspeakers_named: yes"
    import_parsed(parse_interview(_seed(tmp_path, lines)))
    stored = Interview.objects.get()
    assert (stored.published, stored.original_publisher) == ("2026-01", "A Sender")
    assert stored.date == PartialDate(2026, 1)
    assert (stored.publisher, stored.original_published) == ("", "")
    assert stored.original_date is None
    assert stored.speakers_named


def test_it_stores_a_family_name(db, tmp_path):
    person = "    family_name: John\n"
    import_parsed(parse_interview(_seed(tmp_path, "", person)))
    assert Person.objects.get(slug="john-micklethwait").family_name == "John"


@pytest.mark.parametrize(
    ("lines", "person", "reason"),
    [
        ("published: yesterday", "", "`published: yesterday` is no date such as 2026"),
        ("published: 2026-02-30", "", "`published: 2026-02-30` is no date"),
        ("original_published: 2026-1", "", "`original_published: 2026-1` is no date"),
        ("original_language: Engl ish", "", "is no language tag"),
        ("markup: rtf", "", "is not one of plain, html"),
        ("original_medium: smoke", "", "is not one of broadcast, recording, print"),
        ("speakers_named: perhaps", "", "is not one of yes, no"),
        ("", "    family_name: Smith\n", "`family_name: Smith` is no part of the name"),
    ],
)
def test_it_names_the_mistake(tmp_path, lines, person, reason):
    with pytest.raises(SeedError, match=reason):
        parse_interview(_seed(tmp_path, lines, person))


@given(st.dates())
def test_a_date_is_written_as_it_was_read(day):
    assert str(PartialDate.parse(day.isoformat())) == day.isoformat()
    assert str(PartialDate.parse(day.isoformat()[:7])) == day.isoformat()[:7]


@given(st.text("0123456789-", max_size=12))
def test_it_reads_no_other_text_as_a_date(text):
    try:
        found = PartialDate.parse(text)
    except ValueError:
        return
    assert str(found or "") == text
