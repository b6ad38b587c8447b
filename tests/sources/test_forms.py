"""Transcripts of other forms become interviews, by one command and no glue."""

from __future__ import annotations

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from archive.models import Interview, Person, Segment
from archive.sources.archived import archived

pytestmark = pytest.mark.django_db

TALK = """Interviewer: When did you build the engine?

Ada Lovelace: In the winter. We had no coal.

Interviewer: Who helped?

Ada Lovelace: Nobody did.
"""


def imported(*files: Path, **options: object) -> str:
    said = StringIO()
    call_command("import_interview", *files, stdout=said, stderr=StringIO(), **options)
    return said.getvalue()


@pytest.fixture
def talk(tmp_path: Path) -> Path:
    path = tmp_path / "talk.txt"
    path.write_text(TALK, encoding="utf-8")
    return path


def test_turns_people_and_kinds_come_from_the_file(talk: Path) -> None:
    imported(talk, title="The engine")
    interview = Interview.objects.get()
    assert (interview.slug, interview.title, interview.language) == (
        "the-engine",
        "The engine",
        "en",
    )
    kinds = list(Segment.objects.order_by("order").values_list("kind", flat=True))
    assert kinds == ["question", "answer"] * 2
    read = archived(interview)
    assert [turn.exchange for turn in read.turns] == ["exchange-1"] * 2 + ["exchange-2"] * 2
    assert [each.text for turn in read.turns for each in turn.paragraphs] == [
        line.partition(": ")[2] for line in TALK.splitlines() if line
    ]


def test_a_dry_run_tells_and_writes_nothing(talk: Path) -> None:
    said = imported(talk, dry_run=True)
    assert "4 turns (2 question, 2 answer)" in said
    assert "Ada Lovelace (guest): 2 turns" in said
    assert not Interview.objects.exists()
    assert not Person.objects.exists()


def test_speakers_are_who_the_caller_says(talk: Path) -> None:
    from archive.sources import Wish

    speakers = [("Interviewer", Wish("Bob Babbage", "host")), ("Ada Lovelace", Wish("", "witness"))]
    imported(talk, speaker=speakers)
    parts = Interview.objects.get().participants.order_by("order")
    found = {each.person.name: (each.role, each.person.identified) for each in parts}
    assert found == {"Bob Babbage": ("host", True), "Ada Lovelace": ("witness", True)}


def test_a_speaker_who_is_not_there_is_refused(talk: Path) -> None:
    from archive.sources import Wish

    with pytest.raises(CommandError, match="nobody is called “Eve”") as refused:
        imported(talk, speaker=[("Eve", Wish("Eve N."))])
    assert refused.value.returncode == 2
    assert not Interview.objects.exists()


def test_the_same_file_again_keeps_every_anchor(talk: Path) -> None:
    imported(talk)
    before = [turn.anchor for turn in archived(Interview.objects.get()).turns]
    assert imported(talk) == "talk: nothing changed\n"
    talk.write_text(TALK.replace("We had no coal.", "There was no coal."), encoding="utf-8")
    imported(talk)
    after = archived(Interview.objects.get())
    assert [turn.anchor for turn in after.turns] == before
    assert "There was no coal." in after.turns[1].paragraphs[0].text


def test_another_file_of_that_title_replaces_nothing(talk: Path, tmp_path: Path) -> None:
    imported(talk, title="The engine")
    other = tmp_path / "other.txt"
    other.write_text(TALK.replace("coal", "steam"), encoding="utf-8")
    with pytest.raises(CommandError, match="there is an interview `the-engine` already"):
        imported(other, title="The engine")
    imported(other, title="The engine", slug="the-engine-2")
    assert Interview.objects.count() == 2


def test_what_the_archive_knows_of_a_person_stays(talk: Path) -> None:
    Person.objects.create(
        slug="ada", name="Ada Lovelace", name_ja="エイダ・ラブレス", family_name="Lovelace"
    )
    imported(talk)
    person = Person.objects.get(name="Ada Lovelace")
    assert (person.slug, person.name_ja, person.family_name) == (
        "ada",
        "エイダ・ラブレス",
        "Lovelace",
    )


def test_all_that_is_wrong_with_a_file_is_told_with_its_name(tmp_path: Path) -> None:
    path = tmp_path / "damaged.vtt"
    path.write_text("WEBVTT\n\n00:01.000 --> nowhere\nHello\n\nx --> 00:05\nBye\n", "utf-8")
    with pytest.raises(CommandError) as refused:
        imported(path)
    assert refused.value.returncode == 2
    assert str(refused.value).count("damaged.vtt:") >= 2
    assert not Interview.objects.exists()
