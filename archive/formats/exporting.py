"""The whole archive as files: a folder for each interview, with a file for each format.

All is written beside its place and moved there when it is whole: what stands at the place is always
a whole export, the one of before or the new one.  Each file is written piece by piece, and one
interview is in memory at a time.
"""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from archive.formats import formats_of, records
from archive.formats.addresses import Addresses
from archive.formats.schemas import schema_at
from archive.models import Interview
from archive.transcript import Transcript

INDEX, FORM = "index.json", "interview-archive-export-1"


class ExportError(Exception):
    """An export that can't be made, as a sentence for whoever asked for it."""


@dataclass(frozen=True)
class Exported:
    """What an export holds."""

    interviews: int
    files: int


def export_all(
    interviews: Iterator[Interview],
    folder: Path,
    addresses: Addresses,
    *,
    replace: bool = False,
    told: Callable[[], object] = int,
) -> Exported:
    """Write the interviews to `folder`, which isn't there yet, is empty or, with `replace`, holds
    an export.  `told` is called after each.  Raises `ExportError`.
    """
    # `.` too has a name and a parent.
    folder = Path(os.path.abspath(folder))  # noqa: PTH100
    _require_place(folder, replace=replace)
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        unfinished = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    except OSError as error:
        raise ExportError(_reason(folder.parent, error)) from None
    try:
        exported = _write(interviews, unfinished, addresses, told)
        # As any folder that is made: that of a temporary one is its owner's alone.
        unfinished.chmod(0o777 & ~_umask())
        _move(unfinished, folder)
    except OSError as error:
        raise ExportError(_reason(folder, error)) from None
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)
    return exported


def _reason(folder: Path, error: OSError) -> str:
    return f"{folder} can't be written: {error.strerror or error}."


def _require_place(folder: Path, *, replace: bool) -> None:
    """Refuse to write over anything that is no export."""
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        raise ExportError(f"{folder} is no folder; name one that is to be made.")
    if not folder.exists() or not any(folder.iterdir()):
        return
    if not _is_export(folder):
        raise ExportError(f"{folder} holds other files; name a folder that is new or empty.")
    if not replace:
        raise ExportError(
            f"{folder} holds an export already; --replace puts a new one in its place."
        )


def _is_export(folder: Path) -> bool:
    try:
        index = json.loads((folder / INDEX).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return isinstance(index, dict) and index.get("form") == FORM


def _umask() -> int:
    """The mask of this process, which can only be read by setting it."""
    mask = os.umask(0o077)
    os.umask(mask)
    return mask


def _move(unfinished: Path, folder: Path) -> None:
    """Put the new export in its place; an old one is aside for that moment."""
    if not folder.exists():
        unfinished.rename(folder)
        return
    aside = Path(tempfile.mkdtemp(prefix=f".{folder.name}-old-", dir=folder.parent))
    try:
        folder.rename(aside / "old")
        try:
            unfinished.rename(folder)
        except OSError:
            (aside / "old").rename(folder)
            raise
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def _write(
    interviews: Iterator[Interview],
    folder: Path,
    addresses: Addresses,
    told: Callable[[], object],
) -> Exported:
    counts = [0, 0]
    schema = f"{records.SCHEMA}.schema.json"
    address = addresses.named("schema", records.SCHEMA)
    _dump(folder / schema, schema_at(address))
    with (folder / INDEX).open("w", encoding="utf-8", newline="\n") as index:
        head = {"form": FORM, "schema": schema}
        index.write(json.dumps(head)[:-1] + ', "interviews": [')
        for interview in interviews:
            record = _write_interview(interview, folder, addresses)
            index.write((",\n" if counts[0] else "\n") + json.dumps(record, ensure_ascii=False))
            counts = [counts[0] + 1, counts[1] + len(record["files"])]
            told()
        index.write("\n]}\n")
    return Exported(*counts)


def _dump(file: Path, value: dict[str, Any]) -> None:
    text = json.dumps(value, ensure_ascii=False, indent=1)
    file.write_text(text + "\n", encoding="utf-8", newline="\n")


def _write_interview(interview: Interview, folder: Path, addresses: Addresses) -> dict[str, Any]:
    """Write all formats that the interview has; return its line of the index."""
    transcript = Transcript(interview, with_cues=True)
    (folder / interview.slug).mkdir()
    files = []
    for form in formats_of(transcript):
        name = f"{interview.slug}/{interview.slug}.{form.extension}"
        with (folder / name).open("wb") as file:
            file.writelines(form.pieces(transcript, addresses))
        files.append({"path": name, "format": form.label, "media_type": form.media_type})
    line = records.interview_line(interview, transcript.participants, addresses)
    return {**line, "files": files}
