"""Markdown (CommonMark)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import count

from archive.formats.addresses import Addresses
from archive.formats.base import (
    WrittenExport,
    facts,
    heading,
    is_part,
    speakers,
    topic_facts,
)
from archive.formats.notes import NumberedNote, cut_at, numbered
from archive.formats.times import clock_times
from archive.text import plain_text
from archive.transcript import TopicPart, Transcript, Turn

# What CommonMark could take for markup, anywhere or at the beginning of a line.
ANYWHERE = re.compile(r"([\\`*_\[\]<>&~|])")
AT_START = re.compile(r"^([#+=-]|\d+[.)])", re.MULTILINE)
# What it drops, but for a line's end between words: white space at the ends of a line.
DROPPED = re.compile(r"\A\s+|\s+\Z|\s*\n\s*")


def escaped(text: str) -> str:
    """The text as Markdown that shows every character of it."""
    text = ANYWHERE.sub(r"\\\1", text)
    text = DROPPED.sub(lambda match: _kept(match[0], match.start(), match.end(), text), text)
    return AT_START.sub(lambda match: _guarded(match[0]), text)


def one_line(text: str) -> str:
    """The same for a heading: on one line, and with the `#` at its end."""
    text = escaped(text).replace("\n", "&#10;")
    return f"{text[:-1]}\\#" if text.endswith("#") and text != "\\#" else text


def _kept(white: str, start: int, end: int, text: str) -> str:
    """White space as references, which are no white space to Markdown."""
    if white == "\n" and start > 0 and end < len(text):
        return white
    return "".join(f"&#{ord(character)};" for character in white)


def _guarded(mark: str) -> str:
    """`#` → `\\#`; in `1.` it is the full stop that makes a list."""
    return f"{mark[:-1]}\\{mark[-1]}"


class MarkdownExport(WrittenExport):
    """Topics as headings, each turn under its speaker's name with its time and address.

    What nobody says is in italics.  Notes are footnotes (`[^1]`), as GitHub and pandoc write them.
    """

    label, extension, media_type = "Markdown", "md", "text/markdown"

    def write(self, transcript: Transcript, addresses: Addresses) -> Iterator[str]:
        markup = transcript.interview.markup
        yield f"# {one_line(plain_text(transcript.interview.title, markup))}\n\n"
        for name, value in facts(transcript, addresses):
            shown = f"<{value}>" if name == "address" else escaped(value)
            yield f"- {escaped(name)}: {shown}\n"
        notes = count(1)
        for part in transcript.topics:
            yield _heading(part)
            for turn in part.turns:
                yield from _turn(turn, addresses, notes)


def _heading(part: TopicPart) -> str:
    """A part without a heading begins with a line across the page, the first one with nothing."""
    told = "".join(f"- {escaped(name)}: {escaped(value)}\n" for name, value in topic_facts(part))
    begins = f"\n{'###' if is_part(part) else '##'} {one_line(heading(part))}\n"
    if not heading(part):
        begins = "\n* * *\n" if part.previous else ""
    return f"{begins}\n{told}" if told else begins


def _turn(turn: Turn, addresses: Addresses, numbers: Iterator[int]) -> Iterator[str]:
    name = f"**{escaped(speakers(turn))}** " if turn.speakers else ""
    time = f"[{clock_times(turn)}] " if turn.segment.start is not None else ""
    yield f"\n{name}{time}([{turn.anchor}]({addresses.turn(turn)}))\n"
    for passage in turn.passages:
        notes = numbered(passage, numbers)
        words = _marked(passage.plain, notes)
        yield f"\n{words}\n" if turn.speakers else f"\n*{words}*\n"
        for note in notes:
            yield f"\n{_mark(note)}: {one_line(note.text)}\n"
        for doubt in passage.doubt_notes(turn.language):
            yield f"\n> {escaped(doubt)}\n"


def _mark(note: NumberedNote) -> str:
    return f"[^{'ed-' if note.is_editors else ''}{note.number}]"


def _marked(text: str, notes: list[NumberedNote]) -> str:
    """The words as Markdown, each note's mark behind those that it is about."""
    if not notes:
        return escaped(text)
    *before, last = map(escaped, cut_at(text, [note.place for note in notes]))
    first, *behind = [*map(_before_mark, before), last]
    marked = zip(notes, behind, strict=True)
    # White space at a piece's borders is kept as references, so the pieces can be put together.
    return first + "".join(_mark(note) + _behind_mark(words) for note, words in marked)


def _behind_mark(escaped_text: str) -> str:
    """Words behind a mark, which would be a link before a bracket, and a note's before a colon."""
    return f"\\{escaped_text}" if escaped_text.startswith(("(", ":")) else escaped_text


def _before_mark(escaped_text: str) -> str:
    """Words before a mark, which would be a picture behind an exclamation mark."""
    return f"{escaped_text[:-1]}\\!" if escaped_text.endswith("!") else escaped_text
