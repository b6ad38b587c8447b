"""Keeps what an import brought: the base of merges, and of the proof that only edits changed it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from django.utils import timezone

from archive.models import Interview, SourceText
from archive.sources.archived import archived
from archive.sources.as_read import as_read
from archive.sources.forms import parse_pair
from archive.sources.pairs import Pair, render_pair
from archive.sources.readers.transcripts import ReadInterview


@dataclass(frozen=True)
class Origin:
    """The file that was read: its name, its form, and its digest (SHA-256, hexadecimal)."""

    name: str
    form: str
    digest: str


def keep_source(interview: Interview, origin: Origin, read: ReadInterview | None = None) -> None:
    """Keep the interview as its import has just left it, as a pair of files with its anchors.

    `read` is what the file has, where the archive was left with something else.
    """
    merged, read = read is not None, read or archived(interview)
    pair = render_pair(read)
    anchors = [each.anchor for turn in read.turns for each in turn.paragraphs]
    # What was corrected before a merge still is.
    since = {} if merged else {"since": timezone.now()}
    SourceText.objects.update_or_create(
        interview=interview,
        defaults={
            "name": origin.name,
            "form": origin.form,
            "digest": origin.digest,
            "text": pair.text,
            "annotations": pair.annotations,
            "anchors": anchors,
            **since,
        },
    )


def kept_source(interview: Interview) -> ReadInterview | None:
    """The interview as its last import left it; None where that is not known."""
    kept = SourceText.objects.filter(interview=interview).first()
    if kept is None:
        return None
    pair = Pair(f"{interview.slug}.txt", kept.text, kept.annotations)
    return as_read(parse_pair(pair, Path(kept.name)))
