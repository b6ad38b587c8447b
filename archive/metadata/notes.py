"""The note at a page's foot: what the reader sees, and where it is uncertain."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from archive.models import Interview
from archive.text import excerpt, plain_text, primary
from archive.transcript import Turn

LENGTH = 30
# More than these are named by their number alone.
SHOWN = 10


@dataclass(frozen=True)
class Doubt:
    """A sentence whose speaker the text does not decide: its opening, and its place in context."""

    words: str
    address: str


@dataclass(frozen=True)
class Note:
    """What is to be told of `interview` on one page.

    `doubts` are those on the page; `anchor` is the turn that a report of an error is about, empty
    for a page of several.
    """

    interview: Interview
    doubts: tuple[Doubt, ...]
    anchor: str = ""

    @property
    def is_translation(self) -> bool:
        """Whether the original is in another language."""
        original = self.interview.original_language
        return bool(original) and primary(original) != primary(self.interview.language)

    @property
    def original_title(self) -> str:
        return plain_text(self.interview.original_title, self.interview.markup)

    @property
    def shown(self) -> tuple[Doubt, ...]:
        return self.doubts[:SHOWN]

    @property
    def left_out(self) -> int:
        return max(len(self.doubts) - SHOWN, 0)

    @property
    def report_address(self) -> str:
        """The form for reporting an error on the page."""
        query = f"?{urlencode({'anchor': self.anchor})}" if self.anchor else ""
        return reverse("report") + query


def note_on(interview: Interview, turns: Iterable[Turn], anchor: str = "") -> Note:
    """The note for a page that shows `turns`."""
    doubts = (
        Doubt(
            excerpt(plain_text(sentence.text, interview.markup), LENGTH),
            f"{turn.topic.topic.get_absolute_url()}#{passage.anchor}",
        )
        for turn in turns
        for passage in turn.passages
        for sentence in passage.doubts
    )
    return Note(interview, tuple(doubts), anchor)
