"""Search and replace over an interview: first what would change, then the change as one edit."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from archive.editing.errors import ConflictError, RefusedError
from archive.editing.finding import turn_version
from archive.editing.journal import Editor, Reach, recorded
from archive.editing.sentences import write_text
from archive.models import Edit, Interview, Paragraph, Segment
from archive.text import FORBIDDEN, HTML
from archive.transcript import bare_segments_of, stored_text, with_details

TAG = re.compile(r"<[^<>]*>")


@dataclass(frozen=True)
class Search:
    """What is looked for, letter by letter, and what is put in its place.

    `any_case`: capitals or not; `whole_words`: nothing that is only part of a word.
    """

    words: str
    replacement: str = ""
    any_case: bool = False
    whole_words: bool = False

    def pattern(self) -> re.Pattern[str]:
        """The words as a pattern."""
        inner = re.escape(self.words)
        if self.whole_words:
            inner = rf"(?<!\w){inner}(?!\w)"
        return re.compile(inner, re.IGNORECASE if self.any_case else 0)

    def spans(self, text: str, markup: str) -> list[tuple[int, int]]:
        """Where the words stand in a stored text; never inside a tag."""
        tags = [match.span() for match in TAG.finditer(text)] if markup == HTML else []
        return [
            match.span()
            for match in self.pattern().finditer(text)
            if not any(start < match.end() and match.start() < end for start, end in tags)
        ]


@dataclass(frozen=True)
class Found:
    """A paragraph in which the words stand: `pieces` are its text, every second one is a match."""

    turn: str
    version: str
    paragraph: Paragraph
    pieces: tuple[str, ...]
    replacement: str

    @property
    def anchor(self) -> str:
        return self.paragraph.anchor_id

    @property
    def count(self) -> int:
        """How often they stand there."""
        return len(self.pieces) // 2

    @property
    def after(self) -> str:
        """The text with the replacements."""
        kept = [self.replacement if index % 2 else piece for index, piece in enumerate(self.pieces)]
        return "".join(kept)


def find(interview: Interview, search: Search) -> Iterator[Found]:
    """The paragraphs in which the words stand, in reading order."""
    if not search.words:
        return
    segments = with_details(bare_segments_of(interview.slug))
    for segment in segments.select_related("topic__interview", "speaker"):
        yield from _found_in(segment, search, interview.markup)


def _found_in(segment: Segment, search: Search, markup: str) -> Iterator[Found]:
    version = ""
    for paragraph in segment.paragraphs.all():
        text = stored_text(paragraph.sentences.all())
        if spans := search.spans(text, markup):
            version = version or turn_version(segment)
            pieces = tuple(_pieces(text, spans))
            yield Found(segment.anchor_id, version, paragraph, pieces, search.replacement)


def _pieces(text: str, spans: Collection[tuple[int, int]]) -> Iterator[str]:
    last = 0
    for start, end in spans:
        yield text[last:start]
        yield text[start:end]
        last = end
    yield text[last:]


def replace_words(
    editor: Editor, interview: Interview, search: Search, chosen: Mapping[str, str]
) -> Edit | None:
    """Replace the words in the `chosen` paragraphs: by anchor, the version of the turn as seen.

    One edit: it is undone as a whole.  Raises `ConflictError` where a turn was changed since.
    """
    search = Search(
        search.words,
        FORBIDDEN.sub("", search.replacement.replace("\n", " ")),
        search.any_case,
        search.whole_words,
    )
    keys = Segment.objects.filter(paragraphs__anchor__in=chosen).values_list("pk", flat=True)
    reach = Reach(list(keys))
    with recorded(editor, interview, "replace", reach=reach) as recording:
        found = {each.anchor: each for each in find(interview, search)}
        for anchor, version in chosen.items():
            match = found.get(anchor)
            if match is None or match.version != version:
                texts = {anchor: "".join(match.pieces)} if match else {}
                turn = match.turn if match else anchor
                raise ConflictError(turn, match.version if match else "", texts, {})
            if not match.after.strip():
                raise RefusedError(
                    _("Nothing would be left of the paragraph %(anchor)s.") % {"anchor": anchor}
                )
            language = match.paragraph.segment.language or interview.language
            write_text(match.paragraph, match.after, language, interview.markup)
    return recording.edit
