"""`manage.py export_archive`: all that is published, whole or not at all."""

from __future__ import annotations

import io
import json
from datetime import timedelta
from pathlib import Path
from unittest import mock

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone
from hypothesis import given
from jsonschema import Draft202012Validator

from archive.formats import FORMATS
from archive.formats.text import TextExport
from archive.models import Interview
from archive.sources.readers import own_json
from archive.sources.readers.transcripts import ReadInterview
from tests.formats.comparing import bare
from tests.formats.interviews import interviews, store, with_database

pytestmark = pytest.mark.django_db


def export(folder: Path, *options: str) -> str:
    out = io.StringIO()
    call_command("export_archive", str(folder), *options, stdout=out)
    return out.getvalue()


def files(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def refused(folder: Path, *options: str) -> str:
    with pytest.raises(CommandError) as error:
        export(folder, *options)
    assert error.value.returncode == 2
    return str(error.value)


def open_cursors() -> list[str]:
    """Of this connection: SQLite has none of its own."""
    if connection.vendor != "postgresql":
        return []
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM pg_cursors")
        return [name for (name,) in cursor.fetchall()]


def another(interview: Interview, slug: str, **fields: object) -> Interview:
    values = {"language": "en", "title": slug, "first_line": 1, "last_line": 1}
    return Interview.objects.create(slug=slug, source=f"{slug}.txt", **values, **fields)


def test_it_writes_each_interview_in_each_of_its_formats(client, interview, tmp_path, settings):
    settings.BASE_URL = "https://archive.example"
    folder = tmp_path / "new" / "export"
    assert export(folder).startswith(f"{folder}: 1 interviews, ")
    written = files(folder)
    index = json.loads(written.pop("index.json"))
    schema = json.loads(written.pop(index["schema"]))
    (line,) = index["interviews"]
    assert {each["path"] for each in line["files"]} == written.keys()
    for each in FORMATS:
        path = f"{interview.slug}/{interview.slug}.{each.extension}"
        response = client.get(each.path(interview))
        assert (response.status_code == 200) == (path in written)
        # A document of Word is a zip, which has the time of its making in it.
        if path in written and each.extension != "docx":
            assert b"".join(response) == written[path]
    whole = json.loads(written[f"{interview.slug}/{interview.slug}.json"])
    Draft202012Validator(schema).validate(whole)
    assert whole["$schema"] == schema["$id"]


def test_it_leaves_out_what_readers_can_t_see(interview, tmp_path):
    another(interview, "draft", state="draft")
    another(interview, "withdrawn", state="withdrawn", withdrawal="They asked for it.")
    another(interview, "later", embargo=timezone.now() + timedelta(days=1))
    another(interview, "embargo-over", embargo=timezone.now() - timedelta(days=1))
    export(tmp_path / "export")
    folders = {path.name for path in (tmp_path / "export").iterdir() if path.is_dir()}
    assert folders == {interview.slug, "embargo-over"}


def test_nothing_is_left_of_an_export_that_fails(interview, tmp_path):
    export(tmp_path / "export")
    before = files(tmp_path)

    def full(*args: object) -> object:
        yield "a few words"
        raise OSError(28, "No space left on device")

    with mock.patch.object(TextExport, "write", full):
        said = refused(tmp_path / "export", "--replace")
        reason = "can't be written: No space left on device. Nothing was written."
        assert said == f"{tmp_path}/export {reason}"
        with pytest.raises(CommandError) as error:
            export(tmp_path / "other")
    # While the error is at hand, and all that it refers to.
    assert not open_cursors(), error
    assert files(tmp_path) == before
    assert [path.name for path in tmp_path.iterdir()] == ["export"]


def test_it_replaces_an_export_only_when_told_to_and_nothing_else_ever(interview, tmp_path):
    folder = tmp_path / "export"
    export(folder)
    assert "--replace" in refused(folder)
    (folder / "old.txt").write_text("of the export before")
    export(folder, "--replace")
    assert not (folder / "old.txt").exists()
    assert [path.name for path in tmp_path.iterdir()] == ["export"]
    other = tmp_path / "letters"
    other.mkdir()
    (other / "letter.txt").write_text("Dear Ada,")
    assert "holds other files" in refused(other, "--replace")
    assert "is no folder" in refused(other / "letter.txt", "--replace")
    assert "can't be written" in refused(other / "letter.txt" / "below")
    assert files(other) == {"letter.txt": b"Dear Ada,"}


def test_an_empty_archive_is_an_index_without_interviews(db, tmp_path):
    (tmp_path / "export").mkdir()
    export(tmp_path / "export")
    assert json.loads((tmp_path / "export" / "index.json").read_text())["interviews"] == []


@with_database
@given(interviews())
def test_what_is_exported_can_be_read_again(db, tmp_path, drawn: ReadInterview):
    store(drawn)
    export(tmp_path / "export", "--replace")
    file = tmp_path / "export" / drawn.slug / f"{drawn.slug}.json"
    assert bare(own_json.read(file.read_bytes())) == drawn


def test_it_can_be_made_where_one_stands(interview, tmp_path, monkeypatch):
    (tmp_path / "export").mkdir()
    monkeypatch.chdir(tmp_path / "export")
    export(Path())
    assert (tmp_path / "export" / "index.json").exists()
