"""Static files are collected anew when they have changed, and only then."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from archive.site.static_collection import collect_static


@pytest.fixture
def source(tmp_path: Path, settings: Any) -> Path:
    """A folder of static files, the only one there is."""
    folder = tmp_path / "source"
    folder.mkdir()
    (folder / "page.css").write_text("a {}")
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    settings.STATICFILES_DIRS = [folder]
    settings.STATIC_ROOT = tmp_path / "collected"
    return folder


def collected(settings: Any) -> dict[str, str]:
    return {path.name: path.read_text() for path in Path(settings.STATIC_ROOT).iterdir()}


def test_it_collects_once(source: Path) -> None:
    assert [collect_static() for _ in range(3)] == [True, False, False]


def test_it_collects_what_was_edited_renamed_or_added(source: Path, settings: Any) -> None:
    collect_static()
    # As long as before: a change that only the content shows.
    (source / "page.css").write_text("b {}")
    assert collect_static()
    assert collected(settings) == {"page.css": "b {}"}
    (source / "page.css").rename(source / "all.css")
    assert collect_static()
    assert collected(settings) == {"all.css": "b {}"}
    (source / "page.js").write_text("")
    assert collect_static()
    assert collected(settings) == {"all.css": "b {}", "page.js": ""}
    assert not collect_static()


def test_it_collects_anew_where_files_are_to_be_stored_otherwise(
    source: Path, settings: Any
) -> None:
    collect_static()
    hashed = "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"
    settings.STORAGES = {**settings.STORAGES, "staticfiles": {"BACKEND": hashed}}
    assert collect_static()
    assert "staticfiles.json" in collected(settings)
