"""Writes an interview into the pair of files that `seeds/` has, and its fixture.

Edits made in the archive go back into version control so: what is imported from the pair is what
the archive has, and from then on the interview is kept by its file again.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path, PurePath

from django.conf import settings
from django.db import transaction

from archive.models import Interview
from archive.sources.archived import archived
from archive.sources.fixtures import fixture_path, render_fixture
from archive.sources.importing import import_parsed, parse_interview
from archive.sources.pairs import Pair, render_pair


class ExportError(Exception):
    """An export that can't be, as a sentence."""


@transaction.atomic
def export_interview(interview: Interview, folder: Path) -> list[Path]:
    """Write text and annotations into `folder`; under `seeds/` the fixture too.

    Returns the files that were written: all of them, or none.  Raises `ExportError`.
    """
    if not folder.is_dir():
        raise ExportError(f"{folder} is no folder")
    stem = PurePath(interview.source).stem
    pair = render_pair(archived(interview), anchors=False)
    files = {
        folder / f"{stem}.txt": pair.text,
        folder / f"{stem}.yaml": _named(pair, f"{stem}.txt"),
    }
    if folder.resolve() == (Path(settings.BASE_DIR) / "seeds").resolve():
        _refuse_others(folder, stem, interview)
        return _written_back(interview, files)
    return _write(files)


def _named(pair: Pair, source: str) -> str:
    return pair.annotations.replace(f"source: {pair.source}\n", f"source: {source}\n", 1)


def _refuse_others(folder: Path, stem: str, interview: Interview) -> None:
    """Never write over the files of another interview."""
    path = folder / f"{stem}.yaml"
    if path.exists() and parse_interview(path).annotations.slug != interview.slug:
        raise ExportError(f"{path} is the file of another interview")


def _written_back(interview: Interview, files: dict[Path, str]) -> list[Path]:
    """Write the files, and import them: now the archive has what they have, line by line."""
    former = {path: path.read_bytes() if path.exists() else None for path in files}
    written = _write(files)
    try:
        outcome = import_parsed(parse_interview(written[-1]), discard_edits=True)
        fixture = fixture_path(outcome.interview)
        written += _write({fixture: render_fixture(outcome.interview)})
    except BaseException:
        for path, data in former.items():
            path.unlink() if data is None else path.write_bytes(data)
        raise
    return written


def _write(files: dict[Path, str]) -> list[Path]:
    """Write each file whole, or leave it as it was."""
    for path, text in files.items():
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        try:
            with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as stream:
                stream.write(text)
            Path(name).chmod(0o644)
            Path(name).replace(path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
    return list(files)
