"""The import, step by step: read → annotate → attribute → align → write.

Each step takes what the one before gave and knows none of the others:

| step | from | to |
| --- | --- | --- |
| `read.read_block` | the annotation file | `Block` |
| `annotate.annotate` | `Block` | `Annotations` |
| `attribute.attribute` | `Annotations` and the text that they name | `ParsedInterview` |
| `align.align` | `ParsedInterview` and what is stored | `AlignedInterview` |
| `write.write` | `AlignedInterview` | rows, and an `Outcome` |
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from django.core.management import CommandError, call_command
from django.core.serializers.base import DeserializationError
from django.db import DatabaseError, transaction

from archive.changes import interview_imported
from archive.models import Interview
from archive.sources.align import align
from archive.sources.annotate import annotate
from archive.sources.attribute import attribute, check_people
from archive.sources.edits import EditedError, differences, is_edited, note_import
from archive.sources.errors import FixtureError
from archive.sources.files import source_name
from archive.sources.fixtures import fixture_path, read_fixture
from archive.sources.parsed import ParsedInterview
from archive.sources.read import read_block, read_plain_text
from archive.sources.write import Outcome, write


def import_files(
    files: Iterable[Path],
    *,
    discard_edits: bool = False,
    on_edited: Callable[[EditedError], object] | None = None,
) -> list[Outcome]:
    """Import the interviews of these annotation files: all or, where one has a mistake, none.

    Those that changed are told of to whatever is made of them.  Raises `SeedError` for a mistake
    in a file, `FixtureError` for a fixture that can't be loaded.  An interview that was edited
    since its import and would lose that, unless `discard_edits`, is an `EditedError`; with
    `on_edited` that is told of, and the others are imported.
    """
    parsed = [parse_interview(file) for file in files]
    check_people(parsed)
    outcomes = []
    with transaction.atomic():
        for each in parsed:
            try:
                outcomes.append(_import(each, discard_edits=discard_edits))
            except EditedError as error:
                if on_edited is None:
                    raise
                on_edited(error)
    return outcomes


def parse_interview(path: Path) -> ParsedInterview:
    """Parse the annotation file and the text it names.  Raises `SeedError` with file and line."""
    annotations = annotate(read_block(path))
    return attribute(annotations, read_plain_text(annotations.source))


@transaction.atomic
def import_parsed(parsed: ParsedInterview, *, discard_edits: bool = False) -> Outcome:
    """Align and write: all of it or nothing.

    Raises `SeedError` for what the tables can't hold, and `EditedError` as `import_files` does.
    """
    # Nobody else may import it, or edit its head, between what is read and what is written.
    known = Interview.objects.select_for_update().filter(slug=parsed.annotations.slug).first()
    aligned = align(parsed)
    is_other = known is None or is_edited(known)
    if known and is_other and not discard_edits and (lost := differences(known, aligned.parsed)):
        raise EditedError(parsed.annotations.slug, lost)
    outcome = write(aligned)
    if is_other or outcome.changed:
        note_import(outcome.interview)
    return outcome


@transaction.atomic
def _import(parsed: ParsedInterview, *, discard_edits: bool) -> Outcome:
    recalled = _recall(parsed)
    outcome = import_parsed(parsed, discard_edits=discard_edits or recalled)
    outcome.changed |= recalled
    if outcome.changed:
        interview_imported(outcome.interview)
    return outcome


def _recall(parsed: ParsedInterview) -> bool:
    """An interview new to this database, but not to the archive, has its anchors in its
    fixture; they are loaded before the text.  Tell whether that was so."""
    notes = parsed.annotations
    if Interview.objects.filter(slug=notes.slug).exists():
        return False
    interview = Interview(slug=notes.slug, source=source_name(notes.source))
    path = fixture_path(interview)
    try:
        recalled = bool(read_fixture(interview))
        if recalled:
            call_command("loaddata", path, verbosity=0)
    except (DeserializationError, CommandError, ValueError, DatabaseError) as error:
        raise FixtureError(path, error) from None
    return recalled
