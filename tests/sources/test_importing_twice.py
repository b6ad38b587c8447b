"""Import and fixture are two ways to one database."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection

from archive.models import Anchor, Interview
from tests.sources.commands import run
from tests.sources.drafts import small

pytestmark = pytest.mark.django_db
SEEDS = Path(settings.BASE_DIR) / "seeds"
FIXTURE = Path(settings.BASE_DIR) / "fixtures" / "interview-ja.json"
# When and how often something was written is not what was written.
COUNTS = ("contentversion", "history", "change", "followingindex")
UNCOUNTED = tuple(f"--exclude=archive.{name}" for name in (*COUNTS, "ImportState", "SourceText"))


def dump(*options: str) -> str:
    """Every row of every table of the archive, with its key."""
    return run("dumpdata", "archive", "--indent=1", *options).out


def dump_without_keys() -> list[Any]:
    """The same, named as fixtures name it: the rows' numbers differ between databases."""
    ended = run("dumpdata", "archive", "--natural-foreign", "--natural-primary", *UNCOUNTED)
    return sorted(json.loads(ended.out), key=lambda record: json.dumps(record, sort_keys=True))


def test_it_changes_nothing_the_second_time(interview: Interview):
    before = dump()
    assert run("import_interview").out == f"{interview.slug}: nothing changed\n"
    assert dump() == before


def test_the_fixture_gives_the_database_that_the_import_gives(
    interview: Interview, tmp_path, monkeypatch
):
    # The index of another test's database.
    monkeypatch.setitem(settings.HAYSTACK_CONNECTIONS["default"], "PATH", str(tmp_path / "none"))
    imported = dump_without_keys()
    # PostgreSQL empties no table whose records' references are still to be checked.
    connection.check_constraints()
    call_command("flush", interactive=False, verbosity=0)
    assert not Anchor.objects.exists()
    call_command("loaddata", FIXTURE, verbosity=0)
    assert dump_without_keys() == imported
    assert run("import_interview").out == f"{interview.slug}: nothing changed\n"
    assert run("verify_archive").code == 0


def test_loading_the_fixture_twice_changes_nothing():
    call_command("loaddata", FIXTURE, verbosity=0)
    before = dump(*UNCOUNTED)
    call_command("loaddata", FIXTURE, verbosity=0)
    assert dump(*UNCOUNTED) == before


def test_the_shipped_fixture_is_current():
    before = FIXTURE.read_bytes()
    ended = run("import_interview", "--check")
    assert (ended.code, ended.err) == (0, "")
    assert ended.out == "interview-ja.json is current\n"
    assert not Interview.objects.exists()
    assert FIXTURE.read_bytes() == before


def test_an_import_into_an_empty_database_begins_with_the_fixtures_anchors(monkeypatch, tmp_path):
    """Were the fixture's anchors others than those that an import draws, they would still hold."""
    renamed = FIXTURE.read_text(encoding="utf-8").replace("svkmz", "szzzz")
    monkeypatch.setattr(settings, "BASE_DIR", tmp_path)
    for name in ("seeds", "fixtures"):
        (tmp_path / name).mkdir()
    for name in ("interview-ja.txt", "interview-ja.yaml"):
        (tmp_path / "seeds" / name).write_bytes(
            (FIXTURE.parent.parent / "seeds" / name).read_bytes()
        )
    (tmp_path / "fixtures" / FIXTURE.name).write_text(renamed, encoding="utf-8")
    run("import_interview")
    assert Anchor.objects.filter(code="szzzz", segment__isnull=False).exists()
    assert not Anchor.objects.filter(code="svkmz").exists()


def test_it_says_which_fixture_cannot_be_loaded(monkeypatch, tmp_path):
    monkeypatch.setattr(settings, "BASE_DIR", tmp_path)
    (tmp_path / "fixtures").mkdir()
    (tmp_path / "fixtures" / "draft.json").write_text("no JSON", encoding="utf-8")
    with pytest.raises(CommandError, match=r"draft\.json can't be loaded: Expecting value") as told:
        run("import_interview", str(small().write(tmp_path)))
    assert told.value.returncode == 2
    assert not Interview.objects.exists()
