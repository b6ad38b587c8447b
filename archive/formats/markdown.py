"""Markdown (CommonMark)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from archive.formats.addresses import Addresses
from archive.formats.base import Export, facts
from archive.text import as_written, plain_text
from archive.transcript import Transcript, Turn

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


def heading(text: str) -> str:
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


class MarkdownExport(Export):
    """Topics as headings, each turn under its speaker's name with its address."""

    label, extension, media_type = "Markdown", "md", "text/markdown"

    def write(self, transcript: Transcript, addresses: Addresses) -> Iterator[str]:
        markup = transcript.interview.markup
        yield f"# {heading(plain_text(transcript.interview.title, markup))}\n\n"
        for name, value in facts(transcript, addresses):
            shown = f"<{value}>" if name == "address" else escaped(value)
            yield f"- {name}: {shown}\n"
        for part in transcript.topics:
            yield f"\n## {heading(plain_text(part.topic.title, markup))}\n"
            for turn in part.turns:
                yield from _turn(turn, addresses)


def _turn(turn: Turn, addresses: Addresses) -> Iterator[str]:
    name = escaped(as_written(turn.speaker.name))
    yield f"\n**{name}** ([{turn.anchor}]({addresses.turn(turn)}))\n"
    for passage in turn.passages:
        yield f"\n{escaped(passage.plain)}\n"
        for note in passage.doubt_notes(turn.language):
            yield f"\n> {escaped(note)}\n"
