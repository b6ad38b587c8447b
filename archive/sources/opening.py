"""Lays paragraphs out as lines, and finds the opening words by which annotations name a turn."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from archive.sources.readers.transcripts import ReadParagraph, ReadTurn
from archive.text import sentence_spans

# Characters of an opening that are tried, one length after the other.
LENGTHS = (16, 32, 64)


@dataclass(frozen=True)
class Opening:
    """The words that a turn opens with, and which of several that open so; `doubts` are such words
    of sentences in it, with the note on each and its English."""

    words: str
    nth: int | None
    doubts: tuple[tuple[str, int | None, str, str], ...] = ()


@dataclass
class Layout:
    """The lines of a topic's turns; `runs` is what follows, on its line, from each sentence on.

    `firsts` are the places of the turns' first sentences among them, `doubts` those of doubtful
    sentences with their notes.
    """

    language: str
    markup: str
    lines: list[str] = field(default_factory=list)
    runs: list[str] = field(default_factory=list)
    firsts: list[int] = field(default_factory=list)
    doubts: list[tuple[int, str, str]] = field(default_factory=list)


def lay_out(turns: Sequence[ReadTurn], language: str, markup: str) -> Layout:
    """Lay out a topic's turns, whose sentences are cut as those of `language`."""
    layout = Layout(language, markup)
    pending: list[tuple[bool, ReadParagraph]] = []
    for turn in turns:
        for number, paragraph in enumerate(turn.paragraphs):
            if pending and not _can_go_on(pending, paragraph, layout):
                _end_line(pending, layout)
                pending = []
            pending.append((number == 0, paragraph))
    if pending:
        _end_line(pending, layout)
    return layout


def _can_go_on(
    pending: Sequence[tuple[bool, ReadParagraph]], paragraph: ReadParagraph, layout: Layout
) -> bool:
    """Whether a paragraph can share the line: there a sentence must begin with it."""
    before = "".join(each.text for _, each in pending)
    if not paragraph.goes_on:
        return False
    spans = sentence_spans(before + paragraph.text, layout.language, layout.markup)
    return len(before) in {start for start, _ in spans}


def _end_line(pending: Sequence[tuple[bool, ReadParagraph]], layout: Layout) -> None:
    """Write paragraphs as one line, and note its sentences."""
    line = "".join(each.text for _, each in pending)
    starts = [start for start, _ in sentence_spans(line, layout.language, layout.markup)]
    base, offset = len(layout.runs), 0
    for is_first, paragraph in pending:
        if is_first:
            layout.firsts.append(base + starts.index(offset))
        for each in paragraph.sentences:
            if each.doubt and offset + each.first in starts:
                place = base + starts.index(offset + each.first)
                layout.doubts.append((place, each.doubt, each.doubt_en))
        offset += len(paragraph.text)
    layout.lines.append(line)
    layout.runs += [line[start:] for start in starts]


def openings(layout: Layout) -> Iterator[Opening]:
    """An opening for each turn."""
    ends = [*layout.firsts, len(layout.runs)][1:]
    for first, end in zip(layout.firsts, ends, strict=True):
        doubts = tuple(
            (*_words(layout.runs, place, first, end), note, english)
            for place, note, english in layout.doubts
            if first <= place < end
        )
        yield Opening(*_words(layout.runs, first, 0, len(layout.runs)), doubts)


def _words(runs: list[str], at: int, first: int, end: int) -> tuple[str, int | None]:
    """The fewest words that only the run `at` of `runs[first:end]` begins with."""
    for length in (*LENGTHS, len(runs[at])):
        words = runs[at][:length]
        alike = [each for each in range(first, end) if runs[each].startswith(words)]
        if alike == [at] and words == words.rstrip():
            return words, None
    words = runs[at]
    alike = [each for each in range(first, end) if runs[each].startswith(words)]
    return words, alike.index(at) + 1 if len(alike) > 1 else None
