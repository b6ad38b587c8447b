"""Reads interviews from files into the database, and writes or checks their fixtures."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.db import transaction

from archive.management.base import ArchiveCommand, usage_error
from archive.models import Interview
from archive.sources import (
    FORMS,
    EditedError,
    FixtureError,
    MergeConflictError,
    Outcome,
    Proposal,
    SeedError,
    UnreadableError,
    Wish,
    WishError,
    Wishes,
    annotation_files,
    check_people,
    fixture_path,
    import_files,
    import_form,
    preview,
    propose_file,
    render_fixture,
    told,
)

PAIR = (".yaml", ".yml")
_MISTAKES = (SeedError, EditedError, MergeConflictError, UnreadableError, WishError, OSError)


@contextmanager
def _mistakes_told() -> Iterator[None]:
    """A mistake in the input ends the command with its sentences."""
    try:
        yield
    except FixtureError as error:
        raise usage_error(str(error)) from None
    except _MISTAKES as error:
        raise usage_error(f"{error}. Nothing was imported.") from None


def _wish(text: str) -> tuple[str, Wish]:
    """`LABEL=Name:role`, of which name or role may be left out."""
    label, equals, said = text.partition("=")
    if not equals or not label:
        raise ValueError(text)
    name, _, role = said.partition(":")
    return label.strip(), Wish(name.strip(), role.strip())


class Command(ArchiveCommand):
    help = "Import interviews; every anchor given out before keeps leading to its words."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "files",
            nargs="*",
            type=Path,
            metavar="FILE",
            help="transcripts of any form, or annotation files; default: seeds/*.yaml",
        )
        parser.add_argument(
            "--format", choices=sorted(FORMS), help="the form of FILE; default: by its content"
        )
        parser.add_argument("--slug", default="", help="the interview's name in addresses")
        parser.add_argument("--language", default="", metavar="TAG", help="BCP 47, as ja or en-GB")
        parser.add_argument("--title", default="")
        parser.add_argument(
            "--speaker",
            action="append",
            default=[],
            type=_wish,
            metavar="LABEL=NAME:ROLE",
            help="who a label of the file is; NAME or ROLE may be left out; may be repeated",
        )
        parser.add_argument(
            "--state", choices=["draft", "published"], default="published", help="of a new one"
        )
        parser.add_argument("--dry-run", action="store_true", help="tell what it would bring")
        parser.add_argument(
            "--merge",
            action="store_true",
            help="bring what changed in the file into an interview edited in the archive",
        )
        parser.add_argument(
            "--discard-edits",
            action="store_true",
            help="import what was edited in the archive since its import, and lose the edits",
        )
        parser.add_argument("--write-fixture", action="store_true", help="write fixtures/ anew")
        parser.add_argument(
            "--check", action="store_true", help="write nothing; exit 1 if a fixture is not current"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        files = options["files"] or annotation_files()
        if not files:
            raise usage_error("There is no annotation file under seeds/; name one.")
        pairs, others = _sorted(files, bool(options["format"]))
        with _mistakes_told():
            if options["check"]:
                self._check(pairs)
                return
            proposals = [_propose(file, others, options) for file in others]
            if options["dry_run"]:
                self._tell(pairs, proposals)
                return
            outcomes = self._import(pairs, proposals, options)
        for outcome in outcomes:
            self._report(outcome)
            if options["write_fixture"]:
                self._write(outcome.interview)

    @transaction.atomic
    def _import(
        self, pairs: Sequence[Path], proposals: Sequence[Proposal], options: dict[str, Any]
    ) -> list[Outcome]:
        discard = options["discard_edits"]
        outcomes = import_files(
            pairs,
            discard_edits=discard,
            merging=options["merge"],
            # Who names a file wants it imported; the others are left alone, and told of.
            on_edited=None if options["files"] else self._left_alone,
        )
        check_people(each.parsed.annotations for each in proposals)
        return outcomes + [
            import_form(
                each,
                state=options["state"],
                discard_edits=discard,
                merging=options["merge"],
            )
            for each in proposals
        ]

    def _tell(self, pairs: Sequence[Path], proposals: Sequence[Proposal]) -> None:
        """Import the pairs and take all back; tell of the others what they would bring."""
        with transaction.atomic():
            for outcome in import_files(pairs, discard_edits=True):
                self._report(outcome)
            transaction.set_rollback(True)
        for each in proposals:
            for line in told(preview(each)):
                self.stdout.write(line)
        self.stdout.write("Nothing was imported: this was a dry run.")

    def _left_alone(self, error: EditedError) -> None:
        self.stderr.write(f"{error}.")

    def _check(self, files: Sequence[Path]) -> None:
        """Import, compare with the fixtures, and take all back."""
        with transaction.atomic():
            outcomes = import_files(files, discard_edits=True)
            stale = [each for each in outcomes if not self._is_current(each.interview)]
            transaction.set_rollback(True)
        if stale:
            sys.exit(1)

    def _report(self, outcome: Outcome) -> None:
        if not outcome.changed:
            self.stdout.write(f"{outcome.interview.slug}: nothing changed")
            return
        counts = (
            f"{len(outcome.added)} anchors added, {len(outcome.replaced)} replaced, "
            f"{len(outcome.retired)} retired"
        )
        self.stdout.write(f"{outcome.interview.slug}: imported; {counts}")

    def _write(self, interview: Interview) -> None:
        path = fixture_path(interview)
        try:
            path.write_text(render_fixture(interview), encoding="utf-8", newline="\n")
        except OSError as error:
            raise usage_error(f"{path} can't be written: {error.strerror}.") from None
        self.stdout.write(f"wrote {path.name}")

    def _is_current(self, interview: Interview) -> bool:
        """Tell whether the interview's fixture is what it would be written as."""
        path = fixture_path(interview)
        if path.exists() and path.read_text(encoding="utf-8") == render_fixture(interview):
            self.stdout.write(f"{path.name} is current")
            return True
        self.stderr.write(f"{path.name} is not current; run `make fixture`")
        return False


def _sorted(files: Sequence[Path], is_form: bool) -> tuple[list[Path], list[Path]]:
    """Annotation files, and those of other forms; a text beside its annotations is of the pair."""
    pairs = [] if is_form else [file for file in files if file.suffix in PAIR]
    stems = {file.with_suffix("") for file in pairs}
    others = [file for file in files if file not in pairs]
    return pairs, [
        file for file in others if file.suffix != ".txt" or file.with_suffix("") not in stems
    ]


def _propose(file: Path, files: Sequence[Path], options: dict[str, Any]) -> Proposal:
    own = {name: options[name] for name in ("slug", "title")}
    if len(files) > 1 and any(own.values()):
        raise usage_error("--slug and --title are of one file; name one.")
    wishes = Wishes(language=options["language"], speakers=dict(options["speaker"]), **own)
    return propose_file(file, options["format"], wishes)
