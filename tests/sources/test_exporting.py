"""Edits go back into the files: what is imported from them is what the archive has."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from archive.models import Interview, Sentence
from archive.sources import differences
from archive.sources.archived import archived
from tests.sources.drafts import small
from tests.sources.test_edits_survive import imported


@pytest.fixture
def project(db: None, tmp_path: Path, settings) -> Path:
    """A project of its own, with an interview under `seeds/` that was edited in the archive."""
    for folder in ("seeds", "fixtures"):
        (tmp_path / folder).mkdir()
    settings.BASE_DIR = tmp_path
    imported(small().write(tmp_path / "seeds"))
    sentence = Sentence.objects.get(text__startswith="In the winter")
    sentence.text = "In the spring of that year. "
    sentence.save()
    return tmp_path


def _export(slug: str, folder: Path) -> None:
    call_command("export_interview", slug, to=folder, verbosity=0)


def test_edits_go_back_under_seeds(project: Path) -> None:
    before = archived(Interview.objects.get())
    _export("draft", project / "seeds")
    assert "In the spring of that year." in (project / "seeds" / "draft.txt").read_text("utf-8")
    assert imported(project / "seeds" / "draft.yaml")[0] == "draft: nothing changed\n"
    after = archived(Interview.objects.get())
    assert after.people == before.people
    assert [turn.anchor for turn in after.turns] == [turn.anchor for turn in before.turns]
    text = (project / "seeds" / "draft.txt").read_text("utf-8")
    assert not list(differences(Interview.objects.get(), text))


def test_a_wiped_archive_gets_it_back_with_its_anchors(project: Path) -> None:
    before = [turn.anchor for turn in archived(Interview.objects.get()).turns]
    _export("draft", project / "seeds")
    # PostgreSQL empties no table whose records' references are still to be checked.
    connection.check_constraints()
    call_command("flush", interactive=False, verbosity=0)
    imported(project / "seeds" / "draft.yaml")
    assert [turn.anchor for turn in archived(Interview.objects.get()).turns] == before


def test_elsewhere_nothing_of_the_archive_changes(project: Path, tmp_path: Path) -> None:
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    before = Interview.objects.values().get()
    _export("draft", folder)
    assert sorted(file.name for file in folder.iterdir()) == ["draft.txt", "draft.yaml"]
    assert Interview.objects.values().get() == before


def test_it_writes_over_no_other_interview(project: Path) -> None:
    other = small()
    other.slug = "other"
    path = other.write(project / "seeds")
    (project / "seeds" / "draft.yaml").write_bytes(path.read_bytes())
    before = (project / "seeds" / "draft.txt").read_bytes()
    with pytest.raises(CommandError, match="the file of another interview") as refused:
        _export("draft", project / "seeds")
    assert refused.value.returncode == 2
    assert (project / "seeds" / "draft.txt").read_bytes() == before


def test_it_says_where_there_is_no_folder(project: Path) -> None:
    with pytest.raises(CommandError, match=r"is no folder\. Nothing was exported"):
        _export("draft", project / "nowhere")
