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

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

from django.core.management import CommandError, call_command
from django.core.serializers.base import DeserializationError
from django.db import DatabaseError, transaction

from archive.changes import interview_imported
from archive.models import Interview, SourceText
from archive.sources.align import align
from archive.sources.annotate import annotate
from archive.sources.archived import archived
from archive.sources.as_read import as_read
from archive.sources.attribute import attribute, check_people
from archive.sources.edits import EditedError, differences, is_edited, note_import
from archive.sources.errors import FixtureError
from archive.sources.files import source_name
from archive.sources.fixtures import fixture_path, read_fixture
from archive.sources.forms import Proposal, check_new, parse_pair, record_former_anchors
from archive.sources.keeping import Origin, keep_source, kept_source
from archive.sources.merging import merge
from archive.sources.pairs import render_pair
from archive.sources.parsed import ParsedInterview
from archive.sources.read import read_block, read_plain_text
from archive.sources.write import Outcome, write

PAIR = "pair"


def import_files(
    files: Iterable[Path],
    *,
    discard_edits: bool = False,
    merging: bool = False,
    on_edited: Callable[[EditedError], object] | None = None,
) -> list[Outcome]:
    """Import the interviews of these annotation files: all or, where one has a mistake, none.

    Those that changed are told of to whatever is made of them.  Raises `SeedError` for a mistake
    in a file, `FixtureError` for a fixture that can't be loaded.  An interview that was edited
    since its import and would lose that, unless `discard_edits`, is an `EditedError`; with
    `on_edited` that is told of, and the others are imported.  With `merging` both are brought
    together, or a `MergeConflictError` says why they can't be.
    """
    files = list(files)
    # All of them are read before any is written, and none is kept meanwhile: there may be many.
    check_people(parse_interview(file).annotations for file in files)
    outcomes = []
    with transaction.atomic():
        for file in files:
            try:
                parsed = parse_interview(file)
                outcomes.append(_import(parsed, discard_edits=discard_edits, merging=merging))
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
def import_form(
    proposed: Proposal,
    *,
    state: str = "",
    kept_by: str = Interview.KeptBy.FILE,
    discard_edits: bool = False,
    merging: bool = False,
) -> Outcome:
    """Import what was proposed of a file of another form.

    `state` and `kept_by` are those of an interview that is new.  Raises as `import_files` does, and
    `WishError` where it would replace the interview of another file.
    """
    check_new(proposed)
    known = proposed.known
    origin = Origin(proposed.name, proposed.form, proposed.digest)
    outcome = import_parsed(proposed.parsed, origin, discard_edits=discard_edits, merging=merging)
    if known is None:
        interview = outcome.interview
        interview.state, interview.kept_by = state or interview.state, kept_by
        interview.save()
        record_former_anchors(interview, proposed.read)
    if outcome.changed:
        interview_imported(outcome.interview)
    return outcome


@transaction.atomic
def import_parsed(
    parsed: ParsedInterview,
    origin: Origin | None = None,
    *,
    discard_edits: bool = False,
    merging: bool = False,
) -> Outcome:
    """Align and write: all of it or nothing.  `origin` is the file, where it is no pair.

    Raises `SeedError` for what the tables can't hold, and `EditedError` and `MergeConflictError` as
    `import_files` does.
    """
    # Nobody else may import it, or edit its head, between what is read and what is written.
    known = Interview.objects.select_for_update().filter(slug=parsed.annotations.slug).first()
    aligned = align(parsed)
    is_other = known is None or is_edited(known)
    if known and is_other and not discard_edits and (lost := differences(known, aligned.parsed)):
        if not merging:
            raise EditedError(parsed.annotations.slug, lost)
        return _merge(known, aligned.parsed, origin)
    outcome = write(aligned)
    interview = outcome.interview
    if discard_edits and interview.kept_by != Interview.KeptBy.FILE:
        interview.kept_by = Interview.KeptBy.FILE
        interview.save()
    if is_other or outcome.changed:
        note_import(interview)
    if outcome.changed or not SourceText.objects.filter(interview=interview).exists():
        keep_source(interview, origin or _pair(parsed))
    return outcome


def _pair(parsed: ParsedInterview) -> Origin:
    """The pair of files as an origin."""
    source = parsed.annotations.source
    text = source.read_bytes() if source.is_file() else b""
    return Origin(source_name(source), PAIR, hashlib.sha256(text).hexdigest())


def _merge(known: Interview, parsed: ParsedInterview, origin: Origin | None) -> Outcome:
    """Bring the file's changes into the archive's interview, which stays the archive's."""
    theirs = as_read(parsed)
    base = kept_source(known)
    if base is None:
        raise EditedError(known.slug, ["what its last import left is not known, so nothing merges"])
    merged = merge(base, archived(known), theirs)
    pair = render_pair(merged)
    again = parse_pair(replace(pair, source=known.source), parsed.annotations.path)
    # The file is the base of the next merge, the archive's interview what it was merged into.
    keep_source(known, origin or _pair(parsed), theirs)
    outcome = write(align(again))
    Interview.objects.filter(pk=known.pk).update(kept_by=Interview.KeptBy.ARCHIVE)
    return outcome


@transaction.atomic
def _import(parsed: ParsedInterview, *, discard_edits: bool, merging: bool) -> Outcome:
    recalled = _recall(parsed)
    outcome = import_parsed(parsed, discard_edits=discard_edits or recalled, merging=merging)
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
