"""The proof for an interview that was edited: source + recorded corrections = what is shown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Protocol

from archive.models import Interview, SourceText
from archive.sources.archived import archived
from archive.sources.keeping import kept_source
from archive.sources.readers.transcripts import ReadInterview
from archive.sources.verify import Difference


class Correction(Protocol):
    """A paragraph's text before and after an edit; an empty one: there was or is none."""

    @property
    def anchor(self) -> str: ...

    @property
    def before(self) -> str: ...

    @property
    def after(self) -> str: ...


def correction_differences(
    interview: Interview, made: Iterable[Correction]
) -> Iterator[Difference]:
    """Where the archive is not what its source and the corrections `made` since give together."""
    base = kept_source(interview)
    if base is None:
        reason = "what its last import left is not known; import it again"
        yield Difference(0, "", "", f"interview {interview.slug}", reason)
        return
    expected = _texts(base)
    for each in made:
        now = expected.get(each.anchor, "")
        # A merge may have found in the file what was corrected here.
        if now not in (each.before, each.after):
            reason = "a correction is of another text than there was"
            yield Difference(0, now, each.before, f"paragraph {each.anchor}", reason)
        expected[each.anchor] = each.after
    yield from _compare({code: text for code, text in expected.items() if text}, interview)


def _compare(expected: dict[str, str], interview: Interview) -> Iterator[Difference]:
    shown = _texts(archived(interview))
    for code in {**expected, **shown}:
        if expected.get(code) != shown.get(code):
            reason = "neither the source nor a correction has this"
            owner = f"paragraph {code}"
            yield Difference(0, expected.get(code, ""), shown.get(code, ""), owner, reason)


def _texts(read: ReadInterview) -> dict[str, str]:
    return {each.anchor: each.text for turn in read.turns for each in turn.paragraphs}


def kept_text(interview: Interview) -> str | None:
    """The text that an interview was imported from, where no file of the project has it."""
    kept = SourceText.objects.filter(interview=interview).first()
    return kept.text if kept else None


def imported_at(interview: Interview) -> datetime | None:
    """Since when corrections count: the last import; None where it is not known."""
    return SourceText.objects.filter(interview=interview).values_list("since", flat=True).first()
